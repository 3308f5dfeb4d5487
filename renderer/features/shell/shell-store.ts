import { createStore } from 'zustand/vanilla'
import type { Api } from '#shared/contract/client.ts'
import type { CommandShell } from '#shared/model/operation.ts'
import type { DeviceId, ShellId } from '#shared/model/ids.ts'
import type { ShellState, ShellView } from '#shared/model/shell.ts'
import { showToast } from '../../ui/toast.tsx'
import { createKeptTerminal } from './kept-terminal.ts'
import type { KeptTerminal } from './kept-terminal.ts'
import { createShellClient } from './shell-client.ts'
import type { ShellClient } from './shell-client.ts'
import { hasRoom, hasShell, newTab, removePane, splitPane } from './shell-layout.ts'
import type { ShellTab } from './shell-layout.ts'
import { say } from './shell-words.ts'

/** What a shell was opened with; a split asks for the same. */
export interface ShellRequest {
  readonly deviceId: DeviceId
  readonly shell: CommandShell
  readonly runAsUser: boolean
}

/** Shells of this window: only what tabs and strips show. Terminal bytes never come here. */
export interface ShellTabsState {
  readonly views: Readonly<Record<ShellId, ShellView>>
  readonly tabs: readonly ShellTab[]
  /** Id of the tab in front (or `openForm`), per device. */
  readonly front: Readonly<Record<DeviceId, string>>
  /** Shells that were asked to end and did not answer yet. */
  readonly closing: readonly ShellId[]
  /** Why a shell could not be asked to end. */
  readonly troubles: Readonly<Record<ShellId, string>>
  /** The shell that waits for the focus; its pane takes it and clears this. */
  readonly wantsFocus: ShellId | null
}

/** An open shell as the window holds it. */
export interface HeldShell {
  readonly client: ShellClient
  readonly terminal: KeptTerminal
  readonly request: ShellRequest
}

/** Stands for the form that opens a shell, where the id of a tab is asked for. */
export const openForm = 'open-form'

const nothing: ShellTabsState = { views: {}, tabs: [], front: {}, closing: [], troubles: {}, wantsFocus: null }

export const shellTabs = createStore<ShellTabsState>(() => nothing)

const held = new Map<ShellId, HeldShell>()

export const findShell = (id: ShellId): HeldShell | undefined => held.get(id)

/** Nothing can be typed there any more. */
export const isOver = (state: ShellState): boolean => state === 'closed' || state === 'failed'

const without = <Value>(record: Readonly<Record<string, Value>>, key: string): Readonly<Record<string, Value>> =>
  Object.fromEntries(Object.entries(record).filter(([one]) => one !== key))

/** Changes one tab, wherever it is. */
export const changeTab = (tabId: string, change: (tab: ShellTab) => ShellTab): void =>
  shellTabs.setState(({ tabs }) => ({ tabs: tabs.map((tab) => (tab.id === tabId ? change(tab) : tab)) }))

export const bringToFront = (deviceId: DeviceId, tabId: string): void => shellTabs.setState(({ front }) => ({ front: { ...front, [deviceId]: tabId } }))

export const wantFocus = (id: ShellId | null): void => shellTabs.setState({ wantsFocus: id })

/** The tab after a shell was put beside another one, or undefined when that one is gone or has no room left. */
const tabWithRoom = (tabs: readonly ShellTab[], besideId: ShellId | null): ShellTab | undefined =>
  besideId === null ? undefined : tabs.find((tab) => hasShell(tab, besideId) && hasRoom(tab))

