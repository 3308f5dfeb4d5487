import { randomBytes } from 'node:crypto'
import { chmodSync, closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { toStoreError } from '#core/storage/store-errors.ts'

/** Creates a folder that only its owner may enter, and takes rights away from one that was open. */
export function makePrivateFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  // SECURITY: another user of the computer must not read the profile (T4). Windows profiles are private by their own rules.
  if (process.platform !== 'win32') chmodSync(folder, 0o700)
}

/** The file as text, or null when there is none. Any other trouble is thrown. */
export function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}

/**
 * Writes a private file so that a crash leaves the old content or the new, never half of either. Throws `store.full` or
 * `store.read-only` where the disk takes nothing; the old content stands then.
 */
export function writeAtomically(file: string, data: string | Uint8Array): void {
  const draft = `${file}.${randomBytes(6).toString('hex')}.tmp`
  try {
    makePrivateFolder(dirname(file))
    const descriptor = openSync(draft, 'wx', 0o600)
    try {
      writeFileSync(descriptor, data)
      fsyncSync(descriptor)
    } finally {
      closeSync(descriptor)
    }
    renameSync(draft, file)
  } catch (error) {
    rmSync(draft, { force: true })
    throw toStoreError(error, 'profile')
  }
}
