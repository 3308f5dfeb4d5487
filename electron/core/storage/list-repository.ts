import type { ReadDb, WriteDb } from './database.ts'
import type { ListState } from './store.ts'

/** The pass of an account that is running, or that was interrupted. */
export interface PassRecord {
  readonly id: string
  readonly startedAt: number
  readonly isOpen: boolean
  readonly reactivated: number
}

/** One page of the list as the last pass left it. */
export interface PageRecord {
  readonly n: number
  readonly key: string
  readonly passId: string
  readonly fetchedAt: number
  readonly rejected: number
}

/** What the last complete list looked like, and a smaller list waiting to be believed. */
export interface ListRecord {
  readonly completeCount: number | null
  readonly smallSince: number | null
  readonly smallCount: number | null
  readonly smallTimes: number
}

/** Opens a pass; one that was not closed is given up, unless it has the same id (then it goes on). */
export function openPass(db: WriteDb, companyId: string, accountId: string, passId: string, startedAt: number): void {
  db.run('INSERT OR IGNORE INTO account_list (account_id, company_id) VALUES (?, ?)', accountId, companyId)
  db.run(
    `INSERT INTO pass (account_id, id, started_at, is_open) VALUES (?, ?, ?, 1) ON CONFLICT (account_id) DO UPDATE
     SET id = excluded.id, started_at = excluded.started_at, is_open = 1, reactivated = 0 WHERE pass.id <> excluded.id OR pass.is_open = 0`,
    accountId,
    passId,
    startedAt,
  )
}

export function readPass(db: ReadDb, accountId: string): PassRecord | undefined {
  const row = db.get<{ id: string; started_at: number; is_open: number; reactivated: number }>('SELECT * FROM pass WHERE account_id = ?', accountId)
  return row && { id: row.id, startedAt: row.started_at, isOpen: row.is_open === 1, reactivated: row.reactivated }
}

export const closePass = (db: WriteDb, accountId: string): void => void db.run('UPDATE pass SET is_open = 0 WHERE account_id = ?', accountId)

export const countReactivated = (db: WriteDb, accountId: string, count: number): void =>
  void db.run('UPDATE pass SET reactivated = reactivated + ? WHERE account_id = ?', count, accountId)

/** The number of a page, made when it is new. */
export function pageNumber(db: WriteDb, accountId: string, key: string): number {
  const known = db.get<{ n: number }>('SELECT n FROM list_page WHERE account_id = ? AND key = ?', accountId, key)
  if (known) return known.n
  const sql = `INSERT INTO list_page (account_id, key, pass_id, fetched_at, rejected) VALUES (?, ?, '', 0, 0) RETURNING n`
  return db.get<{ n: number }>(sql, accountId, key)?.n ?? 0
}

/** The page is stored whole: the pass may skip it when it is resumed. */
export const markPageStored = (db: WriteDb, pageN: number, passId: string, fetchedAt: number, rejected: number): void =>
  void db.run('UPDATE list_page SET pass_id = ?, fetched_at = ?, rejected = ? WHERE n = ?', passId, fetchedAt, rejected, pageN)

export const readPages = (db: ReadDb, accountId: string): PageRecord[] =>
  db.all<PageRecord>('SELECT n, key, pass_id AS passId, fetched_at AS fetchedAt, rejected FROM list_page WHERE account_id = ? ORDER BY n', accountId)

export function readList(db: ReadDb, accountId: string): ListRecord {
  const row = db.get<ListRecord>(
    `SELECT complete_count AS completeCount, small_since AS smallSince, small_count AS smallCount, small_times AS smallTimes
     FROM account_list WHERE account_id = ?`,
    accountId,
  )
  return row ?? { completeCount: null, smallSince: null, smallCount: null, smallTimes: 0 }
}

/** Stamps a list that was believed. */
export const stampList = (db: WriteDb, accountId: string, count: number, fetchedAt: number): void =>
  void db.run(
    `UPDATE account_list SET complete_count = ?, fetched_at = ?, small_since = NULL, small_count = NULL, small_times = 0 WHERE account_id = ?`,
    count,
    fetchedAt,
    accountId,
  )

/** Remembers a list that shrank too much to be believed yet. */
export const rememberSmallList = (db: WriteDb, accountId: string, since: number, count: number, times: number): void =>
  void db.run('UPDATE account_list SET small_since = ?, small_count = ?, small_times = ? WHERE account_id = ?', since, count, times, accountId)

const countSql = `SELECT count(*) AS count FROM mapping WHERE state <> 'inactive' AND is_primary = 1
  AND account_code = (SELECT code FROM word WHERE field = 'accountId' AND text = ?)`

/** The state of every account's list. */
export function readListStates(db: ReadDb): Record<string, ListState> {
  const lists = db.all<{ account_id: string; fetched_at: number | null }>('SELECT account_id, fetched_at FROM account_list')
  return Object.fromEntries(
    lists.map(({ account_id: accountId, fetched_at: listFetchedAt }) => {
      const pass = readPass(db, accountId)
      const stored = () => readPages(db, accountId).filter((page) => page.passId === pass?.id)
      const unfinished = pass?.isOpen ? { passId: pass.id, startedAt: pass.startedAt, pages: stored().map((page) => page.key) } : null
      return [accountId, { listFetchedAt, deviceCount: db.get<{ count: number }>(countSql, accountId)?.count ?? 0, unfinished }]
    }),
  )
}
