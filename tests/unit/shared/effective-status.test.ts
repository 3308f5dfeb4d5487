import { expect, test } from 'vitest'
import { askedLimitMs, effectiveStatus, isUnasked } from '#shared/util/effective-status.ts'

test('S4: what we could not ask about is unknown, never online and never offline', () => {
  expect(effectiveStatus('online', true)).toBe('unknown')
  expect(effectiveStatus('late', true)).toBe('unknown')
  expect(effectiveStatus('offline', true)).toBe('offline')
  expect(effectiveStatus('inactive', true)).toBe('inactive')
  for (const status of ['online', 'late', 'offline', 'unknown', 'inactive'] as const) expect(effectiveStatus(status, false)).toBe(status)
})

test('S4: a list counts as unasked after three polls without an answer, on both sides of the limit', () => {
  const now = 1_790_000_000_000
  expect(isUnasked(now - askedLimitMs.window, now, askedLimitMs.window)).toBe(false)
  expect(isUnasked(now - askedLimitMs.window - 1, now, askedLimitMs.window)).toBe(true)
  expect(isUnasked(null, now, askedLimitMs.window)).toBe(true)
})
