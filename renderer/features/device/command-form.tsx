import { useState } from 'react'
import type { DeviceView } from '#shared/contract/device.ts'
import { isUsable } from '#shared/model/capability.ts'
import type { CommandShell } from '#shared/model/operation.ts'
import { useApi } from '../../api/client.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { useCommand } from '../../api/use-command.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { RequestText, RequestToggle } from '../../ui/request-text.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { CheckField } from '../../ui/toggle.tsx'
import styles from './command-form.module.css'
import { say } from './command-words.ts'

interface CommandFormProps {
  readonly view: DeviceView
  readonly isReadOnly: boolean
  readonly isOffline: boolean
}

interface Draft {
  readonly shell: CommandShell
  readonly command: string
  readonly timeoutSeconds: number
  readonly runAsUser: boolean
}

const limits = [10, 30, 60, 120, 300, 900, 3_600] as const

/** Why the command cannot run now, in one sentence; null when it can. */
function whyNot({ view, isReadOnly, isOffline }: CommandFormProps, draft: Draft): string | null {
  const capability = view.capabilities.find((one) => one.capability === 'device.command')
  if (isReadOnly) return say('readOnly')
  if (isOffline) return say('offline')
  if (capability && !isUsable(capability)) return capability.reason
  return draft.command.trim() === '' ? say('empty') : null
}

/** Why nobody knows whether the key may do this; null when that is known. */
const whyUnproven = ({ capabilities }: DeviceView): string | null =>
  capabilities.find((one) => one.capability === 'device.command' && one.support !== 'absent' && one.grant === 'unproven')?.reason ?? null

/** Exactly the request that would leave: method, address and body (B73). */
function RequestPreview({ view, draft }: { readonly view: DeviceView; readonly draft: Draft }) {
  const api = useApi()
  const preview = useAnswer(JSON.stringify([view.device.id, draft]), () => api.device.previewCommand({ deviceId: view.device.id, ...draft }))
  return <RequestText value={preview.value} error={preview.error} />
}

interface ChoicesProps {
  readonly view: DeviceView
  readonly draft: Draft
  readonly onChange: (part: Partial<Draft>) => void
}

/** Shell, time limit and account of the command. */
const Choices = ({ view, draft, onChange }: ChoicesProps) => (
  <div className={styles.line}>
    <span className={styles.choice}>
      <SelectField isLabelHidden label={say('shell')} value={draft.shell} options={view.shells.map((one) => ({ value: one, label: one }))} onChange={(shell) => onChange({ shell })} />
    </span>
    <span className={styles.choice}>
      <SelectField
        isLabelHidden
        label={say('limit')}
        value={String(draft.timeoutSeconds)}
        options={limits.map((one) => ({ value: String(one), label: `${say('limit')} ${say('seconds', { count: one })}` }))}
        onChange={(next) => onChange({ timeoutSeconds: Number(next) })}
      />
    </span>
    {view.device.osFamily === 'windows' && <CheckField label={say('asUser')} isOn={draft.runAsUser} onChange={(runAsUser) => onChange({ runAsUser })} />}
  </div>
)

/** Beside the button: why it is off, or that nobody proved yet that it will work. */
function Why({ view, reason, isEmpty }: { readonly view: DeviceView; readonly reason: string | null; readonly isEmpty: boolean }) {
  const doubt = whyUnproven(view)
  if (reason !== null && reason !== say('empty')) return isEmpty ? null : <span className={styles.reason}>{reason}</span>
  return doubt === null ? null : <span className={styles.reason}>{say('unproven', { reason: doubt })}</span>
}

/** One command with its limit, what would be sent, and the button that names the device. */
export function CommandForm(props: CommandFormProps) {
  const { view } = props
  const api = useApi()
  const [draft, setDraft] = useState<Draft>({ shell: view.shells[0] ?? 'bash', command: '', timeoutSeconds: 60, runAsUser: false })
  const [isShown, setShown] = useState(false)
  const run = useCommand((input: Draft) => api.device.runCommand({ deviceId: view.device.id, ...input }))
  const change = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }))
  const reason = whyNot(props, draft)
  const isEmpty = draft.command.trim() === ''
  const start = () => {
    if (reason === null && !run.isRunning) void run.run(draft)
  }
  return (
    <section className={styles.form} aria-label={say('title')}>
      <Choices view={view} draft={draft} onChange={change} />
      <textarea
        className={styles.command}
        aria-label={say('command')}
        rows={3}
        spellCheck={false}
        maxLength={10_000}
        value={draft.command}
        onChange={(event) => change({ command: event.currentTarget.value })}
        onKeyDown={(event) => (event.ctrlKey || event.metaKey) && event.key === 'Enter' && start()}
      />
      <div className={styles.line}>
        <Button tone="primary" onClick={start} isBusy={run.isRunning} disabledReason={reason}>
          {say('run', { name: view.device.name })}
        </Button>
        <RequestToggle isShown={isShown} onToggle={() => setShown((before) => !before)} />
        <Why view={view} reason={reason} isEmpty={isEmpty} />
      </div>
      {isShown && !isEmpty && <RequestPreview view={view} draft={draft} />}
      {run.error && <ErrorPanel error={run.error} />}
    </section>
  )
}
