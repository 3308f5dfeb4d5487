import { expect, test } from 'vitest'
import { judgeList, nextWhenAbsent, nextWhenPresent, type MappingLife } from '#core/sync/ingest/mapping-life.ts'

const hour = 3_600_000
const active: MappingLife = { state: 'active', since: 0, reason: null }
const present = { isRetired: false, lastSeenAt: 50 * hour }

test('S8: absent twice, 23 h apart: missing; 24 h apart: inactive', () => {
  const missing = nextWhenAbsent(active, hour)
  expect(missing).toEqual({ state: 'missing', since: hour, reason: null })
  expect(nextWhenAbsent(missing, 24 * hour)).toBe(missing)
  expect(nextWhenAbsent(missing, 25 * hour)).toEqual({ state: 'inactive', since: 25 * hour, reason: 'absent' })
})

test('S8: present again makes active, from missing and from inactive', () => {
  expect(nextWhenPresent({ state: 'missing', since: hour, reason: null }, present, 2 * hour)).toEqual({ state: 'active', since: 2 * hour, reason: null })
  expect(nextWhenPresent({ state: 'inactive', since: hour, reason: 'absent' }, present, 2 * hour).state).toBe('active')
  expect(nextWhenPresent(active, present, 2 * hour)).toBe(active)
})

test('S8: retired by the vendor is inactive with that reason, and stays so', () => {
  const retired = nextWhenPresent(active, { ...present, isRetired: true }, hour)
  expect(retired).toEqual({ state: 'inactive', since: hour, reason: 'retired' })
  expect(nextWhenPresent(retired, { ...present, isRetired: true }, 2 * hour)).toBe(retired)
})

test('S8: a replaced entry wakes up only when it was heard of after it was replaced', () => {
  const replaced: MappingLife = { state: 'inactive', since: 60 * hour, reason: 'replaced' }
  expect(nextWhenPresent(replaced, present, 70 * hour)).toBe(replaced)
  expect(nextWhenPresent(replaced, { ...present, lastSeenAt: 61 * hour }, 70 * hour).state).toBe('active')
})

test('S8: a list that lost more than a fifth and more than five is believed only after three more agree over a day', () => {
  const first = judgeList(100, 60, null, 0)
  expect(first).toEqual({ isBelieved: false, small: { since: 0, count: 60, times: 1 } })
  const again = (count: number, times: number, at: number) => judgeList(100, count, { since: 0, count: 60, times }, at)
  expect(again(60, 3, 23 * hour)).toMatchObject({ isBelieved: false })
  expect(again(60, 2, 24 * hour)).toMatchObject({ isBelieved: false })
  expect(again(61, 3, 24 * hour)).toEqual({ isBelieved: true })
  expect(again(40, 3, 24 * hour)).toMatchObject({ isBelieved: false, small: { times: 1, count: 40 } })
})

test('S8: small losses are believed, an empty list is not', () => {
  expect(judgeList(100, 80, null, 0)).toEqual({ isBelieved: true })
  expect(judgeList(10, 5, null, 0)).toEqual({ isBelieved: true })
  expect(judgeList(100, 79, null, 0)).toMatchObject({ isBelieved: false })
  expect(judgeList(3, 0, null, 0)).toMatchObject({ isBelieved: false })
  expect(judgeList(null, 0, null, 0)).toEqual({ isBelieved: true })
})
