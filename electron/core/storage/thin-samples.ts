import type { Sample } from '#shared/model/metric.ts'
import { sampleAt, toSamples, type SampleRun } from './sample-run.ts'

/** A pause longer than this many usual steps breaks the line. */
const gapSteps = 3
const probes = 101

/** The usual distance of two samples: the median of a few. */
function usualStep(at: Float64Array): number {
  const stride = Math.max(1, Math.floor((at.length - 1) / probes))
  const steps: number[] = []
  for (let i = 1; i < at.length; i += stride) steps.push((at[i] ?? 0) - (at[i - 1] ?? 0))
  return steps.toSorted((a, b) => a - b)[steps.length >> 1] ?? 0
}

/** Extremes of one stretch of time, by index; -1 is none. `gapAt` is the time of a gap in it. */
interface Bucket {
  low: number
  high: number
  gapAt: number | null
}

/** Collects extremes and gaps of every bucket in one walk. */
function collect(run: SampleRun, count: number, pause: number): Bucket[] {
  const start = run.at[0] ?? 0
  const width = Math.max(1, ((run.at.at(-1) ?? 0) - start + 1) / count)
  const buckets = Array.from({ length: count }, (): Bucket => ({ low: -1, high: -1, gapAt: null }))
  const { at, value } = run
  for (let i = 0; i < at.length; i++) {
    const time = at[i] ?? 0
    const bucket = buckets[Math.min(count - 1, Math.floor((time - start) / width))]
    if (!bucket) continue
    const here = value[i] ?? Number.NaN
    const before = i > 0 ? (at[i - 1] ?? 0) : time
    if (time - before > pause) bucket.gapAt ??= before + 1
    if (Number.isNaN(here)) bucket.gapAt ??= time
    else {
      if (bucket.low < 0 || here < (value[bucket.low] ?? 0)) bucket.low = i
      if (bucket.high < 0 || here > (value[bucket.high] ?? 0)) bucket.high = i
    }
  }
  return buckets
}

function emit(run: SampleRun, bucket: Bucket): Sample[] {
  const kept = [...new Set([bucket.low, bucket.high])].filter((index) => index >= 0).map((index) => sampleAt(run, index))
  if (bucket.gapAt !== null) kept.push({ at: bucket.gapAt, value: null })
  return kept.sort((a, b) => a.at - b.at)
}

/**
 * At most `points` samples that draw the same picture: of every stretch of time the lowest and the highest value stay,
 * and every gap stays a gap (null).
 */
export function thinSamples(run: SampleRun, points: number): Sample[] {
  if (run.at.length <= points) return toSamples(run)
  const pause = usualStep(run.at) * gapSteps
  const hasGaps = run.at.some((time, index) => Number.isNaN(run.value[index] ?? 0) || (index > 0 && time - (run.at[index - 1] ?? 0) > pause))
  const count = Math.max(1, Math.floor(points / (hasGaps ? 3 : 2)))
  return collect(run, count, pause).flatMap((bucket) => emit(run, bucket))
}
