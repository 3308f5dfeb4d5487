import { createContext, useContext } from 'react'
import type { DeviceId } from '#shared/model/ids.ts'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { StoreApi } from 'zustand/vanilla'
import { keep, recall } from '../lib/keep.ts'

/** A page of the workspace. The list of devices is always there. */
export type Page =
  | { readonly kind: 'fleet' | 'accounts' | 'connect' | 'activity' | 'diagnostics' | 'reviews' }
  | { readonly kind: 'device'; readonly deviceId: DeviceId; readonly name: string; readonly client: string | null }

export type DialogName = 'palette' | 'appearance' | 'shortcuts' | 'allow-changes'

export interface WorkspaceState {
  readonly pages: readonly Page[]
  readonly active: string
  /** Ids, the last used first. */
  readonly recent: readonly string[]
  readonly closed: readonly Page[]
  /** The part each device page shows. */
  readonly deviceTabs: Readonly<Record<string, string>>
  readonly isPeekOpen: boolean
  readonly dialog: DialogName | null
}

export const devicePageId = (deviceId: DeviceId): string => `device:${deviceId}`
export const pageId = (page: Page): string => (page.kind === 'device' ? devicePageId(page.deviceId) : page.kind)

const fleetPage: Page = { kind: 'fleet' }
const mostClosed = 20

const initial = (): WorkspaceState => ({
  pages: [fleetPage],
  active: pageId(fleetPage),
  recent: [pageId(fleetPage)],
  closed: [],
  deviceTabs: {},
  isPeekOpen: recall('peek', false),
  dialog: null,
})

const used = (recent: readonly string[], id: string): readonly string[] => [id, ...recent.filter((one) => one !== id)]

/** Brings a page to the front, opening it behind the others when it is new. */
export function openPage(state: WorkspaceState, page: Page): WorkspaceState {
  const id = pageId(page)
  const isOpen = state.pages.some((one) => pageId(one) === id)
  return { ...state, pages: isOpen ? state.pages : [...state.pages, page], active: id, recent: used(state.recent, id) }
}

/** Closes a page and goes back to the one used before. The list of devices stays. */
export function closePage(state: WorkspaceState, id: string): WorkspaceState {
  const page = state.pages.find((one) => pageId(one) === id)
  if (!page || page.kind === 'fleet') return state
  const recent = state.recent.filter((one) => one !== id)
  const { [id]: _dropped, ...deviceTabs } = state.deviceTabs
  return {
    ...state,
    pages: state.pages.filter((one) => one !== page),
    recent,
    active: state.active === id ? (recent[0] ?? pageId(fleetPage)) : state.active,
    closed: [page, ...state.closed].slice(0, mostClosed),
    deviceTabs,
  }
}

/** Opens the page that was closed last. */
export function reopenPage(state: WorkspaceState): WorkspaceState {
  const [page, ...closed] = state.closed
  return page ? openPage({ ...state, closed }, page) : state
}

/** Goes to the page used before this one. */
export function switchBack(state: WorkspaceState): WorkspaceState {
  const [, before] = state.recent
  return before === undefined ? state : { ...state, active: before, recent: used(state.recent, before) }
}

/** Which pages are open, which is in front, and which dialog is over them. */
export interface Workspace {
  readonly state: StoreApi<WorkspaceState>
  readonly open: (page: Page) => void
  readonly activate: (id: string) => void
  readonly close: (id: string) => void
  readonly reopen: () => void
  readonly switchBack: () => void
  readonly setDeviceTab: (id: string, tab: string) => void
  readonly togglePeek: () => void
  readonly show: (dialog: DialogName | null) => void
}

export function createWorkspace(): Workspace {
  const state = createStore<WorkspaceState>(initial)
  return {
    state,
    open: (page) => state.setState((before) => openPage(before, page)),
    activate: (id) => state.setState((before) => ({ active: id, recent: used(before.recent, id) })),
    close: (id) => state.setState((before) => closePage(before, id)),
    reopen: () => state.setState(reopenPage),
    switchBack: () => state.setState(switchBack),
    setDeviceTab: (id, tab) => state.setState((before) => ({ deviceTabs: { ...before.deviceTabs, [id]: tab } })),
    togglePeek: () => {
      state.setState((before) => ({ isPeekOpen: !before.isPeekOpen }))
      keep('peek', state.getState().isPeekOpen)
    },
    show: (dialog) => state.setState({ dialog }),
  }
}

export const WorkspaceContext = createContext<Workspace | null>(null)

export function useWorkspace(): Workspace {
  const workspace = useContext(WorkspaceContext)
  if (!workspace) throw new Error('No workspace above this component.')
  return workspace
}

export const useWorkspaceState = <T>(pick: (state: WorkspaceState) => T): T => useStore(useWorkspace().state, pick)
