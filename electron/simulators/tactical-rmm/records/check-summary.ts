import type { FleetDevice } from '../../fleet/fleet.ts'
import type { TacticalWorld } from '../world.ts'
import type { Severity } from './alert-template-records.ts'
import type { Check } from './check-records.ts'
import { standing } from './check-results.ts'
import { perWorld } from './derived-store.ts'
import { checksOf } from './device-policies.ts'

const THREE_MINUTES = 180_000

/** Counters of a device's checks, as its table row shows them. */
export interface CheckCounters {
  readonly total: number
  readonly passing: number
  readonly failing: number
  readonly warning: number
  readonly info: number
  readonly has_failing_checks: boolean
}

export interface FailingCheck {
  readonly check: Check
  readonly severity: Severity
  /** Moment of the run that found it. */
  readonly at: number
}

/** What a device's checks say altogether. */
export interface CheckSummary {
  readonly counters: CheckCounters
  readonly failing: readonly FailingCheck[]
}

interface Cached extends CheckSummary { readonly until: number }

const cacheOf = perWorld(() => new Map<number, Cached>())

/** The summary a server job made in the last three minutes; devices take turns so that no read pays for the whole fleet at once. */
export function cachedSummary(world: TacticalWorld, device: FleetDevice): CheckSummary {
  const cache = cacheOf(world)
  const known = cache.get(device.id)
  if (known && known.until > world.now()) return known
  // The first summary lives shorter by a device's own amount: later ones are then spread over the three minutes.
  const age = known ? 0 : device.seed % THREE_MINUTES
  const fresh = { ...checkSummary(world, device), until: world.now() + THREE_MINUTES - age }
  cache.set(device.id, fresh)
  return fresh
}

/** The summary as of now. */
export function checkSummary(world: TacticalWorld, device: FleetDevice): CheckSummary {
  const checks = checksOf(world, device).filter((check) => !check.overridden_by_policy)
  const failing: FailingCheck[] = []
  for (const check of checks) {
    const state = standing(check, device, world)
    if (state?.failing) failing.push({ check, severity: state.severity, at: state.at })
  }
  const count = (severity: Severity): number => failing.filter((entry) => entry.severity === severity).length
  const [errors, warnings] = [count('error'), count('warning')]
  return {
    failing,
    counters: {
      total: checks.length, passing: checks.length - failing.length, failing: errors, warning: warnings, info: count('info'),
      has_failing_checks: errors + warnings > 0,
    },
  }
}
