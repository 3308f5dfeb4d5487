import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createOutputDigest } from '#core/shell/output-digest.ts'
import { createNodeCrypto } from '#platform/node-crypto.ts'

const crypto = createNodeCrypto()

const figuresOf = (...chunks: readonly string[]) => {
  const digest = createOutputDigest(crypto)
  for (const chunk of chunks) digest.add(chunk)
  return digest.figures()
}

test('S172: a short output has the plain hash of its text and its size in bytes', () => {
  expect(figuresOf('Größe', ' 1')).toEqual({ bytes: 9, hash: crypto.sha256('Größe 1'), isTruncated: false })
  expect(figuresOf()).toEqual({ bytes: 0, hash: crypto.sha256(''), isTruncated: false })
})

test('S172: how output was cut into chunks does not change its hash', () => {
  const text = Array.from({ length: 20_000 }, (_, line) => `line ${line} ümlaut 🚀\n`).join('')
  const whole = figuresOf(text)
  expect(whole.bytes).toBe(new TextEncoder().encode(text).length)
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: text.length }), { maxLength: 6 }), (cuts) => {
      const places = [0, ...cuts.toSorted((one, other) => one - other), text.length]
      const chunks = places.slice(1).map((place, index) => text.slice(places[index], place))
      expect(figuresOf(...chunks)).toEqual(whole)
    }),
    { numRuns: 20 },
  )
  expect(figuresOf(`${text}x`).hash).not.toBe(whole.hash)
})
