import type { FleetTable } from './fleet-table.ts'

/** How old the visible answer is. Lengths in milliseconds; null when no visible device ever reported. */
export interface ListAge {
  readonly covered: number
  readonly never: number
  readonly median: number | null
  readonly p95: number | null
}

/** Counts and ages of the last contact over some rows: what "covers 1,412; median age 3 h" is made of. */
export function listAge(table: FleetTable, rows: Uint32Array, now: number): ListAge {
  const seen = table.numbers.lastSeenAt.values
  const ages = new Float64Array(rows.length)
  let covered = 0
  for (const row of rows) {
    const at = seen[row] ?? Number.NaN
    if (Number.isNaN(at)) continue
    ages[covered] = Math.max(0, now - at)
    covered += 1
  }
  const sorted = ages.subarray(0, covered).sort()
  const at = (share: number) => sorted[Math.min(covered - 1, Math.floor(covered * share))] ?? null
  return { covered, never: rows.length - covered, median: at(0.5), p95: at(0.95) }
}
