import { expect, test } from 'vitest'
import { isWithinLimit } from '#electron/main/message-size.ts'
import { isOwnPage } from '#electron/main/origin.ts'

test.each(['app://outrider/index.html', 'app://outrider/', 'app://outrider/assets/a.js?x#y'])('B127: %s is our page', (address) => {
  expect(isOwnPage(address)).toBe(true)
})

test.each([
  'app://outrider.evil/',
  'app://evil/outrider',
  'app://outrider@evil/',
  'app://user@outrider/',
  'app://outrider:81/',
  'app:outrider',
  'apps://outrider/',
  'https://outrider/',
  'file:///app://outrider/',
  'about:blank',
  '',
])('B127: %s is not our page', (address) => {
  expect(isOwnPage(address)).toBe(false)
})

test('B127: messages are limited in size, keystrokes more than others, and must be plain data', () => {
  const cyclic: Record<string, unknown> = {}
  cyclic['self'] = cyclic
  expect(isWithinLimit('app.state', undefined)).toBe(true)
  expect(isWithinLimit('app.state', 'x'.repeat(1_000_000))).toBe(true)
  expect(isWithinLimit('app.state', 'x'.repeat(1_100_000))).toBe(false)
  expect(isWithinLimit('shell.input', { data: 'x'.repeat(60_000) })).toBe(true)
  expect(isWithinLimit('shell.input', { data: 'x'.repeat(70_000) })).toBe(false)
  expect(isWithinLimit('app.state', cyclic)).toBe(false)
  expect(isWithinLimit('app.state', 1n)).toBe(false)
})
