import { expect, test } from 'vitest'
import { addToMinute, closeMinute, markPause, noMinute } from '#core/metrics/minute-means.ts'

const minute = 60_000

test('S31: a finished minute gives one mean a series', () => {
  let open = noMinute
  for (const [at, cpu] of [[0, 10], [20_000, 20], [40_000, null]] as const) open = addToMinute(open, { at, values: { 'cpu.percent': cpu } }).minute
  const { points, minute: next } = addToMinute(open, { at: minute, values: { 'cpu.percent': 90 } })
  expect(points).toEqual([{ series: 'cpu.percent', at: 0, value: 15 }])
  expect(closeMinute(next)).toEqual([{ series: 'cpu.percent', at: minute, value: 90 }])
})

test('B98: a minute without a value is stored as a gap', () => {
  const { minute: open } = addToMinute(noMinute, { at: 5, values: { 'cpu.percent': null } })
  expect(closeMinute(open)).toEqual([{ series: 'cpu.percent', at: 0, value: null }])
})

test('B98: a pause between stored minutes is stored as a gap; neighbours are not', () => {
  const points = [{ series: 'cpu.percent', at: 10 * minute, value: 5 }]
  const after = (lastAt: number | null, intervalSeconds = 5) => markPause(points, { lastAt, intervalSeconds })
  expect(after(9 * minute)).toEqual(points)
  expect(after(2 * minute, 300)).toEqual(points)
  expect(after(2 * minute)).toEqual([{ series: 'cpu.percent', at: 10 * minute - 1, value: null }, ...points])
  expect(after(null)).toHaveLength(2)
  expect(markPause([], { lastAt: null, intervalSeconds: 5 })).toEqual([])
})

test('S50: figures computed from other series are not stored', () => {
  const { minute: open } = addToMinute(noMinute, { at: 0, values: { 'disk.queue:C:': 2, 'disk.queue_mean_1m:C:': 2 } })
  expect(closeMinute(open).map((point) => point.series)).toEqual(['disk.queue:C:'])
})
