import type { AppState } from '#shared/contract/app.ts'
import type { Api } from '#shared/contract/client.ts'
import type { Fleet } from '../features/inventory/fleet-store.ts'
import { showToast } from '../ui/toast.tsx'
import { say } from './app-words.ts'
import { focusPane } from './pane-focus.ts'
import { chordsFor, chordText } from './shortcuts.ts'
import type { ChordName } from './shortcuts.ts'
import { pageId } from './workspace-store.ts'
import type { Workspace, WorkspaceState } from './workspace-store.ts'

/** What commands act on. */
export interface CommandContext {
  readonly api: Api
  readonly modes: AppState
  readonly workspace: Workspace
  readonly fleet: Fleet
  readonly hasAccount: boolean
}

/** One thing the window can do, for the palette, the keyboard and the menus. */
export interface Command {
  readonly id: string
  readonly title: string
  readonly chord?: ChordName
  readonly shortcut: string
  readonly run: () => void
  /** Why it cannot run now; null when it can. */
  readonly disabledReason: string | null
}

type Spec = Omit<Command, 'shortcut' | 'disabledReason'> & { readonly disabledReason?: string | false | null }

const focusFilter = (): void => document.querySelector<HTMLElement>('[data-pane-filter]')?.focus()

/** Switches work-offline; it is harmless and undone by the same key, so it does not ask. */
export async function toggleOffline({ api, modes }: CommandContext): Promise<void> {
  const next = await api.app.setOffline({ isOffline: !modes.isOffline })
  showToast(say(next.isOffline ? 'wentOffline' : 'wentOnline'))
}

/** Switching read-only on takes effect at once; switching it off asks first. */
export function toggleReadOnly({ api, modes, workspace }: CommandContext): void {
  if (modes.isReadOnly) workspace.show('allow-changes')
  else void api.app.setReadOnly({ isReadOnly: true }).then(() => showToast(say('nowReadOnly')))
}

async function syncAll(api: Api): Promise<void> {
  const { started, running } = await api.sync.start({})
  if (started.length === 0 && running.length > 0) return showToast(say('syncRunning'))
  showToast(say('syncStarted'))
}

function pageCommands({ workspace, fleet }: CommandContext, state: WorkspaceState): readonly Spec[] {
  const front = state.pages.find((page) => pageId(page) === state.active)
  const isDevice = front?.kind === 'device'
  return [
    { id: 'palette', title: say('commandPalette'), chord: 'palette', run: () => workspace.show('palette') },
    { id: 'goTo', title: say('commandGoTo'), chord: 'goTo', run: () => workspace.show('palette') },
    { id: 'filter', title: say('commandFilter'), chord: 'filter', run: focusFilter, disabledReason: front?.kind !== 'fleet' && say('needFleet') },
    { id: 'fleet', title: say('commandFleet'), run: () => workspace.open({ kind: 'fleet' }) },
    { id: 'accounts', title: say('commandAccounts'), run: () => workspace.open({ kind: 'accounts' }) },
    { id: 'connect', title: say('commandConnect'), run: () => workspace.open({ kind: 'connect' }) },
    { id: 'activity', title: say('commandActivity'), chord: 'activity', run: () => workspace.open({ kind: 'activity' }) },
    { id: 'diagnostics', title: say('commandDiagnostics'), run: () => workspace.open({ kind: 'diagnostics' }) },
    { id: 'reviews', title: say('commandReviews'), run: () => workspace.open({ kind: 'reviews' }) },
    { id: 'peek', title: say('commandPeek'), run: workspace.togglePeek, disabledReason: front?.kind !== 'fleet' && say('needFleet') },
    { id: 'shell', title: say('commandShell'), chord: 'shell', run: () => workspace.setDeviceTab(state.active, 'shell'), disabledReason: !isDevice && say('needDevice') },
    { id: 'refresh', title: say('commandRefresh'), chord: 'refresh', run: fleet.actions.reload },
    { id: 'closeTab', title: say('commandCloseTab'), chord: 'closeTab', run: () => workspace.close(state.active), disabledReason: front?.kind === 'fleet' && say('needTab') },
    { id: 'reopen', title: say('commandReopen'), chord: 'reopen', run: workspace.reopen, disabledReason: state.closed.length === 0 && say('needClosed') },
    { id: 'recent', title: say('commandRecent'), chord: 'recent', run: workspace.switchBack },
    { id: 'nextPane', title: say('commandNextPane'), chord: 'nextPane', run: () => focusPane(1) },
    { id: 'previousPane', title: say('commandPreviousPane'), chord: 'previousPane', run: () => focusPane(-1) },
  ]
}

function modeCommands(context: CommandContext): readonly Spec[] {
  const { api, modes, workspace, hasAccount } = context
  return [
    { id: 'sync', title: say('commandSync'), chord: 'sync', run: () => void syncAll(api), disabledReason: modes.isOffline ? say('needOnline') : !hasAccount && say('needAccount') },
    { id: 'offline', title: say('commandOffline'), chord: 'offline', run: () => void toggleOffline(context) },
    { id: 'readOnly', title: say('commandReadOnly'), chord: 'readOnly', run: () => toggleReadOnly(context) },
    { id: 'appearance', title: say('commandAppearance'), run: () => workspace.show('appearance') },
    { id: 'shortcuts', title: say('commandShortcuts'), chord: 'shortcuts', run: () => workspace.show('shortcuts') },
  ]
}

/** Every command with its shortcut and, where it cannot run, the reason. */
export function commandsOf(context: CommandContext, state: WorkspaceState): readonly Command[] {
  const host = context.modes.host === 'browser' ? 'browser' : 'desktop'
  return [...pageCommands(context, state), ...modeCommands(context)].map(({ disabledReason, ...command }) => {
    const chord = command.chord && chordsFor(command.chord, host)[0]
    return { ...command, shortcut: chord ? chordText(chord) : '', disabledReason: disabledReason || null }
  })
}
