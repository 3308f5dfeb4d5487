import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { toStoreError } from '#core/storage/store-errors.ts'
import { takeWriterLock } from './writer-lock.ts'

const prefix = 'outrider-session-'

/** A folder younger than this may belong to a session that is just starting and holds no lock yet. */
const startingMs = 10 * 60_000

/**
 * A private temporary folder for a session whose keys are in memory only. Folders that crashed sessions left behind are
 * unreadable without those keys; they are removed on the way. Throws `store.full`.
 */
export function makeSessionFolder(place: string = tmpdir(), now: number = Date.now()): string {
  removeAbandoned(place, now)
  try {
    return mkdtempSync(join(place, prefix))
  } catch (error) {
    throw toStoreError(error, 'folder of this session')
  }
}

export function removeSessionFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true })
}

function removeAbandoned(place: string, now: number): void {
  for (const name of readdirSync(place).filter((one) => one.startsWith(prefix))) {
    const folder = join(place, name)
    try {
      if (now - statSync(folder).mtimeMs < startingMs) continue
      const release = takeWriterLock(folder)
      if (release === undefined) continue
      release()
      removeSessionFolder(folder)
    } catch {
      // Another person's folder on a shared computer, or one that went away meanwhile: not ours to look at.
    }
  }
}
