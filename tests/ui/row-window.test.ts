import fc from 'fast-check'
import { expect, test } from 'vitest'
import { drawnRows, keepSpares, rowWindow, withoutMargin, type RowView } from '#renderer/features/inventory/row-window.ts'

test('B27: every row in sight is drawn, wherever the list stands, and never more than a screen and its margin', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 0, max: 20_000 }), fc.double({ min: 0, max: 1, noNaN: true }), (fitting, count, share) => {
      const first = Math.floor(Math.max(0, count - fitting) * share)
      const rows = rowWindow(first, drawnRows(fitting), count)
      const inSight = Array.from({ length: Math.min(fitting + 1, count - first) }, (_, at) => first + at)
      expect(rows).toEqual(expect.arrayContaining(inSight))
      expect(rows.length).toBe(Math.min(drawnRows(fitting), count))
    }),
  )
})

test('B27: scrolling uses every element of a row again: none is made and none is dropped', () => {
  const drawn = drawnRows(20)
  const slots = (first: number) => new Set(rowWindow(first, drawn, 10_000).map((index) => index % drawn))
  const all = new Set(Array.from({ length: drawn }, (_, slot) => slot))
  for (const first of [0, 1, 7, 500, 9_000, 9_980]) expect(slots(first)).toEqual(all)
})

const viewAt = (first: number, { fitting = 20, count = 10_000 } = {}): RowView => {
  const drawn = rowWindow(first, drawnRows(fitting), count).map((index) => ({ index, slot: index % drawnRows(fitting), top: index * 28, row: index, isSpare: false }))
  return { drawn: drawn.toSorted((a, b) => a.slot - b.slot), first, fitting, count }
}

test('B27: in a jump the rows in sight are drawn and no others; every slot stays in use', () => {
  const [before, next] = [viewAt(500), viewAt(900)]
  const drawn = withoutMargin(next, before)
  const changed = drawn.filter((row, slot) => row !== before.drawn[slot]).map(({ index }) => index)
  expect(changed.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 21 }, (_, at) => 900 + at))
  expect(drawn.map(({ slot }) => slot)).toEqual(before.drawn.map(({ slot }) => slot))
})

test('B27: a step, another length of the list or another size of the window draws the margin as well', () => {
  expect(withoutMargin(viewAt(510), viewAt(500))).toEqual(viewAt(510).drawn)
  expect(withoutMargin(viewAt(900, { count: 2_000 }), viewAt(500))).toEqual(viewAt(900, { count: 2_000 }).drawn)
  expect(withoutMargin(viewAt(900, { fitting: 30 }), viewAt(500))).toEqual(viewAt(900, { fitting: 30 }).drawn)
  expect(withoutMargin(viewAt(900), null)).toEqual(viewAt(900).drawn)
})

test('B27: a filter that leaves three rows, or none, keeps the other elements aside, and uses them again', () => {
  const long = viewAt(500)
  const three = keepSpares(viewAt(0, { count: 3 }), long.drawn)
  expect(three.filter(({ isSpare }) => !isSpare).map(({ index }) => index)).toEqual([0, 1, 2])
  expect(three.map(({ slot }) => slot)).toEqual(long.drawn.map(({ slot }) => slot))
  const none = keepSpares(viewAt(0, { count: 0 }), three)
  expect(none.every(({ isSpare, top }) => isSpare && top === 0)).toBe(true)
  expect(none.slice(3)).toEqual(three.slice(3))
  expect(keepSpares(viewAt(0), none)).toEqual(viewAt(0).drawn)
  expect(keepSpares(viewAt(0, { fitting: 5, count: 3 }), long.drawn)).toHaveLength(drawnRows(5))
})
