import type { FleetDevice } from '../fleet/fleet.ts'
import { cachedSummary } from './records/check-summary.ts'
import type { TacticalWorld } from './world.ts'

/** Whether any of the devices has failing checks, by severity: what the client tree colours. */
export function failingOf(devices: Iterable<FleetDevice>, world: TacticalWorld): { readonly error: boolean; readonly warning: boolean } {
  let error = false
  let warning = false
  for (const device of devices) {
    const { counters } = cachedSummary(world, device)
    error ||= counters.failing > 0
    warning ||= counters.warning > 0
    if (error && warning) break
  }
  return { error, warning }
}
