import { worstProblem } from '#shared/util/worst-problem.ts'
import type { DeviceProblem } from '#shared/util/worst-problem.ts'
import type { FleetTable } from './fleet-table.ts'

/** The worst problem of a row of the table, without making an object of the device. */
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
