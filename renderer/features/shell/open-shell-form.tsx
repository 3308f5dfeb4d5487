import { useState } from 'react'
import type { DeviceView } from '#shared/contract/device.ts'
import type { CommandShell } from '#shared/model/operation.ts'
import { useApi } from '../../api/client.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { ShellIcon } from '../../ui/icons.ts'
import { RequestText, RequestToggle } from '../../ui/request-text.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { CheckField } from '../../ui/toggle.tsx'
import styles from './open-shell-form.module.css'
import { say } from './shell-words.ts'
import { whyUnproven } from './use-open-shell.ts'
import type { ShellOpener } from './use-open-shell.ts'

interface OpenShellFormProps {
  readonly view: DeviceView
  readonly opener: ShellOpener
  /** Other shells of the device are open. */
  readonly isAnother: boolean
}

/** What opening the terminal sends; in command mode opening sends nothing by itself, and each line what is shown for the one typed here (B73). */
function ShellRequestText({ view, shell, runAsUser }: { readonly view: DeviceView; readonly shell: CommandShell; readonly runAsUser: boolean }) {
  const api = useApi()
  const [line, setLine] = useState('')
  const { id: deviceId } = view.device
  const { value, error } = useAnswer(JSON.stringify([deviceId, shell, runAsUser, line]), () => api.shell.preview({ deviceId, shell, runAsUser, line }))
  const isByLine = value !== undefined && value.depth !== 'interactive'
  return (
    <div className={styles.request}>
      {isByLine && <TextField label={say('line')} says={say('lineWhy')} value={line} onChange={setLine} maxLength={10_000} />}
      <RequestText value={value?.request} error={error} />
    </div>
  )
}

/** Where a shell starts: which one, as whom, and what opening means. */
export function OpenShellForm({ view, isAnother, opener: { reason, open, isRunning, error } }: OpenShellFormProps) {
  const [shell, setShell] = useState<CommandShell>(view.shells[0] ?? 'bash')
  const [runAsUser, setRunAsUser] = useState(false)
  const [isShown, setShown] = useState(false)
  const { device } = view
  const doubt = whyUnproven(view)
  const who = device.osFamily === 'windows' ? 'SYSTEM' : 'root'
  return (
    <div className={styles.place}>
      <EmptyState title={say(isAnother ? 'another' : 'ready', { name: device.name })} why={say('readyWhy', { who })}>
        <div className={styles.form}>
          <SelectField isLabelHidden label={say('which')} value={shell} options={view.shells.map((one) => ({ value: one, label: one }))} onChange={setShell} />
          <Button tone="primary" icon={ShellIcon} onClick={() => open({ deviceId: device.id, shell, runAsUser })} isBusy={isRunning} disabledReason={reason}>
            {say('open', { shell })}
          </Button>
          <RequestToggle isShown={isShown} onToggle={() => setShown((before) => !before)} />
        </div>
        {device.osFamily === 'windows' && <CheckField label={say('asUser')} isOn={runAsUser} onChange={setRunAsUser} />}
        {reason && <p className={styles.reason}>{reason}</p>}
        {!reason && doubt && <p className={styles.reason}>{say('unproven', { reason: doubt })}</p>}
        {!reason && device.status !== 'online' && <p className={styles.reason}>{say('unreachable', { name: device.name })}</p>}
      </EmptyState>
      {isShown && <ShellRequestText view={view} shell={shell} runAsUser={runAsUser} />}
      {error && <ErrorPanel error={error} />}
    </div>
  )
}
