import { useDeferredValue, useState } from 'react'
import type { DeviceView } from '#shared/contract/device.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { TextField } from '../../ui/text-field.tsx'
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
  const [text, setText] = useState('')
  const operations = useOperations(view.device.id, useDeferredValue(text))
  const [openedAt] = useState(() => Date.now())
  const known = operations.value ?? []
  const isEmpty = known.length === 0 && !operations.isLoading
  return (
    <div className={styles.page}>
      <CommandForm view={view} isReadOnly={isReadOnly} isOffline={isOffline} />
      {operations.error && <ErrorPanel error={operations.error} />}
      {(known.length > 0 || text !== '') && (
        <div className={styles.search}>
          <TextField isLabelHidden label={say('search')} placeholder={say('search')} value={text} onChange={setText} maxLength={500} />
        </div>
      )}
      {isEmpty ? (
        <EmptyState title={say('results')} why={text.trim() === '' ? say('none') : say('nothing', { text: text.trim() })} />
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
