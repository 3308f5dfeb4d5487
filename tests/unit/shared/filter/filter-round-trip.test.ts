import fc from 'fast-check'
import { expect, test } from 'vitest'
import { filterFields } from '#shared/filter/filter-fields.ts'
import type { FilterField } from '#shared/filter/filter-fields.ts'
import { operators } from '#shared/filter/filter-node.ts'
import type { FilterNode, FilterValue } from '#shared/filter/filter-node.ts'
import { fromParts, partsOf } from '#shared/filter/filter-parts.ts'
import { filterToText } from '#shared/filter/filter-text.ts'
import { allowsOperator } from '#shared/filter/filter-values.ts'
import { parseFilter } from '#shared/filter/parse-filter.ts'

const words = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.string({ maxLength: 8, unit: 'binary' }),
  fc.constantFrom('OR', 'AND', 'NOT', 'age', '-x', 'a:b', 'say "hi"', 'back\\slash', '<5', '', '(x', 'a,b', ',', 'C:', '10.0.4.0/24', 'Österreich'),
)
const duration = fc.tuple(fc.nat(500), fc.constantFrom('s', 'm', 'h', 'd', 'w', 'mo')).map(([n, unit]) => `${n}${unit}`)
const number = fc.tuple(fc.nat(9_999), fc.constantFrom('', '%', 'GB', 'MiB')).map(([n, unit]) => `${n}${unit}`)
const date = fc.constantFrom('2026-06-03', '2025-12-31T23:59')

const orRange = (one: fc.Arbitrary<string>) => fc.oneof(one, fc.tuple(one, one).map(([a, b]) => `${a}..${b}`))

function itemFor(field: FilterField): fc.Arbitrary<string> {
  switch (field.kind) {
    case 'words':
      return fc.constantFrom(...field.words)
    case 'number':
      return orRange(number)
    case 'instant':
      return orRange(fc.oneof(duration, date))
    case 'duration':
      return orRange(duration)
    case 'yes-no':
      return fc.constantFrom('yes', 'no', '')
    case 'ip':
      return fc.constantFrom('10.0.4.0/24', '10.0.4.7', '10.0.', 'fe80::1', '10.0.0.1..10.0.0.9')
    case 'version':
      return fc.constantFrom('22631', '10.0.19045')
    case 'text':
    case 'os':
    case 'software':
      return words
  }
}

const limit = fc.record({ op: fc.constantFrom(...operators), text: duration })

function valueFor(field: FilterField): fc.Arbitrary<FilterValue> {
  const op = fc.constantFrom(null, ...operators.filter((one) => allowsOperator(field, one)))
  const plain = { op, text: itemFor(field), age: limit }
  const version = fc.record({ op: fc.constantFrom(...operators), text: words })
  return field.kind === 'software' ? fc.record({ ...plain, version }, { requiredKeys: ['op', 'text'] }) : fc.record(plain, { requiredKeys: ['op', 'text'] })
}

const customField: FilterField = { name: 'cf.', kind: 'text', isDeep: false, words: [], says: '' }
const fields = [...filterFields, customField]

const term = fc.constantFrom(...fields).chain((field) => {
  const name = field === customField ? words.filter((word) => word !== '').map((word) => `cf.${word}`) : fc.constant(field.name)
  return fc.record({ kind: fc.constant('field' as const), field: name, values: fc.array(valueFor(field), { minLength: 1, maxLength: 3 }) })
})
const text = fc.record({ kind: fc.constant('text' as const), text: words })

const { node } = fc.letrec<{ node: FilterNode }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    { arbitrary: term, weight: 4 },
    { arbitrary: text, weight: 2 },
    { arbitrary: fc.record({ kind: fc.constant('not' as const), part: tie('node') }), weight: 1 },
    { arbitrary: fc.record({ kind: fc.constantFrom('and' as const, 'or' as const), parts: fc.array(tie('node'), { minLength: 2, maxLength: 4 }) }), weight: 2 },
  ),
}))

test('B28: 10,000 generated filters go to text and back without loss', () => {
  fc.assert(
    fc.property(node, (tree) => {
      const written = filterToText(tree)
      expect(parseFilter(written)).toEqual({ ok: true, node: tree })
      expect(fromParts(partsOf(tree))).toEqual(tree)
    }),
    { numRuns: 10_000 },
  )
})

test('B28: any text at all is read or refused with a place inside it', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.array(fc.constantFrom('(', ')', '-', 'name', ':', 'age', '<', '"', ',', ' ', 'OR', 'sw:', 'x'), { maxLength: 12 }).map((parts) => parts.join(''))), (source) => {
      const parsed = parseFilter(source)
      if (parsed.ok) expect(parseFilter(filterToText(parsed.node))).toEqual(parsed)
      else {
        expect(parsed.problem.at).toBeGreaterThanOrEqual(0)
        expect(parsed.problem.at + parsed.problem.length).toBeLessThanOrEqual(source.length)
      }
    }),
    { numRuns: 10_000 },
  )
})
