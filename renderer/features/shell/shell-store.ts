import { createStore } from 'zustand/vanilla'
import type { DeviceId, ShellId } from '#shared/model/ids.ts'
import type { ShellView } from '#shared/model/shell.ts'
import type { ShellClient } from './shell-client.ts'

/** Shells of this window: only what tabs and strips show. Terminal bytes never come here. */
export interface ShellTabs {
  readonly views: readonly ShellView[]
  /** Which shell is in front, per device. */
  readonly front: Readonly<Record<string, ShellId>>
}

export const shellTabs = createStore<ShellTabs>(() => ({ views: [], front: {} }))

const clients = new Map<ShellId, ShellClient>()

export const findClient = (id: ShellId): ShellClient | undefined => clients.get(id)

/** Takes a shell that was opened into the tabs and brings it to the front. */
export function keepShell(client: ShellClient): void {
  clients.set(client.id, client)
  shellTabs.setState(({ views, front }) => ({ views: [...views, client.view], front: { ...front, [client.view.deviceId]: client.id } }))
  client.subscribe((view) => shellTabs.setState(({ views }) => ({ views: views.map((one) => (one.id === view.id ? view : one)) })))
}

export const bringToFront = (deviceId: DeviceId, id: ShellId): void => shellTabs.setState(({ front }) => ({ front: { ...front, [deviceId]: id } }))

/** Closes a shell at the other end and forgets its tab. */
export function dropShell(id: ShellId): void {
  const client = clients.get(id)
  if (!client) return
  client.close()
  client.dispose()
  clients.delete(id)
  shellTabs.setState(({ views, front }) => {
    const left = views.filter((one) => one.id !== id)
    const heir = left.findLast((one) => one.deviceId === client.view.deviceId)
    const { [client.view.deviceId]: _gone, ...others } = front
    return { views: left, front: heir ? { ...others, [client.view.deviceId]: heir.id } : others }
  })
}
