import type { FleetDevice } from '../../fleet/fleet.ts'
import type { TacticalWorld } from '../world.ts'
import type { Severity } from './alert-template-records.ts'
import { loadSamples, outcomeAt } from './check-outcome.ts'
import type { Check } from './check-records.ts'
import { eventRow, moreInfo, scriptOutput, type Moment } from './check-report.ts'
import { lastRunAt, runInterval, wasReset } from './check-runs.ts'
import { resultId } from './derived-store.ts'
import { wireMoment } from './wire-moment.ts'

/** The result of a check on one device, as it is sent. */
export interface CheckResult {
  readonly id: number
  readonly status: 'passing' | 'failing' | 'pending'
  readonly alert_severity: Severity | null
  readonly more_info: string | null
  readonly last_run: string | null
  readonly fail_count: number
  readonly outage_history: null
  readonly extra_details: { readonly log: readonly unknown[] } | null
  readonly stdout: string | null
  readonly stderr: string | null
  readonly retcode: number | null
  readonly execution_time: string | null
  readonly history: readonly number[]
  readonly agent: number
  readonly assigned_check: number
}

/** Whether a check fails on a device as of its last run; null when there was none. Cheap enough for whole fleets. */
export function standing(check: Check, device: FleetDevice, world: TacticalWorld): Moment | null {
  const at = lastRunAt(check, device, world)
  if (at === null) return null
  const outcome = outcomeAt(check, device, at, runInterval(check, device, world), world)
  return { ...outcome, failing: outcome.failing && !wasReset(world, check, device, at), at }
}

/** The full result of a check on a device; an empty object when it never ran. */
export function checkResult(check: Check, device: FleetDevice, world: TacticalWorld): CheckResult | Record<string, never> {
  const now = standing(check, device, world)
  if (!now) return {}
  const isLoad = check.check_type === 'cpuload' || check.check_type === 'memory'
  return {
    id: resultId(check, device.id),
    status: now.failing ? 'failing' : 'passing',
    alert_severity: now.failing ? now.severity : null,
    more_info: moreInfo(check, device, now, world),
    last_run: wireMoment(now.at),
    fail_count: now.failing ? failCount(check, device, now.at, world) : 0,
    outage_history: null,
    extra_details: check.check_type === 'eventlog' && now.failing ? { log: [eventRow(check, device, now.at)] } : null,
    ...scriptOutput(check, device, now.at),
    history: isLoad ? loadSamples(check, device, now.at, runInterval(check, device, world), world) : [],
    agent: device.id,
    assigned_check: check.id,
  }
}

function failCount(check: Check, device: FleetDevice, at: number, world: TacticalWorld): number {
  const interval = runInterval(check, device, world)
  let count = 1
  while (count < 50 && outcomeAt(check, device, at - count * interval, interval, world).failing) count += 1
  return count
}
