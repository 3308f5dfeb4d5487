import type { FleetDevice } from '../fleet/fleet.ts'
import { localMoment } from '../fleet/zone.ts'
import { effectiveZoneOf } from './device-zone.ts'
import { perWorld } from './records/derived-store.ts'
import { wireMoment } from './records/wire-moment.ts'
import type { TacticalWorld } from './world.ts'

export type PendingKind = 'schedreboot' | 'agentupdate' | 'chocoinstall'

/** Something the server waits for on a device. `details` depends on the kind. */
export interface PendingAction {
  readonly id: number
  readonly agent: number
  readonly entry_time: string
  readonly action_type: PendingKind
  status: 'pending' | 'completed'
  details: Readonly<Record<string, unknown>>
  /** Moment at which it completes by itself, in milliseconds since the epoch; Infinity = not by the clock. */
  readonly dueAt: number
  /** What `details` become when it completes. */
  readonly outcome: Readonly<Record<string, unknown>>
}

const tableOf = (world: TacticalWorld) => world.table<PendingAction>('pendingActions')
const byDevice = perWorld(() => new Map<number, Set<PendingAction>>())

/** Notes a new action for a device. */
export function addPending(
  device: FleetDevice, given: Pick<PendingAction, 'action_type' | 'details' | 'dueAt' | 'outcome'>, world: TacticalWorld,
): PendingAction {
  const row = tableOf(world).insert({ ...given, agent: device.id, entry_time: wireMoment(world.now()), status: 'pending' })
  const own = byDevice(world).get(device.id) ?? new Set()
  byDevice(world).set(device.id, own.add(row))
  return row
}

/** The actions of a device, completed ones included. Reading completes those whose time has come. */
export function pendingOf(device: FleetDevice, world: TacticalWorld): readonly PendingAction[] {
  const actions = [...(byDevice(world).get(device.id) ?? [])]
  for (const action of actions) {
    if (action.status === 'completed' || action.dueAt > world.now()) continue
    action.status = 'completed'
    action.details = { ...action.details, ...action.outcome }
  }
  return actions
}

/** Number of actions of a device that are still pending, for the table. */
export function pendingCount(device: FleetDevice, world: TacticalWorld): number {
  const own = byDevice(world).get(device.id)
  return own ? pendingOf(device, world).filter(({ status }) => status === 'pending').length : 0
}

export const pendingById = (id: number, world: TacticalWorld): PendingAction | undefined => tableOf(world).rows.get(id)

export function removePending(action: PendingAction, world: TacticalWorld): void {
  tableOf(world).rows.delete(action.id)
  byDevice(world).get(action.agent)?.delete(action)
}

export function describePending({ action_type: kind, details }: PendingAction): string {
  switch (kind) {
    case 'schedreboot': return 'Device pending reboot'
    case 'agentupdate': return `Agent update to ${String(details.version)}`
    case 'chocoinstall': return `${String(details.name)} software install`
  }
}

/** An action as the API shows it. */
export function shownPending(action: PendingAction, world: TacticalWorld): unknown {
  const device = world.fleet.byId(action.agent)!
  const { id, entry_time, action_type, status, details, agent } = action
  return {
    id, hostname: device.hostName, client: world.fleet.clientOf(device).name, site: world.fleet.siteOf(device).name, due: dueText(action),
    description: describePending(action), entry_time, action_type, status, details, agent,
  }
}

function dueText({ action_type: kind, details }: PendingAction): string {
  switch (kind) {
    case 'schedreboot': return String(details.time)
    case 'agentupdate': return 'Next update cycle'
    case 'chocoinstall': return 'ASAP'
  }
}

/** The wall clock of a device as `YYYY-MM-DDTHH:MM:SS`. */
export const deviceClock = (device: FleetDevice, world: TacticalWorld, at = world.now()): string =>
  localMoment(effectiveZoneOf(device, world), at).toISOString().slice(0, 19)
