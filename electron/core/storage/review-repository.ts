import type { ReadDb, WriteDb } from './database.ts'

/**
 * Something a person should look at: a device that may be another one (`match`), an unknown device that was not let in
 * (`hold`), or news about a device that was recognised (`notice`).
 */
export interface ReviewItem {
  readonly kind: 'match' | 'hold' | 'notice'
  readonly accountId: string
  readonly remoteId: string
  readonly deviceId: string | null
  /** The rule and the veto, or what the notice says. */
  readonly subject: string
  /** Our ids of the devices it may be. */
  readonly candidates: readonly string[]
  readonly at: number
}

/** Keeps an item once; what a person decided about it is never asked again. */
export const writeReview = (db: WriteDb, companyId: string, item: ReviewItem): void =>
  void db.run(
    `INSERT OR IGNORE INTO review (company_id, kind, account_id, remote_id, device_id, subject, candidates, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    companyId,
    item.kind,
    item.accountId,
    item.remoteId,
    item.deviceId,
    item.subject,
    JSON.stringify(item.candidates),
    item.at,
  )

interface ReviewRow extends Omit<ReviewItem, 'candidates'> {
  readonly candidates: string
}

/** Open items, oldest first. */
export const readReviews = (db: ReadDb): ReviewItem[] =>
  db
    .all<ReviewRow>(
      `SELECT kind, account_id AS accountId, remote_id AS remoteId, device_id AS deviceId, subject, candidates, at
       FROM review WHERE state = 'open' ORDER BY n`,
    )
    .map((row) => ({ ...row, candidates: JSON.parse(row.candidates) as string[] }))
