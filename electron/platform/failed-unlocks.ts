import { appendFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { isAppError } from '#shared/errors/app-error.ts'
import { readIfThere } from './private-files.ts'

const fileOf = (folder: string): string => join(folder, 'failed-unlocks')

/** No more are kept: each costs half a second to make, and the journal needs to know that it was many, not each. */
const mostKept = 100

/** When a wrong passphrase was tried, in milliseconds, until the journal could be told. It is closed itself by then. */
export function readFailedUnlocks(folder: string): readonly number[] {
  const times = (readIfThere(fileOf(folder)) ?? '').split('\n').map((line) => Date.parse(line))
  return times.filter((at) => !Number.isNaN(at)).slice(-mostKept)
}

export const forgetFailedUnlocks = (folder: string): void => rmSync(fileOf(folder), { force: true })

/** Runs `open` and notes the time when its passphrase was wrong. SECURITY: the time and nothing of what was typed. */
export async function notingFailure<T>(folder: string, open: () => Promise<T>): Promise<T> {
  try {
    return await open()
  } catch (error) {
    const isWrong = isAppError(error) && error.code === 'vault.wrong-passphrase'
    if (isWrong && readFailedUnlocks(folder).length < mostKept) note(folder)
    throw error
  }
}

function note(folder: string): void {
  try {
    appendFileSync(fileOf(folder), `${new Date().toISOString()}\n`, { mode: 0o600 })
  } catch {
    // A full disk must not hide that the passphrase was wrong.
  }
}
