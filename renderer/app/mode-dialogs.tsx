import { useApi } from '../api/client.ts'
import { useCommand } from '../api/use-command.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { ErrorPanel } from '../ui/error-panel.tsx'
import { SelectField } from '../ui/select-field.tsx'
import { showToast } from '../ui/toast.tsx'
import { say } from './app-words.ts'
import { useModes } from './modes-store.ts'
import { densities, preferences, themeChoices, usePreferences } from './preferences.ts'
import { useWorkspace, useWorkspaceState } from './workspace-store.ts'

const themeWords = { system: 'themeSystem', light: 'themeLight', dark: 'themeDark', 'contrast-light': 'themeContrastLight', 'contrast-dark': 'themeContrastDark' } as const
const densityWords = { compact: 'densityCompact', normal: 'densityNormal', comfortable: 'densityComfortable' } as const

/** Asks before read-only is switched off, in plain words; Cancel has the focus. */
export function AllowChangesDialog() {
  const api = useApi()
  const workspace = useWorkspace()
  const isOpen = useWorkspaceState((state) => state.dialog === 'allow-changes')
  const { company } = useModes()
  const allow = useCommand(api.app.setReadOnly)
  const close = () => workspace.show(null)
  const confirm = async () => {
    if (!(await allow.run({ isReadOnly: false }))) return
    close()
    showToast(say('nowChanges'))
  }
  const actions = (
    <>
      <Button onClick={close} autoFocus>
        {say('cancel')}
      </Button>
      <Button tone="primary" isBusy={allow.isRunning} onClick={() => void confirm()}>
        {say('allow')}
      </Button>
    </>
  )
  return (
    <Dialog title={say('allowTitle', { company: company.name })} isOpen={isOpen} onClose={close} actions={actions}>
      <p>{say('allowWhat')}</p>
      <p>{say('allowJournal')}</p>
      {allow.error && <ErrorPanel error={allow.error} />}
    </Dialog>
  )
}

/** Theme and density of this window. */
export function AppearanceDialog() {
  const workspace = useWorkspace()
  const isOpen = useWorkspaceState((state) => state.dialog === 'appearance')
  const { theme, density } = usePreferences()
  return (
    <Dialog title={say('settings')} isOpen={isOpen} onClose={() => workspace.show(null)}>
      <SelectField label={say('theme')} value={theme} options={themeChoices.map((value) => ({ value, label: say(themeWords[value]) }))} onChange={(next) => preferences.setState({ theme: next })} />
      <SelectField label={say('density')} value={density} options={densities.map((value) => ({ value, label: say(densityWords[value]) }))} onChange={(next) => preferences.setState({ density: next })} />
      <p>{say('appearanceSays')}</p>
    </Dialog>
  )
}
