import type { DeviceId } from '#shared/model/ids.ts'
import { useFleet } from '../features/inventory/fleet-context.ts'
import { useWorkspace } from './workspace-store.ts'

/** Opens a device of the list as a page of its own. */
export function useOpenDevice(): (deviceId: DeviceId) => void {
  const workspace = useWorkspace()
  const { table } = useFleet()
  return (deviceId) => {
    const row = table.rowOf(deviceId)
    if (row === undefined) return
    workspace.open({ kind: 'device', deviceId, name: table.texts.name[row] ?? deviceId, client: table.dictionary.client.at(row) })
  }
}
