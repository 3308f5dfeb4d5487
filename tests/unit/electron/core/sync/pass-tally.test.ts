import { expect, test } from 'vitest'
import { addPage, emptyTally, isTrustworthy } from '#core/sync/pass-tally.ts'
import type { IngestResult } from '#core/storage/store.ts'

const page = (rows: number, rejected: number): IngestResult => ({
  rows,
  rejected,
  created: rows,
  updated: 0,
  touched: 0,
  unchanged: 0,
  inReview: 0,
  rowsWritten: rows,
  firstRejection: rejected > 0 ? 'hostname: expected text' : null,
  drift: rejected > 0 ? { surprise: rejected } : {},
  changedIds: [],
  touchedIds: [],
  touchedAt: [],
  trails: [],
})

test('S8: a list with more than a twentieth of its rows rejected says nothing about what is missing', () => {
  const tally = emptyTally()
  addPage(tally, page(95, 5), { bytes: 1_000, requests: 1 })
  expect(isTrustworthy(tally)).toBe(true)
  addPage(tally, page(10, 1), { bytes: 1_000, requests: 1 })
  expect(isTrustworthy(tally)).toBe(false)
})

test('S27: unknown keys are added up over the pages of a pass', () => {
  const tally = emptyTally()
  addPage(tally, page(10, 2), { bytes: 100, requests: 1 })
  addPage(tally, page(10, 3), { bytes: 50, requests: 1 })
  expect(tally).toMatchObject({ drift: { surprise: 5 }, requests: 2, bytes: 150, firstRejection: 'hostname: expected text' })
})
