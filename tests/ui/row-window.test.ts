import fc from 'fast-check'
import { expect, test } from 'vitest'
import { drawnRows, rowWindow } from '#renderer/features/inventory/row-window.ts'

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
