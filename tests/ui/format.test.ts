import { expect, test } from 'vitest'
import { statusSentence } from '#renderer/lib/device-status.ts'
import { formatBytes } from '#renderer/lib/format-number.ts'
import { formatAge, longLength, shortLength } from '#renderer/lib/format-time.ts'

const now = new Date(2026, 5, 10, 12, 0).getTime()
const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

/** What vendors send when a device has no such time, and what a wrong clock makes of one that has. */
const odd: readonly (number | null | undefined)[] = [
  null, undefined, 0, -1, 1, -0, Number.NaN, Infinity, -Infinity, -62_135_596_800_000, -62_135_769_600_000, -2_208_988_800_000, -1_000, 1_000, 86_400_000, 3_600_000,
  946_684_800_000, 915_148_800_000, 631_152_000_000, 315_532_800_000, 473_385_600_000, 1_749_556_800, 1_780_000_000, 4_102_444_800_000, 253_402_300_799_000, 8_640_000_000_000_000,
  -8_640_000_000_000_000, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER, Number.MAX_VALUE, Number.MIN_VALUE, Number.EPSILON, 2_147_483_647, 2_147_483_648, 4_294_967_295, -2_147_483_648,
  116_444_736_000_000_000, 133_600_000_000_000_000, now + day, now + hour, now + 6 * minute, now + 400 * day, 0.5, -0.5, 10, 100, 12_345, 123_456, 1_234_567, 12_345_678, 123_456_789, 1_234_567_890,
  12_345_678_901, 123_456_789_012, -86_400_000, -now, 25_569, 44_927, 45_000.5, 60 * 60 * 24 * 365,
]

test('B16: none of 60 odd times is shown as 1970, as the future or as a negative age', () => {
  expect(odd.length).toBe(60)
  for (const at of odd) {
    expect(formatAge(at, now), String(at)).toBe('–')
    expect(statusSentence('offline', at ?? null, now)).toBe('Offline')
  }
})

test('ages are relative under seven days and dates beyond', () => {
  expect(formatAge(now - 4_000, now)).toBe('just now')
  expect(formatAge(now + minute, now)).toBe('just now')
  expect(formatAge(now - 12 * minute, now)).toBe('12\u202Fmin ago')
  expect(formatAge(now - 3 * hour, now)).toBe('3\u202Fh ago')
  expect(formatAge(now - 6.9 * day, now)).toBe('6\u202Fd ago')
  expect(formatAge(now - 30 * day, now)).toContain('2026')
})

test('lengths keep one or two units', () => {
  expect(shortLength(-5)).toBe('0\u202Fs')
  expect(longLength(2 * hour + 5 * minute)).toBe('2\u202Fh 05\u202Fmin')
  expect(longLength(12 * day + 4 * hour)).toBe('12\u202Fd 4\u202Fh')
})

test('B16: sizes that were not reported are an en dash, not nought', () => {
  expect(formatBytes(null)).toBe('–')
  expect(formatBytes(-1)).toBe('–')
  expect(formatBytes(0)).toBe('0\u202FB')
  expect(formatBytes(1_536)).toBe('1.5\u202FKiB')
  expect(formatBytes(512 * 2 ** 30)).toBe('512\u202FGiB')
})

test('B154: each state says what makes it useful', () => {
  expect(statusSentence('online', now, now)).toBe('Online')
  expect(statusSentence('late', now - 12 * minute, now)).toBe('Late 12\u202Fmin')
  expect(statusSentence('offline', now - 3 * day, now)).toBe('Offline 3\u202Fd')
  expect(statusSentence('unknown', now - 2 * hour, now)).toMatch(/^Unknown, seen \d/)
  expect(statusSentence('inactive', null, now)).toBe('No longer reported')
})
