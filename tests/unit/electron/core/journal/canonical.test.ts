import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonical } from '#core/journal/canonical.ts'

describe('canonical JSON', () => {
  test('sorts keys by UTF-16 code unit at every depth, also keys that look like numbers', () => {
    expect(canonical({ b: 1, a: { '10': 1, '9': 2, é: 3, z: 4, '\u{1F600}': 5, '\uFB33': 6 } })).toBe('{"a":{"10":1,"9":2,"z":4,"é":3,"😀":5,"\uFB33":6},"b":1}')
  })

  test('writes numbers and escapes as ECMAScript does', () => {
    expect(canonical([1e21, 0.000_001, -0, 'a"\\\u0008\u000c\n\r\t\u0001/é\u2028'])).toBe('[1e+21,0.000001,0,"a\\"\\\\\\b\\f\\n\\r\\t\\u0001/é\u2028"]')
  })

  test('does not depend on the order in which members were added, and reads back equal', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        const shuffle = (one: unknown): unknown => {
          if (Array.isArray(one)) return one.map(shuffle)
          if (typeof one !== 'object' || one === null) return one
          return Object.fromEntries(Object.entries(one).toReversed().map(([key, item]) => [key, shuffle(item)]))
        }
        expect(canonical(shuffle(value))).toBe(canonical(value))
        expect(canonical(JSON.parse(canonical(value)))).toBe(canonical(value))
      }),
      { numRuns: 2_000 },
    )
  })
})
