import { isAppError, type AppError } from '#shared/errors/app-error.ts'
import type { Stop } from '#shared/util/stop.ts'
import { busy, full } from '#core/storage/store-errors.ts'
import type { IngestPage, Store } from '#core/storage/store.ts'
import type { StoreLocation } from './store-files.ts'
import { startStoreThread, type StoreThread } from './store-thread.ts'
import { takeWriterLock } from './writer-lock.ts'

export interface StoreOptions extends StoreLocation {
  readonly companyId: string
  /** `lone-reader`: the profile is this process's, and its disk has no room for a writer. */
  readonly mode: 'writer' | 'reader' | 'lone-reader'
}

/** The open stores of one company. */
export interface OpenStores {
  readonly store: Store
  /** False when another process holds the writer: reads work, every write answers `store.busy`. */
  readonly isWriter: boolean
  /** Ends the threads and releases the files. Idempotent. */
  close(): Promise<void>
  /** Puts the cached facts aside and starts with an empty cache; the next sync fills it under the same ids. */
  rebuildCache(): Promise<void>
  /** Writes a consistent copy of the work store under the same key to a path where nothing is, while everything goes on. */
  copyWork(path: string): Promise<void>
}

interface Threads {
  /** Undefined in a process that may only read. */
  readonly writer: StoreThread | undefined
  /** Why there is no writer. */
  readonly refusal: () => AppError
  readonly reader: StoreThread
}

const otherWriter = () => busy('Another window of Outrider is the writer of this profile.')

/** Moves the bytes of a page to the thread; bytes that are part of a larger buffer are copied out first. */
function movePage(page: IngestPage): { readonly page: IngestPage; readonly buffer: ArrayBuffer } {
  const { body } = page
  const isWhole = body.byteOffset === 0 && body.byteLength === body.buffer.byteLength && body.buffer instanceof ArrayBuffer
  const own = isWhole ? body : body.slice()
  return { page: { ...page, body: own }, buffer: own.buffer as ArrayBuffer }
}

const askToWrite = (writer: StoreThread, name: string, args: readonly unknown[]): Promise<unknown> => {
  if (name !== 'ingestPage') return writer.ask({ kind: 'write', name, args })
  const { page, buffer } = movePage(args[0] as IngestPage)
  return writer.ask({ kind: 'write', name, args: [page] }, [buffer])
}

type Call = (name: string, args: readonly unknown[]) => Promise<unknown>

/** An object whose every method is a call by its name. It is not a promise, although promises ask every object for `then`. */
const facade = <Face extends object>(call: Call): Face =>
  new Proxy({} as Face, {
    get: (_, name) => (name === 'then' || typeof name === 'symbol' ? undefined : (...args: readonly unknown[]) => call(name, args)),
  })

/** Lets calls through one after the other only while the files are being exchanged. */
function createGate() {
  let closed: Promise<void> | undefined
  return {
    pass: async (call: () => Promise<unknown>): Promise<unknown> => {
      // Asked before every step: an open gate must not make a caller wait a turn in which it could close.
      while (closed) await closed
      return call()
    },
    /** Runs `work` while nobody passes; a second caller waits for the same work. */
    hold: (work: () => Promise<void>): Promise<void> => {
      closed ??= work().finally(() => {
        closed = undefined
      })
      return closed
    },
  }
}

async function exchangeCache({ writer, reader, refusal }: Threads): Promise<void> {
  if (!writer) throw refusal()
  await reader.ask({ kind: 'release' })
  try {
    await writer.ask({ kind: 'rebuild-cache' })
  } finally {
    await reader.ask({ kind: 'open' })
  }
}

/** A cache that turns out to be damaged heals itself; the call that met the damage still fails with words. */
function healing(threads: Threads, rebuild: () => Promise<void>, call: Call): Call {
  return async (name, args) => {
    try {
      return await call(name, args)
    } catch (error) {
      const isDamage = isAppError(error) && error.code === 'store.corrupt'
      if (isDamage && threads.writer && (await threads.writer.ask({ kind: 'check-cache' })) === true) await rebuild()
      throw error
    }
  }
}

function toStores(options: StoreOptions, threads: Threads, release: Stop): OpenStores {
  const { writer, reader, refusal } = threads
  const gate = createGate()
  const rebuildCache = () => gate.hold(() => exchangeCache(threads))
  const read: Call = (name, args) => gate.pass(() => reader.ask({ kind: 'read', name, args }))
  const write: Call = (name, args) => (writer ? gate.pass(() => askToWrite(writer, name, args)) : Promise.reject(refusal()))
  return {
    store: { read: facade(healing(threads, rebuildCache, read)), write: facade(healing(threads, rebuildCache, write)) },
    isWriter: writer !== undefined,
    rebuildCache,
    copyWork: (path) => copyWork(options, path),
    close: async () => {
      await reader.close()
      await writer?.close()
      release()
    },
  }
}

/** Both threads load at the same time; the reader opens the files when the writer has made them. */
async function startThreads(options: StoreOptions, isWriter: boolean): Promise<Threads> {
  const { folder, cacheKey, workKey, companyId } = options
  const isAlone = options.mode === 'lone-reader'
  const data = { folder, cacheKey, workKey, companyId, isAlone }
  const starting = [startStoreThread({ ...data, role: 'reader' }), ...(isWriter ? [startStoreThread({ ...data, role: 'writer' })] : [])]
  const settled = await Promise.allSettled(starting)
  try {
    const [reader, writer] = await Promise.all(starting)
    if (!reader) throw new Error('the reader did not start')
    await reader.ask({ kind: 'open' })
    return { reader, writer, refusal: isAlone ? full : otherWriter }
  } catch (error) {
    for (const one of settled) if (one.status === 'fulfilled') await one.value.close()
    throw error
  }
}

/** Copies the work store in a thread of its own, so that no question and no write waits for it. */
async function copyWork({ folder, cacheKey, workKey, companyId }: StoreOptions, path: string): Promise<void> {
  const copier = await startStoreThread({ folder, cacheKey, workKey, companyId, isAlone: false, role: 'reader' })
  try {
    await copier.ask({ kind: 'open' })
    await copier.ask({ kind: 'copy-work', path })
  } finally {
    await copier.close()
  }
}

/**
 * Opens the two encrypted files of a company: one thread that writes, one that reads beside it. When another process
 * writes this company already, only the reader is started.
 *
 * Throws `store.wrong-key`, `store.newer-version`, `store.corrupt` (work store) or `store.busy` with words.
 */
export async function openStores(options: StoreOptions): Promise<OpenStores> {
  const release = options.mode === 'writer' ? takeWriterLock(options.folder) : undefined
  try {
    return toStores(options, await startThreads(options, release !== undefined), release ?? (() => undefined))
  } catch (error) {
    release?.()
    throw error
  }
}
