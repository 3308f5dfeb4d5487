import { expect, test } from 'vitest'
import { chooseDepth, chooseShell } from '#core/shell/shell-choice.ts'

test('S53: the default shell follows the operating system; one it lacks is refused', () => {
  expect(chooseShell('windows', undefined)).toBe('powershell')
  expect(chooseShell('linux', undefined)).toBe('bash')
  expect(chooseShell('windows', 'cmd')).toBe('cmd')
  expect(() => chooseShell('linux', 'powershell')).toThrow(/no powershell/)
  expect(() => chooseShell('other', undefined)).toThrow(/not known/)
})

test('B91: the best depth is taken with the reason why it is not deeper', () => {
  const offer = { depths: ['streamed', 'buffered'] as const, reason: 'An API key cannot open a terminal; sign in to get one.' }
  expect(chooseDepth(offer, undefined)).toEqual({ depth: 'streamed', reason: offer.reason })
  expect(chooseDepth(offer, 'buffered').depth).toBe('buffered')
  expect(() => chooseDepth(offer, 'interactive')).toThrow(/cannot open/)
  expect(() => chooseDepth({ depths: [], reason: 'No right: send command.' }, undefined)).toThrow(/cannot open/)
})
