import { expect, test } from 'vitest'
import { createSampleRing } from '#core/metrics/sample-ring.ts'
import { countGaps } from '#core/metrics/series-gaps.ts'
import { withWindowFigures } from '#core/metrics/window-figures.ts'

test('S10: a ring keeps the last points in order', () => {
  const ring = createSampleRing(3)
  expect(ring.last).toBeUndefined()
  for (const at of [1, 2, 3, 4, 5]) ring.push({ at, values: {} })
  expect(ring.points().map((point) => point.at)).toEqual([3, 4, 5])
  expect(ring.last?.at).toBe(5)
})

test('S50: queue depth has its 1-minute mean and response time its P95 over 15 minutes, per volume', () => {
  const ring = createSampleRing(200)
  let full = { at: 0, values: {} as Record<string, number | null> }
  for (let step = 0; step < 100; step += 1) {
    const set = { at: step * 10_000, values: { 'disk.queue:C:': step < 94 ? 9 : step - 93, 'disk.response_ms:C:': step === 50 ? null : step } }
    full = withWindowFigures(set, ring)
    ring.push(full)
  }
  // The last minute holds steps 93 to 99: 9, 1, 2, 3, 4, 5, 6.
  expect(full.values['disk.queue_mean_1m:C:']).toBeCloseTo(30 / 7)
  // 15 minutes hold steps 9 to 99 without 50: 90 values, the 86th of them is 95.
  expect(full.values['disk.response_p95_15m:C:']).toBe(95)
})

test('S50: a window without a value gives none', () => {
  const ring = createSampleRing(10)
  const set = { at: 0, values: { 'disk.queue:C:': null, 'disk.response_ms:C:': null } }
  expect(withWindowFigures(set, ring).values).toMatchObject({ 'disk.queue_mean_1m:C:': null, 'disk.response_p95_15m:C:': null })
})

test('B98: gaps are counted where the line is broken, not before it begins or after it ends', () => {
  const samples = [null, 1, null, null, 2, null, 3, null].map((value, at) => ({ at, value }))
  expect(countGaps(samples)).toBe(2)
  expect(countGaps([])).toBe(0)
})
