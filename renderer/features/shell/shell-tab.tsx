import { useStore } from 'zustand'
import type { ShellId } from '#shared/model/ids.ts'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { showToast } from '../../ui/toast.tsx'
import { OpenShellForm } from './open-shell-form.tsx'
import { hasRoom, hasShell, mostPanes } from './shell-layout.ts'
import type { ShellTab as Tab } from './shell-layout.ts'
import { ShellPanes } from './shell-panes.tsx'
import { bringToFront, findShell, openForm, shellTabs } from './shell-store.ts'
import { ShellTabBar } from './shell-tab-bar.tsx'
import styles from './shell-tab.module.css'
import { say } from './shell-words.ts'
import { useOpenShell } from './use-open-shell.ts'
import type { ShellOpener, ShellTabProps } from './use-open-shell.ts'

/** Why the tab cannot be split now, a sentence; null when it can. */
const whyNoSplit = (tab: Tab, { reason, isRunning }: ShellOpener): string | null =>
  reason ?? (hasRoom(tab) ? (isRunning ? say('splitBusy') : null) : say('splitFull', { count: mostPanes }))

/** Opens the same shell as the same user once more, beside the one that is given. What stands in the way is said. */
function splitBeside(tab: Tab, shellId: ShellId, opener: ShellOpener): void {
  const refusal = whyNoSplit(tab, opener)
  const shell = findShell(shellId)
  if (refusal !== null) showToast(refusal)
  else if (shell && hasShell(tab, shellId)) opener.open(shell.request, shellId)
}

/** Shells of one device: tabs of one to four, each ended at the other end when it is closed here. */
export function ShellTab(props: ShellTabProps) {
  const deviceId = props.view.device.id
  const all = useStore(shellTabs, (state) => state.tabs)
  const frontId = useStore(shellTabs, (state) => state.front[deviceId])
  const opener = useOpenShell(props)
  const tabs = all.filter((tab) => tab.deviceId === deviceId)
  const front = frontId === openForm ? undefined : (tabs.find((tab) => tab.id === frontId) ?? tabs.at(-1))
  if (!front && tabs.length === 0) return <OpenShellForm view={props.view} opener={opener} isAnother={false} />
  return (
    <div className={styles.page}>
      <ShellTabBar
        tabs={tabs}
        front={front}
        splitRefusal={front ? whyNoSplit(front, opener) : null}
        onSelect={(id) => bringToFront(deviceId, id)}
        onSplit={(tab) => splitBeside(tab, tab.focus, opener)}
      />
      {front && opener.error && <ErrorPanel error={opener.error} />}
      {front ? <ShellPanes key={front.id} tab={front} onSplit={(shellId) => splitBeside(front, shellId, opener)} /> : <OpenShellForm view={props.view} opener={opener} isAnother />}
    </div>
  )
}
