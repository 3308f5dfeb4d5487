import fc from 'fast-check'
import { expect, test } from 'vitest'
import { cutToBytes } from '#core/jobs/kept-output.ts'

test('S55: a cut text is the longest beginning within the limit and never ends in half a character', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), fc.nat(120), (text, limit) => {
      const cut = cutToBytes(text, limit)
      expect(text.startsWith(cut)).toBe(true)
      expect(Buffer.byteLength(cut)).toBeLessThanOrEqual(limit)
      expect(cut.isWellFormed()).toBe(true)
      const following = String.fromCodePoint(text.codePointAt(cut.length) ?? 0)
      const isLongest = cut === text || Buffer.byteLength(cut + following) > limit
      expect(isLongest).toBe(true)
    }),
    { numRuns: 2_000 },
  )
})
