import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ArraySplitter } from '#core/providers/toolkit/array-splitter.ts'

const text = (piece: Uint8Array) => new TextDecoder().decode(piece)

/** Feeds a text in chunks of the given length; answers the pieces and the rest. */
function split(body: string, size: number, chunkLength: number): { readonly pieces: string[]; readonly rest: string | null } {
  const bytes = new TextEncoder().encode(body)
  const splitter = new ArraySplitter(size)
  const pieces: string[] = []
  for (let from = 0; from < bytes.length; from += chunkLength) pieces.push(...splitter.push(bytes.slice(from, from + chunkLength)).map(text))
  const rest = splitter.end()
  return { pieces, rest: rest && text(rest) }
}

test('S167: a long list is cut into pieces that parse to the same elements, wherever the network cuts it', () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue(), { maxLength: 40 }), fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 30 }), fc.boolean(), (list, size, chunk, isPretty) => {
      const { pieces, rest } = split(JSON.stringify(list, null, isPretty ? 2 : 0), size, chunk)
      const parsed = pieces.map((piece) => JSON.parse(piece) as unknown[])
      expect(rest).toBeNull()
      expect(parsed.flat(1)).toEqual(JSON.parse(JSON.stringify(list)))
      for (const piece of parsed) expect(piece.length).toBeLessThanOrEqual(size)
    }),
  )
})

test('S167: brackets, commas and quotes inside texts cut nothing', () => {
  const list = [{ a: '],[' }, { b: '\\"},{' }, ['x,y', [1, [2]]], '"', 'end\\']
  expect(split(JSON.stringify(list), 1, 3).pieces.map((piece) => (JSON.parse(piece) as unknown[])[0])).toEqual(list)
})

test('S167: a smaller first piece moves no other cut', () => {
  const bytes = new TextEncoder().encode(JSON.stringify(Array.from({ length: 12 }, (_, index) => index)))
  const splitter = new ArraySplitter(5, 2)
  expect(splitter.push(bytes).map((piece) => (JSON.parse(text(piece)) as unknown[]).length)).toEqual([2, 3, 5, 2])
  expect(splitter.end()).toBeNull()
})

test('what is no whole array comes out as it is, for the parser to name the fault', () => {
  for (const body of ['', '{"detail":"no"}', '<html>', '"ok"']) expect(split(body, 2, 4)).toEqual({ pieces: [], rest: body })
})

test('a list that is cut off gives its whole pieces, then the broken rest', () => {
  expect(split('[{"a":1},{"a":2},{"a":3},{"a', 2, 5)).toEqual({ pieces: ['[{"a":1},{"a":2}]'], rest: '{"a":3},{"a' })
})
