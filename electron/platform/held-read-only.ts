import { closeSync, existsSync, openSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { toStoreError } from '#core/storage/store-errors.ts'

const fileOf = (folder: string): string => join(folder, 'read-only')

/**
 * Switches read-only mode of a company on where `app.json` cannot be written: an empty file in its folder takes no room on
 * a full disk. Whoever can make or delete it can do the same to the profile.
 */
export function holdReadOnly(folder: string): void {
  try {
    closeSync(openSync(fileOf(folder), 'w', 0o600))
  } catch (error) {
    throw toStoreError(error, 'profile')
  }
}

export const isReadOnlyHeld = (folder: string): boolean => existsSync(fileOf(folder))

export const releaseReadOnly = (folder: string): void => rmSync(fileOf(folder), { force: true })
