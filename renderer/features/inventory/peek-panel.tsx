import type { DeviceId } from '#shared/model/ids.ts'
import type { Device } from '#shared/model/device.ts'
import { copyText } from '../../lib/copy-text.ts'
import { clientColorValue } from '../../lib/client-color.ts'
import { statusSentence } from '../../lib/device-status.ts'
import { uptimeNow, uptimeThen } from '../../lib/uptime.ts'
import { useNow } from '../../lib/use-now.ts'
import { AgeText } from '../../ui/age-text.tsx'
import { Button, IconButton } from '../../ui/button.tsx'
import { CloseIcon } from '../../ui/icons.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { KeyValues } from '../../ui/key-values.tsx'
import { Status } from '../../ui/status-shape.tsx'
import { showToast } from '../../ui/toast.tsx'
import { useFleet, useFleetState } from './fleet-context.ts'
import { bareAddress } from './fleet-table.ts'
import { say } from './fleet-words.ts'
import { contentOf } from './grid-cells.tsx'
import styles from './peek-panel.module.css'

interface PeekPanelProps {
  readonly onOpen: (id: DeviceId) => void
  readonly onClose: () => void
}

function copyAndTell(text: string): void {
  copyText(text)
  showToast(say('copiedCell', { text }))
}

const factsOf = (device: Device, now: number) => [
  { name: say('user'), value: device.user === null || device.isUserCurrent !== false ? device.user : say('lastUser', { user: device.user }) },
  { name: say('os'), value: device.os },
  { name: say('uptime'), value: uptimeNow(device, now) ?? uptimeThen(device, now) },
  { name: say('ip'), value: device.localIps.map(bareAddress).join(', ') || null },
  { name: say('publicIp'), value: device.publicIp },
  { name: say('model'), value: device.model },
  { name: say('serial'), value: device.serial },
  { name: say('cpu'), value: device.cpuModel },
  { name: say('description'), value: device.description },
]

function Summary({ row, onOpen, onClose }: PeekPanelProps & { readonly row: number }) {
  const { table, accountName } = useFleet()
  const now = useNow()
  const device = table.deviceAt(row)
  const { serial } = device
  return (
    <>
      <header className={styles.head}>
        <div className={styles.names}>
          <h2 className={styles.name}>{device.name}</h2>
          <p className={styles.where}>
            <span className={styles.edge} style={{ background: clientColorValue(device.client) }} />
            {[device.client, device.site].filter(Boolean).join(', ')}
          </p>
        </div>
        <IconButton name={say('closePeek')} icon={CloseIcon} shortcut="Space" onClick={onClose} />
      </header>
      <div className={styles.lines}>
        <Status shape={device.status}>{statusSentence(device.status, device.lastSeenAt, now)}</Status>
        {contentOf('problem').draw?.({ table, row, now, accountName })}
        <AgeText at={device.lastSeenAt} />
      </div>
      <div className={styles.actions}>
        <Button tone="primary" onClick={() => onOpen(device.id)}>
          {say('openDevice')}
        </Button>
        <Button onClick={() => copyAndTell(device.name)}>{say('copyName')}</Button>
        {serial !== null && <Button onClick={() => copyAndTell(serial)}>{say('copySerial')}</Button>}
      </div>
      <KeyValues facts={factsOf(device, now)} />
    </>
  )
}

/** The device under the keyboard in short: reachable, user, worst problem, three actions. It follows the list. */
export function PeekPanel({ onOpen, onClose }: PeekPanelProps) {
  const { table } = useFleet()
  const focusId = useFleetState((state) => state.selection.focusId)
  useFleetState((state) => state.revision)
  const row = focusId === null ? undefined : table.rowOf(focusId)
  return (
    <aside className={styles.panel} aria-label={say('peek')}>
      {row === undefined ? <EmptyState title={say('peekEmpty')} why={say('peekEmptyWhy')} /> : <Summary row={row} onOpen={onOpen} onClose={onClose} />}
    </aside>
  )
}
