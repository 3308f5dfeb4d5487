import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { Stop } from '#shared/util/stop.ts'

/** Locks in force. Without this the garbage collector would close, and so release, a lock nobody looks at any more. */
const held = new Set<Database.Database>()

/**
 * Makes this process the writer of a profile; undefined when another one is. The stop gives the right back.
 *
 * The lock is SQLite's exclusive lock on an empty file: the operating system itself lets go of it when a process dies,
 * so that a crash or kill -9 leaves nothing stale and no process number has to be believed.
 */
export function takeWriterLock(folder: string): Stop | undefined {
  const lock = new Database(join(folder, 'writer.lock'), { timeout: 0 })
  try {
    lock.exec('BEGIN EXCLUSIVE')
    held.add(lock)
    return () => {
      held.delete(lock)
      lock.close()
    }
  } catch (error) {
    lock.close()
    if (error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY') return undefined
    throw error
  }
}
