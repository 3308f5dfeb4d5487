import type { SampleSet } from '#shared/model/metric.ts'
import { isWindowFigure } from './window-figures.ts'

/** A point on its way into the store. */
export interface StoredPoint {
  readonly series: string
  readonly at: number
  readonly value: number | null
}

/** Sums of the minute that is going on. Plain data. */
export interface OpenMinute {
  /** Start of the minute; null before the first set. */
  readonly at: number | null
  readonly sums: Readonly<Record<string, { readonly sum: number; readonly n: number }>>
}

export const noMinute: OpenMinute = { at: null, sums: {} }

const minuteMs = 60_000

/** The points of a minute: the mean of each series, null where no value came, so that the gap stays one. */
export const closeMinute = ({ at, sums }: OpenMinute): readonly StoredPoint[] =>
  at === null ? [] : Object.entries(sums).map(([series, { sum, n }]) => ({ series, at, value: n > 0 ? sum / n : null }))

/** Adds a set; answers the points of the minute before when the set begins a new one. */
export function addToMinute(minute: OpenMinute, set: SampleSet): { readonly minute: OpenMinute; readonly points: readonly StoredPoint[] } {
  const at = Math.floor(set.at / minuteMs) * minuteMs
  const isSame = at === minute.at
  const sums: Record<string, { sum: number; n: number }> = isSame ? { ...minute.sums } : {}
  for (const [series, value] of Object.entries(set.values)) {
    if (isWindowFigure(series)) continue
    const { sum, n } = sums[series] ?? { sum: 0, n: 0 }
    sums[series] = value === null ? { sum, n } : { sum: sum + value, n: n + 1 }
  }
  return { minute: { at, sums }, points: isSame ? [] : closeMinute(minute) }
}

/** A pause of more than three steps between stored minutes breaks the line; a step is a minute, or the interval when that is longer. */
const stepsOfPause = 3

/** The minute stored before, and how long a step is now. */
export interface StoredBefore {
  /** Null when nobody remembers one. */
  readonly lastAt: number | null
  readonly intervalSeconds: number
}

/**
 * Points with a gap before them when nothing was stored for a while, so that every reader of the store sees the pause and
 * nobody has to guess it from distances.
 */
export function markPause(points: readonly StoredPoint[], { lastAt, intervalSeconds }: StoredBefore): readonly StoredPoint[] {
  const at = points[0]?.at
  const longest = stepsOfPause * Math.max(minuteMs, intervalSeconds * 1_000)
  if (at === undefined || (lastAt !== null && at - lastAt <= longest)) return points
  return [...points.map(({ series }) => ({ series, at: at - 1, value: null })), ...points]
}
