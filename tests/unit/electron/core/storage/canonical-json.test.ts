import { expect, test } from 'vitest'
import { canonicalJson } from '#core/storage/canonical-json.ts'

test('the order of keys and of list items does not matter, content does', () => {
  const a = { items: [{ name: 'b', version: '1' }, { version: '2', name: 'a' }], x: null }
  const b = { x: null, items: [{ name: 'a', version: '2' }, { name: 'b', version: '1' }] }
  expect(canonicalJson(a)).toBe(canonicalJson(b))
  expect(canonicalJson(a)).not.toBe(canonicalJson({ ...a, items: [{ name: 'a', version: '3' }, { name: 'b', version: '1' }] }))
})

test('texts that look alike are alike; left out and null are not', () => {
  expect(canonicalJson('e\u0301')).toBe(canonicalJson('\u00e9'))
  expect(canonicalJson({ a: undefined })).toBe('{}')
  expect(canonicalJson({ a: null })).toBe('{"a":null}')
})
