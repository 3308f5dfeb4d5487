import type { FleetDevice } from './fleet-device.ts'
import type { Fleet } from './fleet.ts'
import { hardwareOf, type NetworkAdapter } from './hardware.ts'

/** What can happen to an adapter: another link speed, a pulled cable. */
export type AdapterChange = Partial<Pick<NetworkAdapter, 'bitsPerSecond' | 'isUp'>>

/** The network adapters of a device as they are now. */
export function adaptersNow(device: FleetDevice, fleet: Fleet): readonly NetworkAdapter[] {
  const changes = fleet.interventions.of(device.id)?.adapters
  return hardwareOf(device).adapters.map((adapter) => ({ ...adapter, ...changes?.get(adapter.connection) }))
}

/** Changes an adapter by its connection name (`Ethernet`). For tests. */
export function changeAdapter(device: FleetDevice, connection: string, change: AdapterChange, fleet: Fleet): void {
  const { adapters } = fleet.interventions.change(device.id)
  adapters.set(connection, { ...adapters.get(connection), ...change })
}
