import { useRef, useState, useSyncExternalStore } from 'react'
import type { PanelImperativeHandle } from 'react-resizable-panels'
import { useApi } from '../api/client.ts'
import { useAccountsState } from '../features/accounts/accounts-store.ts'
import { useFleet } from '../features/inventory/fleet-context.ts'
import { PeekPanel } from '../features/inventory/peek-panel.tsx'
import { Pane, Panes, Splitter } from '../ui/panes.tsx'
import { Toasts } from '../ui/toast.tsx'
import { say } from './app-words.ts'
import { CommandPalette } from './command-palette.tsx'
import { commandsOf } from './commands.ts'
import { ErrorBoundary } from './error-boundary.tsx'
import styles from './frame.module.css'
import { AllowChangesDialog, AppearanceDialog } from './mode-dialogs.tsx'
import { useModes } from './modes-store.ts'
import { ScopePane } from './scope-pane.tsx'
import { ShortcutsDialog } from './shortcuts-dialog.tsx'
import { StatusBar } from './status-bar.tsx'
import { TitleBar } from './title-bar.tsx'
import { useKeyboard } from './use-keyboard.ts'
import { useOpenDevice } from './use-open-device.ts'
import { WorkspacePage } from './workspace-page.tsx'
import { pageId, useWorkspace, useWorkspaceState } from './workspace-store.ts'
import { WorkspaceTabs } from './workspace-tabs.tsx'

/** Widths of the panes in pixels. */
const sizes = { scope: 220, scopeLeast: 160, scopeFolded: 40, peek: 320, peekLeast: 260, centreLeast: 360 } as const
/** Below this the peek lies over the list and the scope is folded: a small window, or 200 % zoom. */
const narrow = '(max-width: 56rem)'

const useIsNarrow = (): boolean =>
  useSyncExternalStore(
    (listener) => {
      const query = matchMedia(narrow)
      query.addEventListener('change', listener)
      return () => query.removeEventListener('change', listener)
    },
    () => matchMedia(narrow).matches,
  )

function Peek() {
  const workspace = useWorkspace()
  const openDevice = useOpenDevice()
  return (
    <div className={styles.panel} data-pane="peek" onKeyDown={(event) => event.key === 'Escape' && workspace.togglePeek()}>
      <PeekPanel onOpen={openDevice} onClose={workspace.togglePeek} />
    </div>
  )
}

const Centre = () => (
  <main className={styles.centre}>
    <WorkspaceTabs />
    <div id="workspace-panel" className={styles.panel} role="tabpanel" aria-label={say('workspace')} data-pane="page">
      <ErrorBoundary>
        <WorkspacePage />
      </ErrorBoundary>
    </div>
  </main>
)

function Middle() {
  const scope = useRef<PanelImperativeHandle>(null)
  const isNarrow = useIsNarrow()
  const [isFolded, setFolded] = useState(false)
  const isPeekOpen = useWorkspaceState((state) => state.isPeekOpen && state.active === 'fleet')
  const hasAccount = useAccountsState((state) => state.accounts.length > 0)
  const fold = () => (scope.current?.isCollapsed() ? scope.current.expand() : scope.current?.collapse())
  if (!hasAccount) return <Centre />
  return (
    <>
      <Panes id="frame" key={isNarrow ? 'narrow' : 'wide'}>
        <Pane id="scope" size={isNarrow ? sizes.scopeFolded : sizes.scope} least={sizes.scopeLeast} folded={sizes.scopeFolded} handle={scope} onFold={setFolded}>
          <ScopePane isFolded={isFolded} onFold={fold} />
        </Pane>
        <Splitter name={say('scope')} />
        <Pane id="centre" least={sizes.centreLeast}>
          <Centre />
        </Pane>
        {isPeekOpen && !isNarrow && (
          <>
            <Splitter name={say('commandPeek')} />
            <Pane id="peek" size={sizes.peek} least={sizes.peekLeast}>
              <Peek />
            </Pane>
          </>
        )}
      </Panes>
      {isPeekOpen && isNarrow && (
        <div className={styles.overlay}>
          <Peek />
        </div>
      )}
    </>
  )
}

/** The window: title, panes, status, and what can lie over them. */
export function Frame() {
  const api = useApi()
  const workspace = useWorkspace()
  const fleet = useFleet()
  const modes = useModes()
  const hasAccount = useAccountsState((state) => state.accounts.length > 0)
  const state = useWorkspaceState((one) => one)
  const commands = commandsOf({ api, modes, workspace, fleet, hasAccount }, state)
  useKeyboard(modes.host === 'browser' ? 'browser' : 'desktop', commands, (index) => {
    const page = state.pages[index]
    if (page) workspace.activate(pageId(page))
  })
  return (
    <div className={styles.frame}>
      <TitleBar />
      <div className={styles.middle}>
        <Middle />
      </div>
      <StatusBar />
      <CommandPalette commands={commands} />
      <AllowChangesDialog />
      <AppearanceDialog />
      <ShortcutsDialog commands={commands} />
      <Toasts />
    </div>
  )
}
