import type { Sample } from '#shared/model/metric.ts'

/** Samples of one series in time order, as columns. A gap is NaN. */
export interface SampleRun {
  readonly at: Float64Array
  readonly value: Float64Array
}

export const toRun = (samples: readonly Sample[]): SampleRun => ({
  at: Float64Array.from(samples, (sample) => Math.round(sample.at)),
  value: Float64Array.from(samples, (sample) => sample.value ?? Number.NaN),
})

export const toSamples = (run: SampleRun): Sample[] => {
  const samples: Sample[] = []
  for (let i = 0; i < run.at.length; i++) samples.push(sampleAt(run, i))
  return samples
}

export function sampleAt(run: SampleRun, index: number): Sample {
  const value = run.value[index] ?? Number.NaN
  return { at: run.at[index] ?? 0, value: Number.isNaN(value) ? null : value }
}

/** First index whose time is not before `at`. */
function lowerBound(times: Float64Array, at: number): number {
  let low = 0
  let high = times.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((times[middle] ?? 0) < at) low = middle + 1
    else high = middle
  }
  return low
}

/** The part with `from <= at < to`, without copying. */
export function between(run: SampleRun, from: number, to: number): SampleRun {
  const start = lowerBound(run.at, from)
  const end = lowerBound(run.at, to)
  return { at: run.at.subarray(start, end), value: run.value.subarray(start, end) }
}

/** Joins runs that follow each other without overlap. */
export function join(runs: readonly SampleRun[]): SampleRun {
  const length = runs.reduce((sum, run) => sum + run.at.length, 0)
  const at = new Float64Array(length)
  const value = new Float64Array(length)
  let offset = 0
  for (const run of runs) {
    at.set(run.at, offset)
    value.set(run.value, offset)
    offset += run.at.length
  }
  return { at, value }
}

/** Merges two runs; where both have a sample of one time, the one of `later` stays. */
export function merge(earlier: SampleRun, later: SampleRun): SampleRun {
  if (later.at.length === 0) return earlier
  if (earlier.at.length === 0) return later
  if ((earlier.at.at(-1) ?? 0) < (later.at[0] ?? 0)) return join([earlier, later])
  const values = new Map<number, number>()
  for (const run of [earlier, later]) run.at.forEach((at, index) => values.set(at, run.value[index] ?? Number.NaN))
  const times = Float64Array.from(values.keys()).toSorted()
  return { at: times, value: times.map((at) => values.get(at) ?? Number.NaN) }
}
