import type { SyncSummary } from '#shared/model/sync.ts'
import type { ReadDb, WriteDb } from './database.ts'
import type { LastPass } from './store.ts'

/** Enough for a month of polls of a few accounts; older ones are dropped with each new one. */
const kept = 20_000

export function writeSummary(db: WriteDb, companyId: string, summary: SyncSummary): void {
  db.run('INSERT INTO summary (company_id, account_id, ended_at, value) VALUES (?, ?, ?, ?)', companyId, summary.accountId, summary.endedAt, JSON.stringify(summary))
  db.run('DELETE FROM summary WHERE n <= (SELECT max(n) FROM summary) - ?', kept)
}

/** Newest first. */
export const readSummaries = (db: ReadDb, limit: number): SyncSummary[] =>
  db
    .all<{ value: string }>('SELECT value FROM summary ORDER BY ended_at DESC, n DESC LIMIT ?', limit)
    .map((row) => JSON.parse(row.value) as SyncSummary)

/** The newest pass of each kind that read the list of an account. */
export const readLastPasses = (db: ReadDb): LastPass[] =>
  db.all(
    `SELECT account_id AS accountId, value ->> 'kind' AS kind, max(value ->> 'startedAt') AS startedAt FROM summary
     WHERE value ->> 'kind' IN ('full', 'poll') AND value ->> 'outcome' IN ('done', 'partial') GROUP BY 1, 2`,
  )
