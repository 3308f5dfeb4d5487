import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { takeWriterLock } from './writer-lock.ts'

const prefix = 'outrider-session-'

/**
 * A private temporary folder for a session whose keys are in memory only. Folders that crashed sessions left behind are
 * unreadable without those keys; they are removed on the way.
 */
export function makeSessionFolder(): string {
  removeAbandoned()
  return mkdtempSync(join(tmpdir(), prefix))
}

export function removeSessionFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true })
}

function removeAbandoned(): void {
  for (const name of readdirSync(tmpdir()).filter((one) => one.startsWith(prefix))) {
    try {
      const release = takeWriterLock(join(tmpdir(), name))
      if (release === undefined) continue
      release()
      removeSessionFolder(join(tmpdir(), name))
    } catch {
      // Another person's folder on a shared computer: not ours to look at.
    }
  }
}
