import type { FleetDevice } from '../../fleet/fleet.ts'
import { isReachable, lastSeenAt } from '../../fleet/power.ts'
import { hash } from '../../fleet/random.ts'
import { recordOf } from '../device-record.ts'
import type { TacticalWorld } from '../world.ts'
import type { Check } from './check-records.ts'
import { perWorld, resultId } from './derived-store.ts'
import { readMoment } from './wire-moment.ts'

/** A run somebody asked for reports this long after the request (times the wait scale). */
const RUN_MILLISECONDS = 6_000

/** Results somebody reset (moment by result id) and runs somebody asked for (moments by device id). */
const touches = perWorld(() => ({ resets: new Map<number, number>(), runs: new Map<number, number>() }))

/** Marks a result as passing until the next run. */
export const resetResult = (world: TacticalWorld, check: Check, device: FleetDevice): void =>
  void touches(world).resets.set(resultId(check, device.id), world.now())

/** True when a result was reset after its last run (`at`). */
export const wasReset = (world: TacticalWorld, check: Check, device: FleetDevice, at: number): boolean =>
  (touches(world).resets.get(resultId(check, device.id)) ?? 0) >= at

/** Runs all checks of a device now. False when a run that was asked for is still going on. */
export function requestRun(world: TacticalWorld, device: FleetDevice): boolean {
  const { runs } = touches(world)
  const running = runs.get(device.id)
  const now = world.now()
  if (running !== undefined && now > running && now < running + RUN_MILLISECONDS * world.waitScale) return false
  runs.set(device.id, now)
  return true
}

/** Seconds between two runs of a check on a device, as milliseconds. */
export const runInterval = (check: Check, device: FleetDevice, world: TacticalWorld): number =>
  Math.max(15, check.run_interval || recordOf(device, world).check_interval) * 1000

/** When a check last ran on a device; null when it never did (device never seen, or check newer than its last run). */
export function lastRunAt(check: Check, device: FleetDevice, world: TacticalWorld): number | null {
  const seen = isReachable(device, world.fleet) ? world.now() : lastSeenAt(device, world.now(), world.fleet)
  if (seen === null) return null
  const interval = runInterval(check, device, world)
  const phase = hash(check.id, device.seed, 'run') % interval
  const scheduled = Math.floor((seen - phase) / interval) * interval + phase
  const asked = (touches(world).runs.get(device.id) ?? 0) + RUN_MILLISECONDS * world.waitScale
  const last = asked <= seen ? Math.max(scheduled, asked) : scheduled
  return last < (readMoment(check.created_time ?? '') ?? 0) ? null : last
}
