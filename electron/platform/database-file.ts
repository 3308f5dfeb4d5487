import { chmodSync, copyFileSync, existsSync, renameSync, rmSync } from 'node:fs'
import { asReadDb, asWriteDb } from '#core/storage/database.ts'
import { migrate, missingMigrations, schemaVersion, type Migration } from '#core/storage/migrator.ts'
import { busy, full, toStoreError, wrongKey } from '#core/storage/store-errors.ts'
import { openSqlite, type SqliteConnection } from './sqlite-driver.ts'

/** One database file: where it is, its key and its schema. */
export interface StoreFile {
  readonly path: string
  readonly key: Buffer
  readonly migrations: readonly Migration[]
  /** How people call it. */
  readonly name: string
  readonly cacheKiB: number
}

/** Files SQLite keeps beside a database while it is open. */
export const companions = ['-wal', '-shm'] as const

function open(file: StoreFile, isReader: boolean, isAlone = false): SqliteConnection {
  try {
    return openSqlite({ path: file.path, key: file.key, isReader, isAlone, cacheKiB: file.cacheKiB })
  } catch (error) {
    if ((error as { code?: unknown }).code === 'SQLITE_NOTADB') throw wrongKey(file.name)
    throw toStoreError(error, file.name)
  }
}

/** Copies a closed file beside itself; the copy is what a failed migration goes back to. */
function keepCopy(file: StoreFile, version: number): string {
  const copy = `${file.path}.before-${version + 1}`
  copyFileSync(file.path, copy)
  chmodSync(copy, 0o600)
  return copy
}

function restore(file: StoreFile, copy: string): void {
  for (const end of companions) rmSync(`${file.path}${end}`, { force: true })
  renameSync(copy, file.path)
}

/**
 * Brings an old file to the newest schema. The file is copied first, while no connection is open on it: closing a
 * second handle of a file drops the locks this process holds on it.
 */
function upgrade(file: StoreFile, old: SqliteConnection): SqliteConnection {
  const version = schemaVersion(asWriteDb(old))
  old.checkpoint()
  old.close()
  const copy = keepCopy(file, version)
  const connection = open(file, false)
  try {
    migrate(asWriteDb(connection), file.migrations, file.name)
    rmSync(copy)
    return connection
  } catch (error) {
    connection.close()
    restore(file, copy)
    throw toStoreError(error, file.name)
  }
}

/** Opens a file for writing, making or upgrading it. A file from the future is refused and not touched. */
export function openForWriting(file: StoreFile): SqliteConnection {
  const isNew = !existsSync(file.path)
  const connection = open(file, false)
  try {
    const missing = missingMigrations(asWriteDb(connection), file.migrations, file.name)
    if (missing === 0) return connection
    if (!isNew && schemaVersion(asWriteDb(connection)) > 0) return upgrade(file, connection)
    migrate(asWriteDb(connection), file.migrations, file.name)
    chmodSync(file.path, 0o600)
    return connection
  } catch (error) {
    connection.close()
    throw error
  }
}

const notReady = 'Another window of Outrider is still preparing the store of this company.'

/** Opens a file for reading only, on a full disk alone. Throws `store.busy` while a writer is still making or upgrading it. */
export function openForReading(file: StoreFile, isAlone: boolean): SqliteConnection {
  if (!existsSync(file.path)) throw isAlone ? full() : busy(notReady)
  const connection = open(file, true, isAlone)
  try {
    if (missingMigrations(asReadDb(connection), file.migrations, file.name) > 0) throw busy(notReady)
    return connection
  } catch (error) {
    connection.close()
    throw error
  }
}

