import { useState } from 'react'
import type { DeviceView } from '#shared/contract/device.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { CommandForm } from './command-form.tsx'
import styles from './commands-panel.module.css'
import { say } from './command-words.ts'
import { OperationRow } from './operation-row.tsx'
import { useOperations } from './use-operations.ts'

interface CommandsPanelProps {
  readonly view: DeviceView
  readonly isReadOnly: boolean
  readonly isOffline: boolean
}

/** Run one command and keep its result: the form above, everything that was run below. */
export function CommandsPanel({ view, isReadOnly, isOffline }: CommandsPanelProps) {
  const operations = useOperations(view.device.id, '')
  const [openedAt] = useState(() => Date.now())
  const known = operations.value ?? []
  return (
    <div className={styles.page}>
      <CommandForm view={view} isReadOnly={isReadOnly} isOffline={isOffline} />
      {operations.error && <ErrorPanel error={operations.error} />}
      {known.length === 0 && !operations.isLoading ? (
        <EmptyState title={say('results')} why={say('none')} />
      ) : (
        <ul className={styles.list} aria-label={say('results')}>
          {known.map((operation) => (
            <OperationRow key={operation.id} operation={operation} isOpenAtFirst={operation.createdAt >= openedAt} />
          ))}
        </ul>
      )}
    </div>
  )
}
