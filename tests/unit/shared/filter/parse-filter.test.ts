import { expect, test } from 'vitest'
import { deepTerms } from '#shared/filter/filter-parts.ts'
import { filterToText } from '#shared/filter/filter-text.ts'
import { parseFilter } from '#shared/filter/parse-filter.ts'

const canonical = (source: string): string => {
  const parsed = parseFilter(source)
  if (!parsed.ok) throw new Error(parsed.problem.says)
  return filterToText(parsed.node)
}

const problem = (source: string) => {
  const parsed = parseFilter(source)
  if (parsed.ok) throw new Error(`"${source}" was read as ${filterToText(parsed.node)}`)
  return parsed.problem
}

test('B28: the examples of the manual are read', () => {
  expect(canonical('os:win11 free:<10% patches:>0 seen:>7d')).toBe('os:win11 free:<10% patches:>0 seen:>7d')
  expect(canonical('sw:"7-Zip" <24')).toBe('sw:7-Zip <24')
  expect(canonical('(client:Contoso OR tag:vip) -status:unknown')).toBe('(client:Contoso OR tag:vip) -status:unknown')
  expect(canonical('ip:10.0.4.0/24 AND NOT type:server')).toBe('ip:10.0.4.0/24 -type:server')
  expect(canonical('status:online,late cf."Asset tag":A-1')).toBe('status:online,late cf."Asset tag":A-1')
})

test('B28: an age right after a field is about that field, in both spellings', () => {
  expect(parseFilter('free:<10% age:<1h')).toEqual(parseFilter('free:<10% age <1h'))
  expect(canonical('free:<10% (age:<1h)')).toBe('free:<10% (age:<1h)')
  expect(canonical('age:<1h')).toBe('age:<1h')
})

test.each([
  ['client:Contoso statsu:online', 15, 6, 'status'],
  ['status:onlin', 7, 5, 'online'],
  ['seen:>7x', 6, 2, null],
  ['reboot:yep', 7, 3, 'yes'],
  ['client:<5', 7, 1, '='],
  ['(client:a', 0, 1, ')'],
  ['name:x)', 6, 1, null],
  ['name:', 0, 5, null],
  ['name:"open', 5, 5, '"'],
  ['ip:10.0.0.0/99', 3, 11, null],
  ['free:<10% age <soon', 15, 4, null],
])('B28: %s is refused at its character', (source, at, length, nearest) => {
  expect(problem(source)).toMatchObject({ at, length, nearest })
})

test('B28: an operator at the end is refused, not ignored', () => {
  expect(problem('name:a OR').at).toBe(9)
  expect(problem('NOT').says).toContain('ends')
})

test('terms only the store can answer are listed once', () => {
  const parsed = parseFilter('sw:"7-Zip" <24 (client:a OR -sw:7-Zip <24) note:vip')
  expect(parsed.ok && deepTerms(parsed.node)).toEqual(['sw:7-Zip <24', 'note:vip'])
})
