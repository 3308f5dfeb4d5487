import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseBytes, parseSize } from '#core/providers/toolkit/parse-bytes.ts'
import { parseDateHeader, parseDay, parseInstant, parseUnixSeconds } from '#core/providers/toolkit/parse-instant.ts'
import { JsonProblem, parseSafeJson } from '#core/providers/toolkit/safe-json.ts'
import { ulidToUuid } from '#core/providers/toolkit/ulid-to-uuid.ts'
import { isAtLeast } from '#core/providers/toolkit/versions.ts'

const GIB = 1024 ** 3

test.each([
  ['476.3 GB', 511_423_230_771], ['118.6G', 127_345_780_326], ['1.8 TB', 1_979_120_929_997], ['0 B', 0], ['512 MB', 536_870_912], ['1,024 MB', GIB],
  ['1,5 GB', 1.5 * GIB], ['1.234,5 MB', Math.round(1234.5 * 1024 ** 2)], ['10 GiB', 10 * GIB], ['7 bytes', 7], ['42', 42], ['1 024 KB', 1_048_576],
])('S43: %s is %d bytes', (text, bytes) => {
  expect(parseBytes(text)).toBe(bytes)
})

test.each(['', 'GB', 'many', '-5 GB', '1..2 GB', '5 parsecs', 'NaN', null, undefined, {}, -1, Infinity])('S43: %s is no size', (value) => {
  expect(parseBytes(value)).toBeNull()
})

test('S43: 500 sizes written as the server writes them come back within their rounding', () => {
  const units = [['MB', 1024 ** 2], ['GB', GIB], ['TB', 1024 ** 4]] as const
  fc.assert(
    fc.property(fc.nat({ max: 10_000 }), fc.constantFrom(...units), fc.constantFrom(' ', ''), (tenths, [unit, factor], gap) => {
      const size = parseSize(`${(tenths / 10).toFixed(1)}${gap}${unit}`)
      expect(Math.abs((size?.bytes ?? NaN) - (tenths / 10) * factor)).toBeLessThanOrEqual(0.5)
      expect(size?.errorBytes).toBeCloseTo(factor / 20)
    }),
    { numRuns: 500 },
  )
})

/** A number as people of several countries and programs write it. */
const writings: readonly ((whole: number, tenths: number) => string)[] = [
  (whole, tenths) => `${whole}.${tenths}`,
  (whole, tenths) => `${whole},${tenths}`,
  (whole, tenths) => `${whole.toLocaleString('en-US')}.${tenths}`,
  (whole, tenths) => `${whole.toLocaleString('de-DE')},${tenths}`,
  (whole, tenths) => `${whole.toLocaleString('en-US').replaceAll(',', '\u00a0')}.${tenths}`,
]

test('S43: 500 sizes with every separator and unit, KB, IEC and bytes among them, come back within their rounding', () => {
  const units = [['B', 1], ['bytes', 1], ['KB', 1024], ['kB', 1024], ['KiB', 1024], ['K', 1024], ['MB', 1024 ** 2], ['MiB', 1024 ** 2], ['GB', GIB], ['GiB', GIB], ['g', GIB], ['TB', 1024 ** 4], ['TiB', 1024 ** 4]] as const
  fc.assert(
    fc.property(fc.nat({ max: 9_999_999 }), fc.integer({ min: 0, max: 9 }), fc.constantFrom(...units), fc.constantFrom(...writings), fc.constantFrom(' ', '', '\u00a0'), (whole, tenths, [unit, factor], write, gap) => {
      const text = `${write(whole, tenths)}${gap}${unit}`
      const size = parseSize(text)
      const exact = (whole + tenths / 10) * factor
      if (!Number.isSafeInteger(Math.round(exact))) expect(size, text).toBeNull()
      else expect(Math.abs((size?.bytes ?? NaN) - exact), text).toBeLessThanOrEqual(Math.max(1, exact * 1e-15))
    }),
    { numRuns: 500 },
  )
})

