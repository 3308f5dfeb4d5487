import { expect, test } from 'vitest'
import { createNodeIds } from '#platform/node-ids.ts'

const at = (times: readonly number[]) => {
  const left = [...times]
  return { now: () => left.shift() ?? times.at(-1) ?? 0 }
}

test('ids have the promised shape', () => {
  const ids = createNodeIds({ now: () => Date.UTC(2026, 10, 22) })
  expect(ids.next('op')).toMatch(/^op[0-9a-z]{16}$/)
  expect(ids.ulid()).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/)
})

test('a ULID begins with its time as the specification writes it', () => {
  // The example of the ULID specification: 1469918176385 is 01ARYZ6S41.
  expect(createNodeIds({ now: () => 1_469_918_176_385 }).ulid().slice(0, 10)).toBe('01ARYZ6S41')
})

test.each([
  ['within one millisecond', [1_000]],
  ['when the clock goes back', [5_000, 4_000, 3_000, 3_000, 10]],
  ['over a jump forward', [1, 2 ** 40]],
])('ids are unique and sort in the order they were made %s', (_, times) => {
  const ids = createNodeIds(at(times))
  for (const make of [() => ids.next('x'), () => ids.ulid()]) {
    const made = Array.from({ length: 5_000 }, make)
    expect(new Set(made).size).toBe(made.length)
    expect(made.toSorted()).toEqual(made)
  }
})

test('two processes do not draw the same ids', () => {
  const clock = { now: () => 1_000 }
  expect(createNodeIds(clock).ulid()).not.toBe(createNodeIds(clock).ulid())
})

test('random stays in [0, 1)', () => {
  const ids = createNodeIds({ now: () => 0 })
  for (const value of Array.from({ length: 1_000 }, () => ids.random())) expect(value >= 0 && value < 1).toBe(true)
})
