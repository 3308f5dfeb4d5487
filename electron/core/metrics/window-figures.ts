import type { SampleSet } from '#shared/model/metric.ts'
import type { SampleRing } from './sample-ring.ts'

const minute = 60_000

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

/** The value that 95 of 100 values do not exceed, by nearest rank. */
function p95(values: readonly number[]): number | null {
  const sorted = values.toSorted((one, other) => one - other)
  return sorted[Math.max(0, Math.ceil(sorted.length * 0.95) - 1)] ?? null
}

/** Values of a series in the time before and including a set. */
function valuesInWindow(series: string, set: SampleSet, ring: SampleRing, windowMs: number): readonly number[] {
  const own = set.values[series] ?? null
  const earlier = ring.valuesSince(series, set.at - windowMs)
  return own === null ? earlier : [...earlier, own]
}

/**
 * Adds the figures over a window that belong beside the values of a set (S50): `disk.queue_mean_1m:<volume>` and
 * `disk.response_p95_15m:<volume>`. `ring` holds the sets before it. A window without a value gives null.
 */
export function withWindowFigures(set: SampleSet, ring: SampleRing): SampleSet {
  const values: Record<string, number | null> = { ...set.values }
  for (const series of Object.keys(set.values)) {
    if (series.startsWith('disk.queue:')) {
      const found = valuesInWindow(series, set, ring, minute)
      values[series.replace('disk.queue:', 'disk.queue_mean_1m:')] = found.length > 0 ? mean(found) : null
    } else if (series.startsWith('disk.response_ms:')) {
      values[series.replace('disk.response_ms:', 'disk.response_p95_15m:')] = p95(valuesInWindow(series, set, ring, 15 * minute))
    }
  }
  return { at: set.at, values }
}

/** Whether a series is computed from others and needs no storing. */
export const isWindowFigure = (series: string): boolean => series.startsWith('disk.queue_mean_1m:') || series.startsWith('disk.response_p95_15m:')
