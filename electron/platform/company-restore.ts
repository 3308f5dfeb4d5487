import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Inventory } from './backup-content.ts'
import { readContent } from './backup-content.ts'
import { companyIsHere, toFileError } from './backup-errors.ts'
import { openBackup } from './backup-format.ts'
import { makePrivateFolder } from './private-files.ts'
import type { OpenStores } from './profile.ts'

/** Files of the two stores with what SQLite keeps beside them. */
const storeFile = /^(work|cache)\.db(-wal|-shm)?$/

/** A company laid out beside its place, opened once and found whole. */
export interface StagedCompany {
  readonly inventory: Inventory
  readonly folder: string
}

export interface StagingParts {
  /** Folder of all companies. */
  readonly home: string
  /** Key of the new cache, hex. */
  readonly cacheKey: string
  readonly openStores: OpenStores
  /** Name of a company that is here already and must not be touched; undefined lets the backup in. */
  readonly inTheWay: (companyId: string) => string | undefined
}

async function proveWhole(folder: string, companyId: string, workKey: string, { openStores, cacheKey }: StagingParts): Promise<void> {
  const stores = await openStores({ folder, companyId, workKey, cacheKey, mode: 'writer' })
  await stores.close()
}

/**
 * Reads a backup into a folder of its own, upgrades its store to this version and looks through it. The profile is not touched yet;
 * whatever fails leaves nothing behind.
 */
export async function stageBackup(file: AsyncIterable<Uint8Array>, passphrase: string, parts: StagingParts): Promise<StagedCompany> {
  const folder = join(parts.home, `restoring-${Date.now()}`)
  makePrivateFolder(folder)
  try {
    const inventory = await readContent(openBackup(passphrase, file), folder, ({ company }) => {
      const name = parts.inTheWay(company.id)
      if (name !== undefined) throw companyIsHere(name)
    })
    await proveWhole(folder, inventory.company.id, inventory.workKey, parts)
    return { inventory, folder }
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    throw toFileError(error, folder)
  }
}

/** Moves the stores of a company aside: nothing that was there is deleted by a restore. */
function putAside(home: string): void {
  const names = existsSync(home) ? readdirSync(home).filter((name) => storeFile.test(name)) : []
  if (names.length === 0) return
  const aside = join(home, `replaced-${Date.now()}`)
  makePrivateFolder(aside)
  for (const name of names) renameSync(join(home, name), join(aside, name))
}

/** Puts staged stores and result files into a company's folder. */
export function moveIn(staged: string, home: string): void {
  putAside(home)
  makePrivateFolder(join(home, 'files'))
  for (const name of readdirSync(staged).filter((one) => storeFile.test(one))) renameSync(join(staged, name), join(home, name))
  const files = join(staged, 'files')
  for (const name of existsSync(files) ? readdirSync(files) : []) renameSync(join(files, name), join(home, 'files', name))
  rmSync(staged, { recursive: true, force: true })
}
