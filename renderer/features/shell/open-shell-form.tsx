import { useState } from 'react'
import type { DeviceView } from '#shared/contract/device.ts'
import { isUsable } from '#shared/model/capability.ts'
import type { CommandShell } from '#shared/model/operation.ts'
import type { ShellView } from '#shared/model/shell.ts'
import { useApi } from '../../api/client.ts'
import { useCommand } from '../../api/use-command.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { ShellIcon } from '../../ui/icons.ts'
import { SelectField } from '../../ui/select-field.tsx'
import { CheckField } from '../../ui/toggle.tsx'
import styles from './open-shell-form.module.css'
import { say } from './shell-words.ts'

interface OpenShellFormProps {
  readonly view: DeviceView
  readonly isReadOnly: boolean
  readonly isOffline: boolean
  readonly onOpened: (opened: ShellView) => void
}

const shellCapabilities = ['shell.interactive', 'shell.streamed', 'shell.buffered'] as const

/** Why no shell can be opened here at all, in the words of the capability map; null when one can. */
function whyNot(view: DeviceView, isReadOnly: boolean, isOffline: boolean): string | null {
  if (isReadOnly) return say('readOnly')
  if (isOffline) return say('offline')
  const states = view.capabilities.filter((one) => (shellCapabilities as readonly string[]).includes(one.capability))
  if (states.length === 0 || states.some(isUsable)) return null
  return states[0]?.reason ?? null
}

/** Where a shell starts: which one, as whom, and what opening means. */
export function OpenShellForm({ view, isReadOnly, isOffline, onOpened }: OpenShellFormProps) {
  const api = useApi()
  const [shell, setShell] = useState<CommandShell>(view.shells[0] ?? 'bash')
  const [asUser, setAsUser] = useState(false)
  const open = useCommand(() => api.shell.open({ deviceId: view.device.id, shell, runAsUser: asUser }))
  const reason = whyNot(view, isReadOnly, isOffline)
  const who = view.device.osFamily === 'windows' ? 'SYSTEM' : 'root'
  const start = () => void open.run(undefined).then((opened) => opened && onOpened(opened))
  return (
    <div className={styles.place}>
      <EmptyState title={say('ready', { name: view.device.name })} why={say('readyWhy', { who })}>
        <div className={styles.form}>
          <SelectField isLabelHidden label={say('which')} value={shell} options={view.shells.map((one) => ({ value: one, label: one }))} onChange={setShell} />
          <Button tone="primary" icon={ShellIcon} onClick={start} isBusy={open.isRunning} disabledReason={reason}>
            {say('open', { shell })}
          </Button>
        </div>
        {view.device.osFamily === 'windows' && <CheckField label={say('asUser')} isOn={asUser} onChange={setAsUser} />}
        {reason && <p className={styles.reason}>{reason}</p>}
        {!reason && view.device.status !== 'online' && <p className={styles.reason}>{say('unreachable', { name: view.device.name })}</p>}
      </EmptyState>
      {open.error && <ErrorPanel error={open.error} />}
    </div>
  )
}
