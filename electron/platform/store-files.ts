import { chmodSync, copyFileSync, existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { AppError } from '#shared/errors/app-error.ts'
import { asReadDb, asWriteDb, type ReadStores, type WriteStores } from '#core/storage/database.ts'
import { cacheMigrations, workMigrations } from '#core/storage/migrations/index.ts'
import { migrate, missingMigrations, schemaVersion, type Migration } from '#core/storage/migrator.ts'
import { busy, corrupt, toStoreError, wrongKey } from '#core/storage/store-errors.ts'
import { openSqlite, type SqliteConnection } from './sqlite-driver.ts'

/** Where a company's two files are and the keys they open with (32 bytes as hex). */
export interface StoreLocation {
  readonly folder: string
  readonly cacheKey: string
  readonly workKey: string
}

/** Open connections of one thread. */
export interface OpenFiles<Stores> {
  readonly stores: Stores
  close(): void
}

interface StoreFile {
  readonly path: string
  readonly key: Buffer
  readonly migrations: readonly Migration[]
  /** How people call it. */
  readonly name: string
  readonly cacheKiB: number
}

/** Page caches: the list of 10,000 devices fits the reader's; the work store is read by key. */
const readCacheKiB = 12_288
const writeCacheKiB = 12_288
const workCacheKiB = 2_048

const cacheFile = ({ folder, cacheKey }: StoreLocation, cacheKiB: number): StoreFile => ({
  path: join(folder, 'cache.db'),
  key: Buffer.from(cacheKey, 'hex'),
  migrations: cacheMigrations,
  name: 'cached device facts',
  cacheKiB,
})

const workFile = ({ folder, workKey }: StoreLocation): StoreFile => ({
  path: join(folder, 'work.db'),
  key: Buffer.from(workKey, 'hex'),
  migrations: workMigrations,
  name: 'work store (notes, journal)',
  cacheKiB: workCacheKiB,
})

const companions = ['-wal', '-shm'] as const

function open(file: StoreFile, isReader: boolean): SqliteConnection {
  try {
    return openSqlite({ path: file.path, key: file.key, isReader, cacheKiB: file.cacheKiB })
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
function openForWriting(file: StoreFile): SqliteConnection {
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

function removeOlderQuarantines(path: string): void {
  const prefix = `${basename(path)}.damaged-`
  for (const name of readdirSync(dirname(path))) if (name.startsWith(prefix)) rmSync(join(dirname(path), name), { force: true })
}

/** Puts a damaged cache aside; the last one is kept for a look, older ones are removed. */
function quarantine(path: string): void {
  removeOlderQuarantines(path)
  renameSync(path, `${path}.damaged-${Date.now()}`)
  for (const end of companions) rmSync(`${path}${end}`, { force: true })
}

const isUnreadable = (error: unknown): boolean => error instanceof AppError && (error.code === 'store.corrupt' || error.code === 'store.wrong-key')

/** The cache can always be read again from the servers: an unreadable one is put aside and made new. */
function openCache(file: StoreFile): SqliteConnection {
  try {
    return openForWriting(file)
  } catch (error) {
    if (!isUnreadable(error)) throw error
    quarantine(file.path)
    return openForWriting(file)
  }
}

/** The writer's connections, with what only the writer may do to the files. */
export interface WriterFiles extends OpenFiles<WriteStores> {
  /** True when the cache file has a damaged page. */
  isCacheDamaged(): boolean
  /** Puts the cache aside and opens a new, empty one in its place: use `stores` of the answer from then on. */
  rebuildCache(): WriterFiles
}

function toWriterFiles(location: StoreLocation, cache: SqliteConnection, work: SqliteConnection): WriterFiles {
  const file = cacheFile(location, writeCacheKiB)
  return {
    stores: { cache: asWriteDb(cache), work: asWriteDb(work) },
    isCacheDamaged: () => cache.findDamage() !== null,
    rebuildCache: () => {
      cache.close()
      quarantine(file.path)
      return toWriterFiles(location, openCache(file), work)
    },
    close: () => {
      cache.close()
      work.close()
    },
  }
}

/** A work store up to this size is looked through at every start; reading it takes a fraction of a second. */
const checkedAtStartBytes = 64 * 1024 * 1024

function assertWhole(file: StoreFile, connection: SqliteConnection): void {
  const isSmall = statSync(file.path).size <= checkedAtStartBytes
  if (isSmall && connection.findDamage() !== null) throw corrupt(file.name)
}

/** Opens both files for writing. The work store first: when it does not open, nothing is touched. */
export function openWriterFiles(location: StoreLocation): WriterFiles {
  const file = workFile(location)
  const work = openForWriting(file)
  try {
    assertWhole(file, work)
    return toWriterFiles(location, openCache(cacheFile(location, writeCacheKiB)), work)
  } catch (error) {
    work.close()
    throw error
  }
}

const notReady = 'Another window of Outrider is still preparing the store of this company.'

function openForReading(file: StoreFile): SqliteConnection {
  if (!existsSync(file.path)) throw busy(notReady)
  const connection = open(file, true)
  try {
    if (missingMigrations(asReadDb(connection), file.migrations, file.name) > 0) throw busy(notReady)
    return connection
  } catch (error) {
    connection.close()
    throw error
  }
}

/** Opens both files for reading only. Throws `store.busy` while a writer is still making or upgrading them. */
export function openReaderFiles(location: StoreLocation): OpenFiles<ReadStores> {
  const work = openForReading(workFile(location))
  try {
    const cache = openForReading(cacheFile(location, readCacheKiB))
    const close = () => [cache, work].forEach((one) => one.close())
    return { stores: { cache: asReadDb(cache), work: asReadDb(work) }, close }
  } catch (error) {
    work.close()
    throw error
  }
}
