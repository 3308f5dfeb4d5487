import type { Sample } from '#shared/model/metric.ts'

/** How many times the line of a series is broken: runs of nulls with a value before and after them. */
export function countGaps(samples: readonly Sample[]): number {
  const first = samples.findIndex((sample) => sample.value !== null)
  const last = samples.findLastIndex((sample) => sample.value !== null)
  const inside = first < 0 ? [] : samples.slice(first, last + 1)
  return inside.filter((sample, index) => sample.value === null && inside[index - 1]?.value !== null).length
}
