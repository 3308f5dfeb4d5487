import type { SampleSet } from '#shared/model/metric.ts'
import type { ChartLine } from './chart-panels.ts'

/** Columns as the chart draws them: seconds, then one column a line. A null is a gap and stays one. */
export type ChartColumns = [number[], ...(number | null)[][]]

/** Turns points into chart columns. */
export function toChartColumns(points: readonly SampleSet[], lines: readonly ChartLine[]): ChartColumns {
  const times = points.map((one) => one.at / 1_000)
  return [times, ...lines.map((line) => points.map((one) => one.values[line.series] ?? null))]
}

/** Least, most and newest value of a line; null where nothing was measured. */
export interface LineSummary {
  readonly now: number | null
  readonly least: number | null
  readonly most: number | null
}

export function summarizeLine(points: readonly SampleSet[], series: string): LineSummary {
  const values = points.flatMap((one) => (one.values[series] === null || one.values[series] === undefined ? [] : [one.values[series]]))
  const latest = points.findLast((one) => one.values[series] !== undefined)?.values[series] ?? null
  if (values.length === 0) return { now: latest, least: null, most: null }
  return { now: latest, least: Math.min(...values), most: Math.max(...values) }
}

/** Joins series read from the store into points by time. */
export function joinSeries(series: Readonly<Record<string, readonly { readonly at: number; readonly value: number | null }[]>>): SampleSet[] {
  const byTime = new Map<number, Record<string, number | null>>()
  for (const [name, samples] of Object.entries(series)) {
    for (const { at, value } of samples) {
      const values = byTime.get(at) ?? {}
      values[name] = value
      byTime.set(at, values)
    }
  }
  return [...byTime].toSorted(([a], [b]) => a - b).map(([at, values]) => ({ at, values }))
}
