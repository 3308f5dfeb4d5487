import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toRun } from '#core/storage/sample-run.ts'
import { thinSamples } from '#core/storage/thin-samples.ts'

const minute = 60_000
const curve = (count: number) => Array.from({ length: count }, (_, n) => ({ at: n * minute, value: Math.sin(n / 50) * 10 }))
const values = (points: readonly { readonly value: number | null }[]) => points.flatMap((one) => one.value ?? [])

test('43,200 points become at most 500, with the lowest and the highest of all among them', () => {
  const points = curve(43_200).map((one, n) => ({ ...one, value: n === 20_011 ? 99 : n === 31_337 ? -99 : one.value }))
  const thin = thinSamples(toRun(points), 500)
  expect(thin.length).toBeLessThanOrEqual(500)
  expect(thin.length).toBeGreaterThan(400)
  expect(thin).toContainEqual({ at: 20_011 * minute, value: 99 })
  expect(thin).toContainEqual({ at: 31_337 * minute, value: -99 })
})

test('fewer points than asked for are left alone', () => {
  const points = [...curve(40), { at: 41 * minute, value: null }]
  expect(thinSamples(toRun(points), 100)).toEqual(points)
})

test('a gap is kept, whether it is a null or a pause', () => {
  const withNull = thinSamples(toRun(curve(5_000).map((one, n) => (n > 2_000 && n < 2_100 ? { ...one, value: null } : one))), 300)
  expect(withNull.some((one) => one.value === null)).toBe(true)
  const withPause = thinSamples(toRun(curve(5_000).filter((_, n) => n < 2_000 || n > 2_200)), 300)
  const gap = withPause.find((one) => one.value === null)
  expect(gap?.at).toBeGreaterThan(1_998 * minute)
  expect(gap?.at).toBeLessThan(2_202 * minute)
})

test('whatever the series: never more points than asked for, in time order, and no value that was not there', () => {
  const series = fc.array(fc.option(fc.integer({ min: -50, max: 50 })), { minLength: 20, maxLength: 400 })
  fc.assert(
    fc.property(series, fc.integer({ min: 10, max: 60 }), (raw, points) => {
      const samples = raw.map((value, n) => ({ at: n * minute, value }))
      const thin = thinSamples(toRun(samples), points)
      expect(thin.length).toBeLessThanOrEqual(points)
      expect(thin.map((one) => one.at)).toEqual(thin.map((one) => one.at).toSorted((a, b) => a - b))
      const there = new Set(values(samples))
      expect(values(thin).filter((value) => !there.has(value))).toEqual([])
      expect(Math.max(...values(thin))).toBe(Math.max(...values(samples)))
      expect(Math.min(...values(thin))).toBe(Math.min(...values(samples)))
    }),
    { numRuns: 300, seed: 5 },
  )
})
