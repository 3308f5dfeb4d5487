import type { Device } from '#shared/model/device.ts'
import type { FleetTable } from './fleet-table.ts'

/** The one problem a row shows: the worst of what the list knows. */
export type DeviceProblem =
  | { readonly kind: 'failing' | 'warning'; readonly count: number }
  | { readonly kind: 'reboot' | 'maintenance' | 'updates' }
  | null

type Facts = Pick<Device, 'checksFailing' | 'checksWarning' | 'isInMaintenance' | 'needsReboot' | 'hasPendingUpdates'>

/** The worst problem among the list facts of a device. */
export function worstProblem(facts: Facts): DeviceProblem {
  if (facts.isInMaintenance) return { kind: 'maintenance' }
  if (facts.checksFailing !== null && facts.checksFailing > 0) return { kind: 'failing', count: facts.checksFailing }
  if (facts.checksWarning !== null && facts.checksWarning > 0) return { kind: 'warning', count: facts.checksWarning }
  if (facts.needsReboot) return { kind: 'reboot' }
  return facts.hasPendingUpdates ? { kind: 'updates' } : null
}

/** The same for a row of the table, without making an object of the device. */
export const deviceProblem = (table: FleetTable, row: number): DeviceProblem =>
  worstProblem({
    checksFailing: table.numberAt('checksFailing', row),
    checksWarning: table.numberAt('checksWarning', row),
    isInMaintenance: table.flagAt('isInMaintenance', row),
    needsReboot: table.flagAt('needsReboot', row),
    hasPendingUpdates: table.flagAt('hasPendingUpdates', row),
  })

/** Failing first, most failures first; no problem last. */
export function problemRank(problem: DeviceProblem): number {
  if (problem === null) return Number.NaN
  switch (problem.kind) {
    case 'failing':
      return -problem.count - 1_000_000
    case 'warning':
      return -problem.count
    case 'reboot':
      return 1
    case 'updates':
      return 2
    case 'maintenance':
      return 3
  }
}
