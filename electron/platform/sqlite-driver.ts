import Database from 'better-sqlite3'
import type { SqlValue, SqlWriter } from '#core/storage/database.ts'

export interface SqliteOptions {
  readonly path: string
  /** Raw 256-bit key; no pass-phrase derivation happens. */
  readonly key: Uint8Array
  /** A reader may not change anything, not even by mistake. The file must exist. */
  readonly isReader: boolean
  /** Keeps what readers share in memory instead of a file beside the database: needs no room, and lets nobody else in. */
  readonly isAlone?: boolean
  /** Page cache of the connection in KiB. */
  readonly cacheKiB: number
}

/** An open connection. Closing releases the file and its locks. */
export interface SqliteConnection extends SqlWriter {
  /** Looks through the whole file; the first problem found, or null. */
  findDamage(): string | null
  /** Writes a consistent copy of the file under the same key to a path where nothing is. Others go on reading and writing. */
  copyTo(path: string): void
  /** Moves what is in the write-ahead log into the file. */
  checkpoint(): void
  close(): void
}

/** Before the first table: 8 KiB pages make 10,000 device rows a third smaller than 4 KiB ones. */
const pageBytes = 8192
const busyTimeoutMs = 5_000
/** Pages the write-ahead log grows to before it is moved into the file, 32 MiB: a first sync moves each page once, not ten times. */
const logPages = 4_096

function unlock(raw: Database.Database, key: Uint8Array): void {
  // SECURITY: whole file and write-ahead log are encrypted and every page is authenticated (AEGIS-256, raw key).
  raw.pragma(`cipher = 'aegis'`)
  raw.pragma(`key = "raw:${Buffer.from(key).toString('hex')}"`)
}

function tune(raw: Database.Database, options: SqliteOptions): void {
  if (options.isAlone) raw.pragma('locking_mode = exclusive')
  raw.pragma(`page_size = ${pageBytes}`)
  raw.pragma(`cache_size = -${options.cacheKiB}`)
  // SECURITY: sorters and temporary tables stay in memory, where the cipher's promise holds.
  raw.pragma('temp_store = memory')
  raw.pragma('foreign_keys = on')
  raw.pragma('trusted_schema = off')
  if (options.isReader) raw.pragma('query_only = on')
  else {
    raw.pragma('journal_mode = wal')
    raw.pragma('synchronous = normal')
    raw.pragma(`wal_autocheckpoint = ${logPages}`)
  }
  raw.prepare('SELECT count(*) FROM sqlite_schema').get()
}

function runTransaction<Result>(raw: Database.Database, work: () => Result): Result {
  if (raw.inTransaction) return work()
  raw.exec('BEGIN IMMEDIATE')
  try {
    const result = work()
    raw.exec('COMMIT')
    return result
  } catch (error) {
    if (raw.inTransaction) raw.exec('ROLLBACK')
    throw error
  }
}

/** Damage shows as a finding of the check, or keeps the check itself from running. */
function damageOf(raw: Database.Database): string | null {
  try {
    const found = raw.pragma('quick_check(1)', { simple: true })
    return found === 'ok' ? null : String(found)
  } catch (error) {
    return error instanceof Error ? error.message : 'unreadable'
  }
}

/** A reader may not write, and SQLite counts the copy as writing although only the new file is written. */
function copyFile(raw: Database.Database, path: string): void {
  const isReader = raw.pragma('query_only', { simple: true }) === 1
  raw.pragma('query_only = off')
  try {
    raw.prepare('VACUUM INTO ?').run(path)
  } finally {
    raw.pragma(`query_only = ${isReader ? 'on' : 'off'}`)
  }
}

function wrap(raw: Database.Database): SqliteConnection {
  const statements = new Map<string, Database.Statement<unknown[]>>()
  const prepare = (sql: string) => {
    const known = statements.get(sql)
    if (known) return known
    const fresh = raw.prepare<unknown[]>(sql)
    statements.set(sql, fresh)
    return fresh
  }
  const changes = raw.prepare('SELECT total_changes()').pluck()
  return {
    get: <Row>(sql: string, ...values: readonly SqlValue[]) => prepare(sql).get(...values) as Row | undefined,
    all: <Row>(sql: string, ...values: readonly SqlValue[]) => prepare(sql).all(...values) as Row[],
    run: (sql, ...values) => prepare(sql).run(...values).changes,
    exec: (script) => void raw.exec(script),
    transaction: (work) => runTransaction(raw, work),
    totalChanges: () => Number(changes.get()),
    durably: (work) => {
      raw.pragma('synchronous = full')
      try {
        return runTransaction(raw, work)
      } finally {
        raw.pragma('synchronous = normal')
      }
    },
    findDamage: () => damageOf(raw),
    copyTo: (path) => copyFile(raw, path),
    checkpoint: () => void raw.pragma('wal_checkpoint(truncate)'),
    close: () => void raw.close(),
  }
}

/**
 * Opens an encrypted database file. Throws SQLite's own error (`SQLITE_NOTADB` for a wrong key or a file that is not
 * ours); the caller gives it words.
 */
export function openSqlite(options: SqliteOptions): SqliteConnection {
  const raw = new Database(options.path, { fileMustExist: options.isReader, timeout: busyTimeoutMs })
  try {
    unlock(raw, options.key)
    tune(raw, options)
    return wrap(raw)
  } catch (error) {
    raw.close()
    throw error
  }
}
