import type { AdapterChange } from './adapters.ts'

/** A time a device was off because somebody made it so. `until` is Infinity when nothing will bring it back by itself. */
export interface Outage {
  readonly from: number
  until: number
}

/** What was changed about a service; absent members are as the device has them by nature. */
export interface ServiceChange {
  readonly status?: 'running' | 'stopped'
  readonly startType?: 'Automatic' | 'Manual' | 'Disabled'
  readonly isDelayed?: boolean
}

export interface UpdateChange {
  readonly action?: 'nothing' | 'approve' | 'ignore' | 'inherit'
  /** Moment it was installed. */
  readonly installedAt?: number
}

/** Everything that was done to one device. */
export interface DeviceChanges {
  readonly outages: Outage[]
  readonly services: Map<string, ServiceChange>
  /** Ended processes: number and the moment it ended. */
  readonly endedProcesses: Map<number, number>
  readonly updates: Map<number, UpdateChange>
  /** Moment a package was installed, by its name. */
  readonly installed: Map<string, number>
  readonly uninstalled: Set<string>
  /** Network adapters by connection name. */
  readonly adapters: Map<string, AdapterChange>
  /** Registry keys and values; `null` is a removed one. Written as `key` or `key\0value`. */
  readonly registry: Map<string, unknown>
}

/** The changes of all devices; a device nobody touched has none. */
export interface Interventions {
  readonly waitScale: number
  of(deviceId: number): DeviceChanges | undefined
  /** The changes of a device, created when there were none. */
  change(deviceId: number): DeviceChanges
}

export function createInterventions(waitScale: number): Interventions {
  const all = new Map<number, DeviceChanges>()
  return {
    waitScale,
    of: (deviceId) => all.get(deviceId),
    change: (deviceId) => {
      const changes = all.get(deviceId) ?? noChanges()
      all.set(deviceId, changes)
      return changes
    },
  }
}

const noChanges = (): DeviceChanges => ({
  outages: [], services: new Map(), endedProcesses: new Map(), updates: new Map(), installed: new Map(), uninstalled: new Set(),
  adapters: new Map(), registry: new Map(),
})
