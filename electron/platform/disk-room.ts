import { randomBytes } from 'node:crypto'
import { rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isAppError } from '#shared/errors/app-error.ts'
import { toStoreError } from '#core/storage/store-errors.ts'

/** What a writer needs to open its stores and to record that it ends; a sync needs more and says so itself. */
const roomBytes = 1024 * 1024

/**
 * True when a writer has room in this folder. Tried by writing, because quotas do not show in what a disk says is free;
 * with random bytes, because some disks pack others to nothing.
 */
export function hasRoom(folder: string): boolean {
  const file = join(folder, `room-${randomBytes(6).toString('hex')}.tmp`)
  try {
    writeFileSync(file, randomBytes(roomBytes), { mode: 0o600, flag: 'wx' })
    return true
  } catch (error) {
    const found = toStoreError(error, 'profile')
    if (isAppError(found) && found.code === 'store.full') return false
    throw found
  } finally {
    rmSync(file, { force: true })
  }
}