test.each([
  ['2026-11-22T13:33:37.581410Z', Date.UTC(2026, 10, 22, 13, 33, 37, 581)], ['2026-11-22T13:33:37Z', Date.UTC(2026, 10, 22, 13, 33, 37)],
  ['2026-11-22T13:33:37+02:00', Date.UTC(2026, 10, 22, 11, 33, 37)], ['2026-11-22 13:33:37', Date.UTC(2026, 10, 22, 13, 33, 37)], ['2026-11-22', Date.UTC(2026, 10, 22)],
])('%s is a time', (text, instant) => {
  expect(parseInstant(text)).toBe(instant)
})

test.each(['0001-01-01T00:00:00Z', '1970-01-01T00:00:00Z', '9999-12-31T00:00:00Z', '', 'yesterday', '2026-13-45T00:00:00Z', '12', 0, null, undefined, NaN])('%s is no time', (value) => {
  expect(parseInstant(value)).toBeNull()
})

test('seconds since the epoch, days and dates of a header', () => {
  expect([parseUnixSeconds(1_795_314_817.58), parseUnixSeconds('1795314817'), parseUnixSeconds(0), parseUnixSeconds(null), parseUnixSeconds(NaN)]).toEqual([1_795_314_817_580, 1_795_314_817_000, null, null, null])
  expect([parseDay('2026-1-05'), parseDay('2026-02-31'), parseDay('01-1-01'), parseDay('')]).toEqual([Date.UTC(2026, 0, 5), null, null, null])
  expect([parseDateHeader('Sun, 22 Nov 2026 13:33:37 GMT'), parseDateHeader('nonsense'), parseDateHeader(undefined)]).toEqual([Date.UTC(2026, 10, 22, 13, 33, 37), null, null])
})

test('no text at all becomes year 0 or a negative time', () => {
  fc.assert(fc.property(fc.string(), (text) => {
    expect(parseInstant(text) ?? 1).toBeGreaterThan(0)
  }))
})

test('JSON: what JSON.parse reads is read alike, apart from poisoned keys', () => {
  fc.assert(fc.property(fc.jsonValue({ maxDepth: 5 }).filter((value) => !/__proto__|constructor|prototype|\d{16}/.test(JSON.stringify(value))), (value) => {
    expect(parseSafeJson(JSON.stringify(value))).toEqual(JSON.parse(JSON.stringify(value)))
  }))
})

test('JSON: keys that reach a prototype are dropped, wherever they are', () => {
  const value = parseSafeJson('{"a":{"__proto__":{"bad":1},"constructor":1,"ok":2},"list":[{"prototype":3}],"text":"__proto__"}') as Record<string, unknown>
  expect(value).toEqual({ a: { ok: 2 }, list: [{}], text: '__proto__' })
  expect(Object.hasOwn(value['a'] as object, '__proto__')).toBe(false)
})

test('JSON: numbers too large to be exact stay text', () => {
  expect(parseSafeJson('{"a":12345678901234567890,"b":1234567890123456,"c":1.5,"d":"12345678901234567890"}')).toEqual({ a: '12345678901234567890', b: 1_234_567_890_123_456, c: 1.5, d: '12345678901234567890' })
})

test('JSON: nesting is limited, brackets in texts do not count', () => {
  expect(() => parseSafeJson('['.repeat(65) + ']'.repeat(65))).toThrow(JsonProblem)
  expect(parseSafeJson(JSON.stringify('['.repeat(1_000) + '\\"{'))).toBe('['.repeat(1_000) + '\\"{')
  expect(parseSafeJson('['.repeat(64) + ']'.repeat(64))).toBeDefined()
  expect(() => parseSafeJson('{"a":')).toThrow(JsonProblem)
})

test('versions are compared number by number', () => {
  expect([isAtLeast('2.11.0', '2.9.1'), isAtLeast('2.9.1', '2.10.0'), isAtLeast('2.10', '2.10.0'), isAtLeast('3', '2.10.0'), isAtLeast(null, '1'), isAtLeast('odd', '1')]).toEqual([true, false, true, true, false, false])
})

test('a ULID becomes a UUID of version 4, another one another', () => {
  const [one, other] = [ulidToUuid('01JD0000000000000000000002'), ulidToUuid('01JD0000000000000000000003')]
  expect(one).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(one).not.toBe(other)
})
