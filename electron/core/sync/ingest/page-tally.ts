import type { IncomingDevice } from '#shared/model/device.ts'
import type { IngestResult } from '../../storage/store.ts'
import type { RowOutcome } from './ingest-parts.ts'
import type { StoredAnswer } from './known-lists.ts'
import type { PreparedPage } from './prepare-page.ts'
import { createRowTrails } from './row-trail.ts'

/** Counts of one page while its rows are stored. */
export interface PageTally {
  add(device: IncomingDevice, outcome: RowOutcome): void
  addWrites(rows: number): void
  /** Devices that were missing or inactive and are back. */
  readonly reactivated: number
  /** Rows that were written in any way. */
  readonly changedRemoteIds: readonly string[]
  result(): IngestResult
}

export function createPageTally(page: PreparedPage): PageTally {
  const counts = { created: 0, updated: 0, touched: 0, unchanged: 0, inReview: 0, rowsWritten: 0, reactivated: 0 }
  const changedIds: string[] = []
  const touchedIds: string[] = []
  const touchedAt: (number | null)[] = []
  const changedRemoteIds: string[] = []
  const trails = createRowTrails()
  const note = (device: IncomingDevice, outcome: RowOutcome) => {
    if (outcome.kind !== 'unchanged' || outcome.isWritten) changedRemoteIds.push(device.remoteId)
    if (outcome.kind === 'held') counts.inReview += 1
    else counts[outcome.kind] += 1
    if (outcome.kind === 'touched') {
      touchedIds.push(outcome.deviceId)
      touchedAt.push(outcome.lastSeenAt)
    }
    if (outcome.kind !== 'created' && outcome.kind !== 'updated') return
    changedIds.push(outcome.deviceId)
    trails.add(device, outcome)
    if (outcome.isInReview) counts.inReview += 1
    if (outcome.isBack) counts.reactivated += 1
  }
  return {
    add: note,
    changedRemoteIds,
    addWrites: (rows) => {
      counts.rowsWritten += rows
    },
    get reactivated() {
      return counts.reactivated
    },
    result: () => {
      const { reactivated: _reactivated, ...shown } = counts
      const { rejected, firstRejection, drift } = page
      return { rows: page.rows.length, ...shown, rejected, firstRejection, drift, changedIds, touchedIds, touchedAt, trails: trails.read() }
    },
  }
}

/** The answer for a page whose bytes are those that were stored last. */
export const unchangedResult = ({ rows, rejected, firstRejection, drift }: StoredAnswer): IngestResult => ({
  rows,
  rejected,
  firstRejection,
  drift,
  created: 0,
  updated: 0,
  touched: 0,
  unchanged: rows,
  inReview: 0,
  changedIds: [],
  touchedIds: [],
  touchedAt: [],
  rowsWritten: 0,
  trails: [],
})
