import fc from 'fast-check'
import { expect, test } from 'vitest'
import { droppedOutputNote, partialText } from '#core/providers/tactical-rmm/command-output.ts'

test('B76: however a body is cut, what can be read of it is the beginning of the output', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.nat(), (output, at) => {
      const bytes = new TextEncoder().encode(JSON.stringify(output))
      const cut = bytes.slice(0, Math.min(at % (bytes.length + 1), bytes.length - 1))
      const partial = partialText(cut)
      expect(output.startsWith(partial) || output.replace(/[\ud800-\udfff]$/, '').startsWith(partial.replace(/[\ud800-\udfff]$/, ''))).toBe(true)
      expect(cut.length - new TextEncoder().encode(JSON.stringify(partial)).length).toBeLessThan(16)
    }),
    { numRuns: 2_000 },
  )
})

test('B76: a cut body that is no text has no output', () => {
  expect(partialText(new TextEncoder().encode('{"detail":"x'))).toBe('')
  expect(partialText(new Uint8Array())).toBe('')
})

test('B76: only outputs at a cap or replaced by the server are labelled', () => {
  expect(droppedOutputNote('all fine')).toBeNull()
  expect(droppedOutputNote('Content truncated due to excessive request size.')).toBe('server dropped output')
  expect(droppedOutputNote('ä'.repeat(256 * 1024))).toBe('server dropped output')
  expect(droppedOutputNote('ä'.repeat(256 * 1024 + 1))).toBeNull()
})
