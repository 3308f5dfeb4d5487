import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Sample } from '#shared/model/metric.ts'
import { packChunk, unpackChunk } from '#core/storage/sample-chunk.ts'
import { merge, toRun, toSamples } from '#core/storage/sample-run.ts'
import { nodeStoreTools } from '#platform/node-store-tools.ts'

const { codec } = nodeStoreTools
const start = 1_790_000_000_000
const there = (samples: readonly Sample[]) => toSamples(unpackChunk(codec, packChunk(codec, toRun(samples))))

/** A load curve of one day at one minute with a precision of 0.1, from a fixed seed. */
function loadCurve(count: number): Sample[] {
  let seed = 42
  const chance = () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
    return seed / 2_147_483_648
  }
  return Array.from({ length: count }, (_, n) => ({ at: start + n * 60_000, value: Math.round((45 + 30 * Math.sin(n / 180) + chance() * 9) * 10) / 10 }))
}

test('a day of a typical series takes at most two bytes a sample', () => {
  const samples = loadCurve(1_440)
  expect(packChunk(codec, toRun(samples)).byteLength / samples.length).toBeLessThanOrEqual(2)
  expect(there(samples)).toEqual(samples)
})

test('gaps stay gaps', () => {
  const samples = loadCurve(100).map((sample, n) => (n % 7 === 0 || n > 90 ? { ...sample, value: null } : sample))
  expect(there(samples)).toEqual(samples)
  expect(there(samples.map((sample) => ({ ...sample, value: null })))).toEqual(samples.map((sample) => ({ ...sample, value: null })))
})

test('byte counters, negative values and uneven times come back as they were', () => {
  const samples = [
    { at: start, value: 16_777_216_000 },
    { at: start + 61_003, value: -12.5 },
    { at: start + 61_004, value: 0 },
    { at: start + 9_000_000, value: 9_007_199_254_740_991 },
    { at: start + 9_000_001, value: 1e-3 },
  ]
  expect(there(samples)).toEqual(samples)
})

test('any series comes back with three decimals', () => {
  const point = fc.record({ at: fc.integer({ min: 0, max: 2e12 }), value: fc.option(fc.double({ min: -1e9, max: 1e9, noNaN: true })) })
  fc.assert(
    fc.property(fc.uniqueArray(point, { selector: (one) => one.at, maxLength: 60 }), (points) => {
      const samples = points.toSorted((a, b) => a.at - b.at)
      const back = there(samples)
      expect(back.map((one) => one.at)).toEqual(samples.map((one) => one.at))
      expect(back.map((one) => one.value === null)).toEqual(samples.map((one) => one.value === null))
      const errors = back.map((one, n) => Math.abs((one.value ?? 0) - (samples[n]?.value ?? 0)))
      expect(Math.max(0, ...errors)).toBeLessThanOrEqual(0.000_51)
    }),
    { numRuns: 300, seed: 3 },
  )
})

test('a chunk that was cut is refused, not read as something else', () => {
  const whole = codec.inflate(packChunk(codec, toRun(loadCurve(50))))
  expect(() => unpackChunk(codec, codec.deflate(whole.subarray(0, 40)))).toThrow(RangeError)
  expect(() => unpackChunk(codec, codec.deflate(Uint8Array.of(9, 0, 0)))).toThrow(/layout 9/)
})

test('of two samples of one time the later one stays', () => {
  const earlier = toRun([{ at: 1, value: 1 }, { at: 3, value: 3 }, { at: 5, value: 5 }])
  const later = toRun([{ at: 2, value: 2 }, { at: 3, value: 30 }])
  expect(toSamples(merge(earlier, later))).toEqual([
    { at: 1, value: 1 }, { at: 2, value: 2 }, { at: 3, value: 30 }, { at: 5, value: 5 },
  ])
})
