import type { OutputOf } from '#shared/contract/contract.ts'
import type { SampleSet } from '#shared/model/metric.ts'
import { sourcesOf } from '#shared/util/sample-sources.ts'
import { countOf, toBytes, toMoment } from './format.ts'
import { toTable, type Column } from './table.ts'

/** The series of the table, with their titles and units. */
const columns = [
  { series: 'cpu.percent', title: 'Processor', show: (value: number) => `${value.toFixed(1)} %` },
  { series: 'cpu.temperature', title: 'Temperature', show: (value: number) => `${value.toFixed(1)} °C` },
  { series: 'load.1m', title: 'Load', show: (value: number) => value.toFixed(2) },
  { series: 'cpu.queue', title: 'Queue', show: (value: number) => value.toFixed(1) },
  { series: 'memory.used_percent', title: 'Memory', show: (value: number) => `${value.toFixed(1)} %` },
  { series: 'memory.available', title: 'Available', show: (value: number) => toBytes(Math.round(value)) },
] as const

/** What is asked for; names of volumes and interfaces are not known beforehand. */
export const historySeries: readonly string[] = columns.map(({ series }) => series)

type History = OutputOf<'metrics.history'>

function toPoints({ series }: History): readonly SampleSet[] {
  const byTime = new Map<number, Record<string, number | null>>()
  for (const [name, samples] of Object.entries(series)) for (const { at, value } of samples) byTime.set(at, { ...byTime.get(at), [name]: value })
  const found = [...byTime].toSorted(([one], [other]) => one - other).map(([at, values]) => ({ at, values }))
  return found.filter(({ values }) => Object.values(values).some((value) => value !== null))
}

/** Stored minutes as a table with the source of each; a column without a value is left out, a missing value is a dash. */
export function describeHistory(history: History): string {
  const points = toPoints(history)
  if (points.length === 0) return 'No stored numbers in this time. They are kept while somebody watches.'
  const used = columns.filter(({ series }) => points.some(({ values }) => typeof values[series] === 'number'))
  const shown: readonly Column<SampleSet>[] = used.map(({ series, title, show }) => ({
    title,
    isRight: true,
    value: ({ values }) => (typeof values[series] === 'number' ? show(values[series]) : '–'),
  }))
  const table = toTable<SampleSet>(
    [
      { title: 'Time', value: ({ at }) => toMoment(at) },
      ...shown,
      { title: 'Source', value: (point) => sourcesOf([point], history.sources).map((source) => source ?? 'source not stored').join(', '), maxWidth: 80 },
    ],
    points,
  )
  return `${table}\n${countOf(points.length, 'row')}, ${countOf(history.gaps, 'gap')}`
}
