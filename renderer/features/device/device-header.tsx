import type { Device } from '#shared/model/device.ts'
import { copyText } from '../../lib/copy-text.ts'
import { clientColorValue } from '../../lib/client-color.ts'
import { statusSentence } from '../../lib/device-status.ts'
import { uptimeNow, uptimeThen } from '../../lib/uptime.ts'
import { useNow } from '../../lib/use-now.ts'
import { AgeText } from '../../ui/age-text.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Button, IconButton } from '../../ui/button.tsx'
import { CopyIcon, RefreshIcon, ShellIcon } from '../../ui/icons.ts'
import { Status } from '../../ui/status-shape.tsx'
import { showToast } from '../../ui/toast.tsx'
import styles from './device-header.module.css'
import { say } from './device-words.ts'

interface DeviceHeaderProps {
  readonly device: Device
  /** The account is switched off: what is shown was stored before. */
  readonly isAccountOff: boolean
  readonly isRefreshing: boolean
  readonly onRefresh: () => void
  /** Opens the shell; absent when the page has none. */
  readonly onShell: (() => void) | undefined
}

function copyName(name: string): void {
  copyText(name)
  showToast(say('copied', { text: name }))
}

/** Which device this is, always in sight: status, name, client and site, user, uptime, age, and the three most used actions. */
export function DeviceHeader({ device, isAccountOff, isRefreshing, onRefresh, onShell }: DeviceHeaderProps) {
  const now = useNow()
  const up = uptimeNow(device, now)
  const wasUp = uptimeThen(device, now)
  const isLast = device.isUserCurrent === false
  return (
    <header className={styles.header} style={{ borderInlineStartColor: clientColorValue(device.client) }}>
      <div className={styles.names}>
        <h1 className={styles.name}>{device.name}</h1>
        <span className={styles.where}>{[device.client, device.site].filter(Boolean).join(', ')}</span>
      </div>
      <div className={styles.facts}>
        <Status shape={device.status}>{statusSentence(device.status, device.lastSeenAt, now)}</Status>
        {device.user !== null && <span>{isLast ? say('lastUser', { user: device.user }) : device.user}</span>}
        {up !== null && <span>{say('up', { length: up })}</span>}
        {up === null && wasUp !== null && <span className={styles.past} title={wasUp}>{wasUp}</span>}
        <AgeText at={device.fetchedAt} />
        {isAccountOff && (
          <Badge tone="neutral" shape="inactive">
            {say('accountOff')}
          </Badge>
        )}
      </div>
      <div className={styles.actions}>
        <IconButton name={say('copyName')} icon={CopyIcon} onClick={() => copyName(device.name)} />
        {onShell && (
          <Button icon={ShellIcon} onClick={onShell}>
            {say('openShell')}
          </Button>
        )}
        <Button icon={RefreshIcon} isBusy={isRefreshing} onClick={onRefresh}>
          {say('refresh')}
        </Button>
      </div>
    </header>
  )
}
