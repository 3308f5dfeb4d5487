import type { ReadDb, WriteDb } from './database.ts'
import { packNumbers, unpackNumbers, type NumberSet } from './number-set.ts'
import type { ListState } from './store.ts'
import type { Codec } from './store-tools.ts'

/** The pass of an account that is running, or that was interrupted. */
export interface PassRecord {
  readonly id: string
  readonly startedAt: number
  readonly isOpen: boolean
  readonly reactivated: number
}

/** One page of the list as the last pass left it. */
export interface PageRecord {
  readonly key: string
  readonly passId: string
  readonly fetchedAt: number
  readonly rejected: number
  /** Numbers of the mappings it held. */
  readonly members: NumberSet
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

/** The page is stored whole: the pass may skip it when it is resumed. */
export const writePage = (db: WriteDb, codec: Codec, accountId: string, page: PageRecord): void =>
  void db.run(
    `INSERT INTO list_page (account_id, key, pass_id, fetched_at, rejected, members) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (account_id, key)
     DO UPDATE SET pass_id = excluded.pass_id, fetched_at = excluded.fetched_at, rejected = excluded.rejected, members = excluded.members`,
    accountId,
    page.key,
    page.passId,
    page.fetchedAt,
    page.rejected,
    packNumbers(codec, page.members),
  )

/** The same bytes came again: only the time moves, and the pass has it. */
export const stampPage = (db: WriteDb, accountId: string, page: Pick<PageRecord, 'key' | 'passId' | 'fetchedAt'>): void =>
  void db.run('UPDATE list_page SET pass_id = ?, fetched_at = ? WHERE account_id = ? AND key = ?', page.passId, page.fetchedAt, accountId, page.key)

type PageRow = Omit<PageRecord, 'members'> & { readonly members: Uint8Array }
const pageSql = 'SELECT key, pass_id AS passId, fetched_at AS fetchedAt, rejected, members FROM list_page'

/** The pages of an account as they were last stored. */
export const readPages = (db: ReadDb, codec: Codec, accountId: string): PageRecord[] =>
  db.all<PageRow>(`${pageSql} WHERE account_id = ? ORDER BY n`, accountId).map((row) => ({ ...row, members: unpackNumbers(codec, row.members) }))

/** When each mapping was last in an answer: of the pages that hold it, the newest. Zero for one that is in none. */
export function readFetchTimes(db: ReadDb, codec: Codec): (mappingN: number) => number {
  const pages = db.all<PageRow>(`${pageSql} ORDER BY fetched_at DESC`).map((row) => ({ at: row.fetchedAt, members: unpackNumbers(codec, row.members) }))
  return (mappingN) => pages.find((page) => page.members.has(mappingN))?.at ?? 0
}

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
const storedSql = 'SELECT key FROM list_page WHERE account_id = ? AND pass_id = ? ORDER BY n'

function unfinishedPass(db: ReadDb, accountId: string): ListState['unfinished'] {
  const pass = readPass(db, accountId)
  if (!pass?.isOpen) return null
  const pages = db.all<{ key: string }>(storedSql, accountId, pass.id).map((page) => page.key)
  return { passId: pass.id, startedAt: pass.startedAt, pages }
}

/** The state of every account's list. */
export function readListStates(db: ReadDb): Record<string, ListState> {
  const lists = db.all<{ account_id: string; fetched_at: number | null }>('SELECT account_id, fetched_at FROM account_list')
  return Object.fromEntries(
    lists.map(({ account_id: accountId, fetched_at: listFetchedAt }) => {
      const deviceCount = db.get<{ count: number }>(countSql, accountId)?.count ?? 0
      return [accountId, { listFetchedAt, deviceCount, unfinished: unfinishedPass(db, accountId) }]
    }),
  )
}
