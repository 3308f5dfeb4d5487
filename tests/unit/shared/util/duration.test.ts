import { expect, test } from 'vitest'
import { describeDuration } from '#shared/util/duration.ts'

test.each([
  [0, '0 ms'],
  [39.6, '40 ms'],
  [999, '999 ms'],
  [999.7, '1.0 s'],
  [2_440, '2.4 s'],
  [9_400, '9.4 s'],
  [10_000, '10 s'],
  [42_900, '42 s'],
  [59_999, '59 s'],
  [185_000, '3 min 05 s'],
  [7_620_000, '2 h 07 min'],
  [-5, '0 ms'],
])('%d ms are said as %s', (ms, said) => {
  expect(describeDuration(ms)).toBe(said)
})
