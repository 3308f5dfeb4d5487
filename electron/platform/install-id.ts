import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { makePrivateFolder, readIfThere, writeAtomically } from './private-files.ts'
import { whileLocked } from './process-lock.ts'
import { vaultBusy } from './vault-errors.ts'

const fileOf = (folder: string): string => join(folder, 'install-id')

/** Id of this installation: names its keychain entries and its journal. Not secret. Undefined in a new profile. */
export function readInstallId(folder: string): string | undefined {
  const known = readIfThere(fileOf(folder))?.trim()
  return known !== undefined && /^i[0-9a-f]{16}$/.test(known) ? known : undefined
}

/** A fresh id, not written anywhere yet. */
export const makeInstallId = (): string => `i${randomBytes(8).toString('hex')}`

/**
 * Keeps an id unless another process was first; answers the one that is kept. The lock makes looking and writing one step.
 * Throws `vault.busy` when another process does not come to an end.
 */
export function claimInstallId(folder: string, installId: string): string {
  makePrivateFolder(folder)
  return whileLocked(join(folder, 'vault.lock'), vaultBusy, () => {
    const first = readInstallId(folder)
    if (first === undefined) keepInstallId(folder, installId)
    return first ?? installId
  })
}

export function keepInstallId(folder: string, installId: string): void {
  writeAtomically(fileOf(folder), `${installId}\n`)
}
