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

/** An item with its number in the store. */
export interface StoredReview extends ReviewItem {
  readonly n: number
}

/** What a person decided. `admitted` lets the next list create the device. */
export type ReviewVerdict = 'linked' | 'apart' | 'admitted' | 'seen'

interface ReviewRow extends Omit<StoredReview, 'candidates'> {
  readonly candidates: string
}

const columns = 'n, kind, account_id AS accountId, remote_id AS remoteId, device_id AS deviceId, subject, candidates, at'
const fromRow = (row: ReviewRow): StoredReview => ({ ...row, candidates: JSON.parse(row.candidates) as string[] })

/** Open items, oldest first. */
export const readReviews = (db: ReadDb, limit = 100_000): StoredReview[] =>
  db.all<ReviewRow>(`SELECT ${columns} FROM review WHERE state = 'open' ORDER BY n LIMIT ?`, limit).map(fromRow)

export const countReviews = (db: ReadDb): number => db.get<{ count: number }>(`SELECT count(*) AS count FROM review WHERE state = 'open'`)?.count ?? 0

/** One open item; undefined when there is none or it was settled. */
export function findReview(db: ReadDb, n: number): StoredReview | undefined {
  const row = db.get<ReviewRow>(`SELECT ${columns} FROM review WHERE state = 'open' AND n = ?`, n)
  return row && fromRow(row)
}

/** Settles an item, and with a link every other open question about the device that is no more. */
export const settleReview = (db: WriteDb, n: number, verdict: ReviewVerdict): void => void db.run('UPDATE review SET state = ? WHERE n = ?', verdict, n)
export const settleReviewsAbout = (db: WriteDb, deviceId: string, verdict: ReviewVerdict): void =>
  void db.run(`UPDATE review SET state = ? WHERE device_id = ? AND state = 'open'`, verdict, deviceId)

/** True when a person let this remote id in. */
export const isAdmitted = (db: ReadDb, accountId: string, remoteId: string): boolean =>
  db.get(`SELECT 1 FROM review WHERE kind = 'hold' AND state = 'admitted' AND account_id = ? AND remote_id = ?`, accountId, remoteId) !== undefined
