import Database from 'better-sqlite3'
import type { Stop } from '#shared/util/stop.ts'
import { toStoreError } from '#core/storage/store-errors.ts'

/** Locks in force. Without this the garbage collector would close, and so release, a lock nobody looks at any more. */
const held = new Set<Database.Database>()

/** Another process changes a file in milliseconds; one that takes longer than this hangs. */
const patienceMs = 10_000

const isBusy = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY'

/**
 * SQLite's exclusive lock on an empty file; undefined when another process has it for longer than `waitMs`.
 *
 * The operating system itself lets go of it when a process dies, so that a crash or kill -9 leaves nothing stale and no
 * process number has to be believed. Throws `store.full` or `store.read-only` when the file cannot be made.
 */
export function takeProcessLock(file: string, waitMs: number): Stop | undefined {
  let lock: Database.Database | undefined
  try {
    lock = new Database(file, { timeout: waitMs })
    // A journal on disk would need room there: a full disk must not keep anybody from reading.
    lock.pragma('journal_mode = memory')
    lock.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    lock?.close()
    if (isBusy(error)) return undefined
    throw toStoreError(error, 'lock of the profile')
  }
  const own = lock
  held.add(own)
  return () => {
    held.delete(own)
    own.close()
  }
}

/**
 * Runs `work` while no other process runs work under the same file. Waits for one that does, without a turn in between:
 * `work` is short. Throws what `busy` makes when the other one does not come to an end.
 */
export function whileLocked<T>(file: string, busy: () => Error, work: () => T): T {
  const release = takeProcessLock(file, patienceMs)
  if (release === undefined) throw busy()
  try {
    return work()
  } finally {
    release()
  }
}
