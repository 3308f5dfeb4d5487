import type { FleetDevice } from '../../fleet/fleet.ts'
import type { TacticalWorld } from '../world.ts'
import { outcomeAt } from './check-outcome.ts'
import type { Check } from './check-records.ts'
import { moreInfo, scriptOutput, type Moment } from './check-report.ts'
import { lastRunAt, runInterval } from './check-runs.ts'
import { readMoment, wireMoment } from './wire-moment.ts'

const DAY = 86_400_000

export interface HistoryPoint {
  readonly x: string
  readonly y: number
  readonly results: unknown
}

/**
 * The history of a check on a device, newest first. `days` 0 = everything kept. At most 2,000 points are worked out;
 * for long spans they stand further apart than the runs did.
 */
export function checkHistory(check: Check, device: FleetDevice, days: number, world: TacticalWorld): readonly HistoryPoint[] {
  const last = lastRunAt(check, device, world)
  if (last === null) return []
  const interval = runInterval(check, device, world)
  const began = Math.max(readMoment(check.created_time ?? '') ?? 0, world.now() - (days || 30) * DAY)
  const step = Math.max(interval, Math.ceil((last - began) / 2000 / interval) * interval)
  const points: HistoryPoint[] = []
  for (let at = last; at >= began; at -= step) points.push(historyPoint(check, device, at, interval, world))
  return points
}

function historyPoint(check: Check, device: FleetDevice, at: number, interval: number, world: TacticalWorld): HistoryPoint {
  const outcome = outcomeAt(check, device, at, interval, world)
  return { x: wireMoment(at), y: outcome.value ?? Number(outcome.failing), results: pointResults(check, device, { ...outcome, at }, world) }
}

function pointResults(check: Check, device: FleetDevice, outcome: Moment, world: TacticalWorld): unknown {
  if (outcome.value !== null) return null
  if (check.check_type === 'eventlog') return `Events Found:${outcome.failing ? 1 : 0}`
  if (check.check_type !== 'script') return moreInfo(check, device, outcome, world)?.slice(0, 60) ?? null
  const { retcode, stdout, stderr, execution_time } = scriptOutput(check, device, outcome.at)
  return { retcode, stdout: stdout?.slice(0, 60), stderr, execution_time }
}
