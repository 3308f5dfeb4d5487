import { NEWEST_VERSION } from '../fleet/device-identity.ts'
import type { FleetDevice } from '../fleet/fleet.ts'
import { isReachable } from '../fleet/power.ts'
import { addPending } from './pending-actions.ts'
import { perWorld } from './records/derived-store.ts'
import type { TacticalWorld } from './world.ts'

/** Moments at which devices will have the newest version. */
const updating = perWorld(() => new Map<number, number>())

/** Version of the vendor's software on a device. */
export function versionOf(device: FleetDevice, world: TacticalWorld): string {
  const at = updating(world).get(device.id)
  return at !== undefined && at <= world.now() ? NEWEST_VERSION : device.clientVersion
}

/** True when a device has at least version `2.<minor>`. */
export const hasVersion = (device: FleetDevice, minor: number, world: TacticalWorld): boolean =>
  Number(versionOf(device, world).split('.')[1]) >= minor

/** Sends the newest version to a device that has an older one; it takes a minute, and never ends for one that is off. */
export function updateVersion(device: FleetDevice, world: TacticalWorld): void {
  const old = versionOf(device, world)
  if (old === NEWEST_VERSION || updating(world).has(device.id)) return
  const dueAt = isReachable(device, world.fleet) ? world.now() + 60_000 * world.waitScale : Infinity
  updating(world).set(device.id, dueAt)
  const url = `https://agents.example.com/winagent-v${NEWEST_VERSION}.exe`
  const details = { url, version: NEWEST_VERSION, inno: `winagent-v${NEWEST_VERSION}.exe` }
  addPending(device, { action_type: 'agentupdate', details, dueAt, outcome: {} }, world)
}
