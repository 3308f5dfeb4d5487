import { useState } from 'react'
import type { DeviceView } from '#shared/contract/device.ts'
import { isUsable } from '#shared/model/capability.ts'
import { finalStates, operationWords } from '#shared/model/operation.ts'
import type { Operation } from '#shared/model/operation.ts'
import type { HardwareSection } from '#shared/model/section.ts'
import { useApi } from '../../api/client.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { useCommand } from '../../api/use-command.ts'
import { useEvent } from '../../api/use-event.ts'
import { formatBytes } from '../../lib/format-number.ts'
import { AgeText } from '../../ui/age-text.tsx'
import { Button } from '../../ui/button.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { ProgressLine } from '../../ui/progress-line.tsx'
import { RequestText, RequestToggle } from '../../ui/request-text.tsx'
import { Status } from '../../ui/status-shape.tsx'
import type { DeviceTabProps } from './device-tabs.ts'
import styles from './disk-panel.module.css'
import { FactTable } from './fact-table.tsx'
import { say } from './section-words.ts'

type Disk = HardwareSection['disks'][number]

const healthShape = { good: 'online', warning: 'warning', failing: 'failing', unknown: 'unknown' } as const

const DiskTable = ({ disks }: { readonly disks: readonly Disk[] }) => (
  <FactTable
    caption={say('disks')}
    rows={disks}
    keyOf={(row) => row.key}
    columns={[
      { head: say('model'), cell: (row) => row.model },
      { head: say('serial'), cell: (row) => row.serial && <code>{row.serial}</code> },
      { head: say('size'), isNumber: true, cell: (row) => (row.bytes === null ? null : formatBytes(row.bytes)) },
      { head: say('interface'), cell: (row) => row.interface },
      { head: say('media'), cell: (row) => row.media },
      { head: say('healthRead'), cell: (row) => (row.healthReadAt === undefined ? say('healthNever') : <AgeText at={row.healthReadAt} isValue />) },
      { head: say('health'), cell: (row) => <Status shape={healthShape[row.health]}>{row.healthReason ? `${row.health}: ${row.healthReason}` : row.health}</Status> },
    ]}
  />
)

/** Why disk health cannot be read now, in one sentence; null when it can. */
function whyNot({ view, isReadOnly, isOffline }: DeviceTabProps): string | null {
  const capability = view.capabilities.find((one) => one.capability === 'device.command')
  if (isReadOnly) return say('healthReadOnly')
  if (isOffline) return say('healthOffline')
  return capability && !isUsable(capability) ? capability.reason : null
}

/** Starts a reading and follows it to its end. */
function useReading(view: DeviceView) {
  const api = useApi()
  const [operation, setOperation] = useState<Operation | null>(null)
  const start = useCommand(() => api.device.readHealth({ deviceId: view.device.id }))
  useEvent('device.operationChanged', (news) => setOperation((before) => (before?.id === news.id ? news : before)))
  const run = async () => {
    const started = await start.run(undefined)
    if (!started) return
    setOperation(started)
    // It may have ended before anybody listened for this id.
    setOperation(await api.device.operation({ operationId: started.id }).catch(() => started))
  }
  const isBusy = start.isRunning || (operation !== null && !finalStates.has(operation.state))
  return { isBusy, operation, error: start.error, run: () => void run() }
}

/** Exactly the request that would leave. */
function ScriptPreview({ view }: { readonly view: DeviceView }) {
  const api = useApi()
  const { value, error } = useAnswer(view.device.id, () => api.device.previewHealth({ deviceId: view.device.id }))
  return <RequestText value={value} error={error} />
}

/** The disks with their health, what that word is worth, and the way to read it again. */
export function DiskPanel({ disks, ...props }: DeviceTabProps & { readonly disks: readonly Disk[] }) {
  const reading = useReading(props.view)
  const [isShown, setShown] = useState(false)
  const { operation } = reading
  const hasFailed = operation !== null && finalStates.has(operation.state) && operation.state !== 'succeeded'
  return (
    <div>
      <DiskTable disks={disks} />
      <p className={styles.note}>{say('healthIntro')}</p>
      <div className={styles.line}>
        <Button isBusy={reading.isBusy} disabledReason={whyNot(props)} onClick={reading.run}>
          {say('readHealth')}
        </Button>
        <RequestToggle isShown={isShown} onToggle={() => setShown((before) => !before)} />
        <span className={styles.quiet}>{say('healthCost')}</span>
      </div>
      <ProgressLine name={say('readingHealth')} isBusy={reading.isBusy} />
      {hasFailed && <p className={styles.note}>{[operationWords[operation.state], operation.says].filter(Boolean).join('. ')}</p>}
      {reading.error && <ErrorPanel error={reading.error} />}
      {isShown && <ScriptPreview view={props.view} />}
    </div>
  )
}
