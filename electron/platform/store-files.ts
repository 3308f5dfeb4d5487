import { readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { AppError } from '#shared/errors/app-error.ts'
import { asReadDb, asWriteDb, type ReadStores, type WriteStores } from '#core/storage/database.ts'
import { cacheMigrations, workMigrations } from '#core/storage/migrations/index.ts'
import { corrupt } from '#core/storage/store-errors.ts'
import { companions, openForReading, openForWriting, type StoreFile } from './database-file.ts'
import type { SqliteConnection } from './sqlite-driver.ts'

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

/** Page caches: the device list of a large fleet fits the reader's; the work store is read by key. */
const readCacheKiB = 8_192
const writeCacheKiB = 6_144
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

/** The reader's connections, and a copy of what only we know. */
export interface ReaderFiles extends OpenFiles<ReadStores> {
  copyWork(path: string): void
}

/** Opens both files for reading only, `isAlone` where no other process may. Throws `store.busy` while a writer is still making or upgrading them. */
export function openReaderFiles(location: StoreLocation, isAlone: boolean): ReaderFiles {
  const work = openForReading(workFile(location), isAlone)
  try {
    const cache = openForReading(cacheFile(location, readCacheKiB), isAlone)
    const close = () => [cache, work].forEach((one) => one.close())
    return { stores: { cache: asReadDb(cache), work: asReadDb(work) }, close, copyWork: (path) => work.copyTo(path) }
  } catch (error) {
    work.close()
    throw error
  }
}
