import fc from 'fast-check'
import { expect, test } from 'vitest'
import { splitArray } from '#core/providers/toolkit/split-array.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const text = (piece: Uint8Array) => new TextDecoder().decode(piece)

test('S167: a long list is cut into pieces that parse to the same elements', () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue(), { maxLength: 40 }), fc.integer({ min: 1, max: 9 }), fc.boolean(), (list, size, isPretty) => {
      const pieces = [...splitArray(bytes(JSON.stringify(list, null, isPretty ? 2 : 0)), size)].map((piece) => JSON.parse(text(piece.bytes)) as unknown[])
      expect(pieces.flat(1)).toEqual(JSON.parse(JSON.stringify(list)))
      for (const piece of pieces) expect(piece.length).toBeLessThanOrEqual(size)
    }),
  )
})

test('S167: brackets, commas and quotes inside texts cut nothing', () => {
  const list = [{ a: '],[' }, { b: '\\"},{' }, ['x,y', [1, [2]]], '"', 'end\\']
  expect([...splitArray(bytes(JSON.stringify(list)), 1)].map((piece) => (JSON.parse(text(piece.bytes)) as unknown[])[0])).toEqual(list)
})

test('what is no whole array comes out as it is, for the parser to name the fault', () => {
  for (const body of ['', '{"detail":"no"}', '<html>', '[{"a":1},{"b"', '"ok"', '   ']) expect([...splitArray(bytes(body), 2)].map((piece) => text(piece.bytes))).toEqual([body])
})

test('a list that is cut off gives its whole pieces, then the broken rest', () => {
  const pieces = [...splitArray(bytes('[{"a":1},{"a":2},{"a":3},{"a'), 2)].map((piece) => text(piece.bytes))
  expect(pieces).toEqual(['[{"a":1},{"a":2}]', '{"a":3},{"a'])
})
