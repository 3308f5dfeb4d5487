import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { readIfThere, writeAtomically } from './private-files.ts'

const fileOf = (folder: string): string => join(folder, 'install-id')

/** Id of this installation: names its keychain entries and its journal. Not secret. Undefined in a new profile. */
export function readInstallId(folder: string): string | undefined {
  const known = readIfThere(fileOf(folder))?.trim()
  return known !== undefined && /^i[0-9a-f]{16}$/.test(known) ? known : undefined
}

/** A fresh id, not written anywhere yet. */
export const makeInstallId = (): string => `i${randomBytes(8).toString('hex')}`

export function keepInstallId(folder: string, installId: string): void {
  writeAtomically(fileOf(folder), `${installId}\n`)
}
