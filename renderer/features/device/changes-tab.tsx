import { useMemo, useState } from 'react'
import type { DeviceView } from '#shared/contract/device.ts'
import { changeUnits, type DeviceChange } from '#shared/model/device-change.ts'
import { useApi } from '../../api/client.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { useEvent } from '../../api/use-event.ts'
import { formatBytes, formatCount } from '../../lib/format-number.ts'
import { formatDate } from '../../lib/format-time.ts'
import { AgeText } from '../../ui/age-text.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { ProgressLine } from '../../ui/progress-line.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { changeTitle, say } from './change-words.ts'
import styles from './changes-tab.module.css'
import { FactTable } from './fact-table.tsx'

/** Rows drawn at once; the filter finds the others. */
const drawn = 200

/** A stored value with its unit. */
function valueWord(field: string, value: string): string {
  const unit = changeUnits[field]
  const number = Number(value)
  if (unit === undefined || !Number.isFinite(number)) return value
  if (unit === 'bytes') return formatBytes(number)
  if (unit === 'moment') return formatDate(number)
  return unit === 'Mbps' ? say('mbps', { speed: formatCount(number) }) : say('mhz', { speed: formatCount(number) })
}

const beforeWord = ({ field, before }: DeviceChange) => (field === 'further' ? '' : before === null ? say('absent') : valueWord(field, before))
const afterWord = ({ field, after }: DeviceChange) => (field === 'further' ? '' : after === null ? say('removed') : valueWord(field, after))

const matches = (change: DeviceChange, wanted: string): boolean =>
  [changeTitle(change), beforeWord(change), afterWord(change), change.source].join('\n').toLowerCase().includes(wanted)

function ChangeTable({ changes, text }: { readonly changes: readonly DeviceChange[]; readonly text: string }) {
  const wanted = text.trim().toLowerCase()
  const shown = useMemo(() => changes.filter((one) => matches(one, wanted)), [changes, wanted])
  if (shown.length === 0) return <p className={styles.empty}>{say('noneLeft', { text })}</p>
  return (
    <FactTable
      caption={say('shown', { count: shown.length })}
      rows={shown.slice(0, drawn)}
      keyOf={(row, index) => `${row.at}|${index}`}
      columns={[
        { head: say('when'), cell: (row) => <AgeText at={row.at} isValue /> },
        { head: say('what'), cell: changeTitle },
        { head: say('before'), cell: (row) => <span className={styles.before}>{beforeWord(row)}</span> },
        { head: say('after'), cell: (row) => <span className={styles.after}>{afterWord(row)}</span> },
        { head: say('source'), cell: (row) => <span className={styles.before}>{row.source}</span> },
      ]}
    />
  )
}

/** What became different on this device, newest first. */
export function ChangesTab({ view }: { readonly view: DeviceView }) {
  const api = useApi()
  const deviceId = view.device.id
  const [text, setText] = useState('')
  const answer = useAnswer(deviceId, () => api.device.changes({ deviceId }))
  useEvent('device.sectionsChanged', (news) => news.deviceId === deviceId && answer.reload())
  useEvent('inventory.changed', ({ ids }) => ids.includes(deviceId) && answer.reload())
  const changes = answer.value ?? []
  return (
    <div className={styles.page}>
      <div className={styles.toolbar}>
        <TextField isLabelHidden label={say('filter')} placeholder={say('filter')} value={text} onChange={setText} />
      </div>
      <ProgressLine name={say('title')} isBusy={answer.isLoading && answer.value === undefined} />
      {answer.error && <ErrorPanel error={answer.error} />}
      {changes.length > 0 && (
        <div className={styles.body}>
          <ChangeTable changes={changes} text={text} />
        </div>
      )}
      {answer.value?.length === 0 && <EmptyState title={say('none')} why={say('noneWhy')} />}
    </div>
  )
}
