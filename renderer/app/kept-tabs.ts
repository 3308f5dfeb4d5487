import { z } from 'zod'
import type { Api } from '#shared/contract/client.ts'
import { DeviceId } from '#shared/model/ids.ts'
import type { Stop } from '#shared/util/stop.ts'
import { pageId } from './workspace-store.ts'
import type { Page, Workspace, WorkspaceState } from './workspace-store.ts'

type DevicePage = Page & { readonly kind: 'device' }

const KeptPage = z.object({ deviceId: DeviceId, name: z.string().max(200), client: z.string().nullable() })
const KeptTabs = z.object({ schema: z.literal(1), pages: z.array(KeptPage).max(200), closed: z.array(KeptPage).max(50) })

const isDevice = (page: Page): page is DevicePage => page.kind === 'device'
const toKept = (pages: readonly Page[]) => pages.filter(isDevice).map(({ deviceId, name, client }) => ({ deviceId, name, client }))

/** The open and lately closed devices as text. Which part of a device was in front is left out: opening it again could send something. */
export const tabsToText = ({ pages, closed }: Pick<WorkspaceState, 'pages' | 'closed'>): string => JSON.stringify({ schema: 1, pages: toKept(pages), closed: toKept(closed) })

const nothingKept = tabsToText({ pages: [], closed: [] })

/** Puts kept devices behind what is open already. The list stays in front: nothing is asked for until a tab is chosen. */
export function restoreTabs(state: WorkspaceState, text: string): WorkspaceState {
  const kept = KeptTabs.safeParse(parseJson(text))
  if (!kept.success) return state
  const toPages = (entries: readonly z.infer<typeof KeptPage>[]) => entries.map((entry): Page => ({ kind: 'device', ...entry }))
  const open = new Set(state.pages.map(pageId))
  const added = toPages(kept.data.pages).filter((page) => !open.has(pageId(page)))
  return { ...state, pages: [...state.pages, ...added], recent: [...state.recent, ...added.map(pageId)], closed: [...state.closed, ...toPages(kept.data.closed)] }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

/** Brings back the devices that were open and keeps what opens and closes from then on, in the store of the company. */
export function keepTabs(api: Api, { state }: Workspace): Stop {
  let isStopped = false
  let written = ''
  const write = (): void => {
    const value = tabsToText(state.getState())
    if (value === written) return
    written = value
    // Another window may hold the store; tabs then last as long as this one.
    api.settings.write({ key: 'tabs', value }).catch(() => undefined)
  }
  let stopFollowing: Stop = () => {}
  const begin = async (): Promise<void> => {
    const { value } = await api.settings.read({ key: 'tabs' }).catch(() => ({ value: null }))
    if (isStopped) return
    if (value !== null) state.setState((before) => restoreTabs(before, value))
    written = value ?? nothingKept
    stopFollowing = state.subscribe(write)
    write()
  }
  void begin()
  return () => {
    isStopped = true
    stopFollowing()
  }
}
