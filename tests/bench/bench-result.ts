/** One measured budget. `ratio` is value over floor; both were measured in the same run on the same machine. */
export interface Measured {
  readonly value: number
  readonly unit: string
  readonly floor: number
  readonly ratio: number
  readonly budget: string
  readonly ok: boolean
}

export type Results = Readonly<Record<string, Measured>>

/** What two equal frames may differ by in the clock of a page. */
const clockStepMs = 0.5

const round = (value: number): number => Number(value.toPrecision(4))

/** A budget on the ratio to its floor. */
export const againstFloor = (value: number, floor: number, unit: string, limit: number): Measured => ({
  value: round(value),
  unit,
  floor: round(floor),
  ratio: round(value / floor),
  budget: `≤ ${limit} × floor`,
  ok: value / floor <= limit,
})

/** A budget on the value itself; the floor is printed beside it to judge the machine. */
export const againstLimit = (value: number, floor: number, unit: string, limit: number): Measured => ({
  value: round(value),
  unit,
  floor: round(floor),
  ratio: floor === 0 ? 0 : round(value / floor),
  budget: `≤ ${limit} ${unit}`,
  ok: value <= limit,
})

/** A budget on frames: they come in steps of the screen's own, and a machine whose bare list drops one already can be asked for no more than that. */
export const againstFrames = (value: number, floor: number, limit: number): Measured => ({
  ...againstLimit(value, floor, 'ms', limit),
  budget: `≤ ${limit} ms or floor`,
  ok: value <= Math.max(limit, floor + clockStepMs),
})

/** A budget on how much the value may exceed its floor. */
export const aboveFloor = (value: number, floor: number, unit: string, limit: number): Measured => ({
  ...againstLimit(value, floor, unit, limit),
  budget: `≤ floor + ${limit} ${unit}`,
  ok: value - floor <= limit,
})

/** The value at a share of the sorted values (0.95: 95 % are at most this). */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN
}

export const median = (values: readonly number[]): number => percentile(values, 0.5)

/** Lines a person can read: name, value, floor, ratio, budget, verdict. */
export function toLines(results: Results): string {
  const rows = Object.entries(results).map(([name, one]) => [name, `${one.value} ${one.unit}`, `${one.floor} ${one.unit}`, `${one.ratio}`, one.budget, one.ok ? 'ok' : 'OVER'])
  const all = [['budget', 'measured', 'floor', 'ratio', 'limit', ''], ...rows]
  const widths = all[0]?.map((_, index) => Math.max(...all.map((row) => row[index]?.length ?? 0))) ?? []
  return all.map((row) => row.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join('  ').trimEnd()).join('\n')
}
