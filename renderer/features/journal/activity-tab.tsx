import { useState } from 'react'
import type { DeviceId } from '#shared/model/ids.ts'
import { useApi } from '../../api/client.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { useEvent } from '../../api/use-event.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { ProgressLine } from '../../ui/progress-line.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import styles from './activity-tab.module.css'
import { say } from './journal-words.ts'
import { KeepActions } from './keep-actions.tsx'
import { RecordRow } from './record-row.tsx'
import { VerifyLine } from './verify-line.tsx'

interface ActivityTabProps {
  /** The device whose records are shown first; absent for the whole journal. */
  readonly deviceId?: DeviceId
}

type Scope = 'here' | 'whole'

interface ToolbarProps {
  readonly isOfDevice: boolean
  readonly scope: Scope
  readonly onScope: (scope: Scope) => void
}

const Toolbar = ({ isOfDevice, scope, onScope }: ToolbarProps) => (
  <div className={styles.toolbar}>
    {isOfDevice && (
      <span className={styles.scope}>
        <SelectField
          isLabelHidden
          label={say('scope')}
          value={scope}
          options={[
            { value: 'here', label: say('here') },
            { value: 'whole', label: say('whole') },
          ]}
          onChange={onScope}
        />
      </span>
    )}
    <VerifyLine />
    {!isOfDevice && <KeepActions />}
  </div>
)

/** Who did what, when, with which result; and whether the record still holds. */
export function ActivityTab({ deviceId }: ActivityTabProps) {
  const api = useApi()
  const [scope, setScope] = useState<Scope>(deviceId ? 'here' : 'whole')
  const isHere = scope === 'here' && deviceId !== undefined
  const answer = useAnswer(isHere ? deviceId : 'whole', () => api.journal.list({ limit: 200, ...(isHere ? { deviceId } : {}) }))
  useEvent('journal.appended', answer.reload)
  const records = answer.value?.records ?? []
  return (
    <div className={styles.page}>
      <Toolbar isOfDevice={deviceId !== undefined} scope={scope} onScope={setScope} />
      <ProgressLine name={say('records')} isBusy={answer.isLoading && records.length === 0} />
      {answer.error && <ErrorPanel error={answer.error} />}
      {records.length === 0 && !answer.isLoading ? (
        <EmptyState title={say('none')} why={say('noneWhy')} />
      ) : (
        <ul className={styles.list} aria-label={say('records')}>
          {records.map((record) => (
            <RecordRow key={record.seq} record={record} />
          ))}
        </ul>
      )}
    </div>
  )
}