/** Takes a shell that was opened into the window: beside another one, or in a tab of its own. It gets the focus. */
export function keepShell(api: Api, opened: ShellView, request: ShellRequest, besideId: ShellId | null): void {
  const client = createShellClient(api, opened)
  held.set(client.id, { client, terminal: createKeptTerminal(client), request })
  client.subscribe(takeView)
  shellTabs.setState(({ views, tabs, front }) => {
    const beside = tabWithRoom(tabs, besideId)
    const tab = beside && besideId ? splitPane(beside, besideId, opened.id) : newTab(tabs, opened.deviceId, opened.id, opened.shell)
    return {
      views: { ...views, [opened.id]: opened },
      tabs: beside ? tabs.map((one) => (one === beside ? tab : one)) : [...tabs, tab],
      front: { ...front, [opened.deviceId]: tab.id },
      wantsFocus: opened.id,
    }
  })
}

/** A shell that was asked to end leaves when it has; it stays when the other end says that something goes on there. */
function takeView(view: ShellView): void {
  const isAsked = shellTabs.getState().closing.includes(view.id)
  shellTabs.setState(({ views }) => ({ views: { ...views, [view.id]: view } }))
  if (!isAsked || !isOver(view.state)) return
  if (view.says === null) forget(view.id)
  else stayWith(view.id, view.says)
}

/** A shell that did not end as it was asked to stays, and is named where nobody sees its pane. */
function stayWith(id: ShellId, says: string): void {
  shellTabs.setState(({ closing }) => ({ closing: closing.filter((one) => one !== id) }))
  const shell = held.get(id)
  if (shell && !shell.terminal.isShown()) showToast(say('stays', { name: shell.client.view.deviceName, says }))
}

function forget(id: ShellId): void {
  const shell = held.get(id)
  if (!shell) return
  held.delete(id)
  shell.client.dispose()
  shell.terminal.dispose()
  shellTabs.setState((state) => ({ ...leave(state, id), views: without(state.views, id), troubles: without(state.troubles, id), closing: state.closing.filter((one) => one !== id) }))
}

/** Takes a shell out of its tab; the tab goes with its last one. Focus and front go to what is left. */
function leave({ tabs, front, wantsFocus }: ShellTabsState, id: ShellId): Pick<ShellTabsState, 'tabs' | 'front' | 'wantsFocus'> {
  const tab = tabs.find((one) => hasShell(one, id))
  if (!tab) return { tabs, front, wantsFocus }
  const rest = removePane(tab, id)
  if (rest) return { tabs: tabs.map((one) => (one === tab ? rest : one)), front, wantsFocus: front[tab.deviceId] === tab.id ? rest.focus : wantsFocus }
  const left = tabs.filter((one) => one !== tab)
  if (front[tab.deviceId] !== tab.id) return { tabs: left, front, wantsFocus }
  const heir = left.findLast((one) => one.deviceId === tab.deviceId)
  return { tabs: left, front: heir ? { ...front, [tab.deviceId]: heir.id } : without(front, tab.deviceId), wantsFocus: heir?.focus ?? null }
}

/**
 * Ends a shell at the other end; it leaves the window once that is done. A shell that is over, that was asked before or
 * that could not be asked leaves at once.
 */
export function closeShell(id: ShellId): void {
  const { views, closing, troubles } = shellTabs.getState()
  const shell = held.get(id)
  const view = views[id]
  if (!shell || !view) return
  const isDone = isOver(view.state) || closing.includes(id) || troubles[id] !== undefined
  if (isDone) forget(id)
  else shellTabs.setState({ closing: [...closing, id] })
  shell.client.close().then((isClosed) => isClosed || forget(id), () => complain(id))
}

function complain(id: ShellId): void {
  if (!held.has(id)) return
  const says = say('closeFailed')
  shellTabs.setState(({ troubles }) => ({ troubles: { ...troubles, [id]: says } }))
  stayWith(id, says)
}

/** Ends every shell of a device: its page was closed. */
export function closeDevice(deviceId: DeviceId): void {
  for (const tab of shellTabs.getState().tabs) if (tab.deviceId === deviceId) closeTab(tab.id)
}

/** Ends every shell of a tab. */
export function closeTab(tabId: string): void {
  const tab = shellTabs.getState().tabs.find((one) => one.id === tabId)
  for (const { shellId } of tab?.panes ?? []) closeShell(shellId)
}
