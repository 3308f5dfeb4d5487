import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ageOf, boundedObservation, freshnessOf, freshSpanOf, observation, plausibleInstant } from '#shared/util/freshness.ts'

const now = Date.UTC(2026, 10, 22, 10, 0, 0)
const day = 86_400_000
const cadence = { cadenceMs: 60_000, floorMs: 180_000 }

/** Values that stand where a date should be: as seen in RMM payloads, and worse. */
const oddDates: readonly unknown[] = [
  0, -0, 1, -1, 59, 1_000, 3_600_000, -3_600_000, 12 * 3_600_000, -12 * 3_600_000, 14 * 3_600_000, day, -day, 31 * day, 364 * day,
  Date.UTC(1970, 0, 1), Date.UTC(1969, 11, 31), Date.UTC(1970, 11, 31, 23, 59, 59), Date.UTC(1979, 11, 31), Date.UTC(1980, 0, 1),
  Date.UTC(1601, 0, 1), Date.UTC(1899, 11, 30), Date.UTC(1900, 0, 1), Date.UTC(1904, 0, 1), Date.parse('0001-01-01T00:00:00Z'),
  Date.parse('0000-01-01T00:00:00Z'), Date.UTC(9999, 11, 31), Date.UTC(2038, 0, 19, 3, 14, 7), Date.UTC(2106, 1, 7), 8.64e15, -8.64e15,
  8.64e15 + 1, now + 5 * 60_000 + 1, now + day, now * 1_000, now * 1_000_000, Math.floor(now / 1_000), Number.NaN, Infinity, -Infinity,
  Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER, Number.MAX_VALUE, Number.MIN_VALUE, Number.EPSILON, null, undefined, '', ' ', '0',
  'N/A', 'None', 'null', '1970-01-01T00:00:00Z', '0001-01-01T00:00:00', 'Invalid date', true, false, [], {}, new Date(Number.NaN), new Date(0),
]

describe('dates that cannot be', () => {
  test('B16: a corpus of 60 odd values gives neither 1970 nor an age', () => {
    expect(oddDates.length).toBeGreaterThanOrEqual(60)
    expect(oddDates.filter((odd) => plausibleInstant(odd, now) !== null || ageOf(odd, now) !== null)).toEqual([])
    expect(oddDates.filter((odd) => freshnessOf({ at: odd as number, kind: 'reported' }, cadence, now) !== 'unknown')).toEqual([])
    for (const odd of oddDates) {
      expect(observation(odd, 'reported', now)).toEqual({ at: null, kind: 'unknown' })
      expect(boundedObservation(odd, now, now)).toEqual({ at: null, kind: 'unknown' })
      expect(boundedObservation(now, odd, now)).toEqual({ at: null, kind: 'unknown' })
    }
  })

  test('a clock up to five minutes ahead is age zero, not a negative age', () => {
    expect(ageOf(now + 5 * 60_000, now)).toBe(0)
    expect(freshnessOf({ at: now + 60_000, kind: 'reported' }, cadence, now)).toBe('fresh')
  })
})

describe('freshness', () => {
  const anyNumber = fc.oneof(fc.double(), fc.integer(), fc.integer({ min: now - 400 * day, max: now + 400 * day }))

  test('B14: over any dates no age is negative, and unknown is said exactly when there is no date', () => {
    fc.assert(
      fc.property(anyNumber, fc.constantFrom('reported', 'bounded', 'unknown' as const), (at, kind) => {
        const seen = observation(at, kind, now)
        const age = ageOf(seen.at, now)
        expect(age === null).toBe(seen.kind === 'unknown')
        expect(age ?? 0).toBeGreaterThanOrEqual(0)
        expect(freshnessOf(seen, cadence, now) === 'unknown').toBe(age === null)
      }),
      { numRuns: 5_000 },
    )
  })

  test('B14: an older fact is never fresher, against any cadence', () => {
    const order = ['fresh', 'ageing', 'stale']
    const ages = fc.integer({ min: 0, max: 4_000 * day })
    fc.assert(
      fc.property(ages, ages, fc.integer({ min: 0, max: 30 * day }), fc.integer({ min: 0, max: 30 * day }), (a, b, cadenceMs, floorMs) => {
        const rank = (age: number) => order.indexOf(freshnessOf({ at: now - age, kind: 'reported' }, { cadenceMs, floorMs }, now))
        expect(rank(Math.min(a, b))).toBeLessThanOrEqual(rank(Math.max(a, b)))
      }),
    )
  })

  test('B14: a bounded fact is never newer than the last contact nor than its fetching', () => {
    const instants = fc.integer({ min: now - 4_000 * day, max: now })
    fc.assert(
      fc.property(instants, instants, (contact, fetched) => {
        const seen = boundedObservation(contact, fetched, now)
        expect(seen).toEqual({ at: Math.min(contact, fetched), kind: 'bounded' })
      }),
    )
  })

  test('B14: the limits are F and eight F, with F twice the cadence or the floor', () => {
    expect(freshSpanOf({ cadenceMs: 500_000, floorMs: 900_000 })).toBe(1_000_000)
    expect(freshSpanOf(cadence)).toBe(180_000)
    const at = (age: number) => freshnessOf({ at: now - age, kind: 'bounded' }, cadence, now)
    expect([at(0), at(180_000), at(180_001), at(8 * 180_000), at(8 * 180_000 + 1)]).toEqual(['fresh', 'fresh', 'ageing', 'ageing', 'stale'])
  })

  test('B14: the same age is fresh for a BIOS and ageing for a public address', () => {
    const seen = { at: now - 20 * 60_000, kind: 'bounded' as const }
    expect(freshnessOf(seen, { cadenceMs: 500_000, floorMs: 15 * 60_000 }, now)).toBe('ageing')
    expect(freshnessOf(seen, { cadenceMs: 4_000_000, floorMs: 7 * day }, now)).toBe('fresh')
  })
})
