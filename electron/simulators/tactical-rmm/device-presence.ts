import type { FleetDevice } from '../fleet/fleet.ts'
import { workday } from '../fleet/load.ts'
import { isReachable, lastSeenAt } from '../fleet/power.ts'
import { share } from '../fleet/random.ts'
import { recordOf } from './device-record.ts'
import type { TacticalWorld } from './world.ts'

export type DeviceStatus = 'online' | 'offline' | 'overdue'

const MINUTE = 60_000

/** Status by the server's rules: from the time since the last hello and the device's own two limits. */
export function statusOf(device: FleetDevice, world: TacticalWorld, seenAt = lastSeenAt(device, world.now(), world.fleet)): DeviceStatus {
  if (seenAt === null) return 'offline'
  const { offline_time: offline, overdue_time: overdue } = recordOf(device, world)
  const age = world.now() - seenAt
  if (age > overdue * MINUTE) return 'overdue'
  return age > offline * MINUTE ? 'offline' : 'online'
}

/** Sign-in name of the person who owns a device; empty for nobody. */
export function accountName(device: FleetDevice): string {
  if (device.isThisComputer) return device.owner
  const [first = '', last = ''] = device.owner.split(' ')
  return first && share(device.seed, 'account') < 0.5 ? first : `${first.slice(0, 1).toLowerCase()}${last.toLowerCase()}`
}

/** Who was signed in when the device last reported: the raw value, `None` for nobody on Windows, null without data. */
export function signedIn(device: FleetDevice, seenAt: number | null): string | null {
  if (seenAt === null) return null
  const isAlways = device.specimen === 'lab' || device.isThisComputer
  const isPresent = device.owner !== '' && (isAlways || workday(device, seenAt) > share(device.seed, 'present') * 0.5)
  if (isPresent) return accountName(device)
  return device.platform === 'windows' ? 'None' : ''
}

/** Last person who was signed in, as Windows devices remember it; null when nobody ever was. */
export const lastSignedIn = (device: FleetDevice): string | null =>
  device.platform === 'windows' && device.owner !== '' && share(device.seed, 'remembered') < 0.9 ? accountName(device) : null

/** The table's version of the user: the last known one in italics when nobody is there. */
export function shownUser(
  device: FleetDevice, status: DeviceStatus, seenAt: number | null,
): { readonly name: string | null; readonly italic: boolean } {
  const current = signedIn(device, seenAt)
  if (current !== 'None') return { name: current, italic: false }
  return status === 'online' ? { name: lastSignedIn(device), italic: true } : { name: '-', italic: false }
}

/** Whether the device asks for a restart: a pending update on Windows or Linux. */
export const needsReboot = (device: FleetDevice, bootAt: number | null, now: number): boolean =>
  device.platform !== 'darwin' && device.specimen !== 'lab' && bootAt !== null
  && now - bootAt > share(device.seed, 'reboot') * 90 * 86_400_000 + 5 * 86_400_000

/** Waits as the server does for a device that does not answer. True = it answers (at once); false = the wait is over. */
export async function awaitDevice(device: FleetDevice, world: TacticalWorld, seconds: number): Promise<boolean> {
  if (isReachable(device, world.fleet)) return true
  await new Promise((resolve) => { setTimeout(resolve, seconds * 1000 * world.waitScale) })
  return false
}
