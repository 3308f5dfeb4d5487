import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Backups, CompanyEntry, Restoration } from '#core/ports.ts'
import { resultFilesOf, writeContent, type Inventory } from './backup-content.ts'
import { companyIsOpen } from './backup-errors.ts'
import { sealBackup } from './backup-format.ts'
import { addCopy, listCopies, stageCopy } from './company-copies.ts'
import type { CompanyKeys, CompanyKeyUse } from './company-keys.ts'
import { moveIn, stageBackup } from './company-restore.ts'
import { notTheWriter, unknownCompany } from './profile-errors.ts'
import type { OpenStores } from './profile.ts'

/** What backups need of an open profile. */
export interface BackupParts {
  /** Folder of all companies. */
  readonly folder: string
  readonly installId: string
  readonly isWriter: boolean
  readonly openStores: OpenStores
  readonly companies: () => readonly (CompanyEntry & { readonly keys: CompanyKeys })[]
  readonly key: (companyId: string, use: CompanyKeyUse, keys: CompanyKeys) => Buffer
  /** Wraps keys for a company; those that are not given are made. Hex. */
  readonly wrapKeys: (companyId: string, known: Partial<CompanyKeys>) => CompanyKeys
  readonly newKey: () => string
  /** The copy maker of an open company; undefined while it is closed. */
  readonly copierOf: (companyId: string) => ((path: string) => Promise<void>) | undefined
  readonly keep: (entry: CompanyEntry, keys: CompanyKeys, settings: Readonly<Record<string, string>>) => void
}

function copierOf(parts: BackupParts, id: string): (path: string) => Promise<void> {
  const copier = parts.copierOf(id)
  if (copier === undefined) throw unknownCompany()
  return copier
}

async function* exportCompany(parts: BackupParts, id: string, passphrase: string, about: Pick<Inventory, 'madeAt' | 'madeBy' | 'head'>): AsyncGenerator<Uint8Array> {
  const found = parts.companies().find((one) => one.id === id)
  if (found === undefined) throw unknownCompany()
  const { keys, ...company } = found
  const home = join(parts.folder, id)
  const draft = mkdtempSync(join(home, 'copying-'))
  try {
    const work = join(draft, 'work.db')
    await copierOf(parts, id)(work)
    const files = [{ name: 'work.db', bytes: statSync(work).size }, ...(await resultFilesOf(home))]
    const hex = (use: CompanyKeyUse) => parts.key(id, use, keys).toString('hex')
    const inventory: Inventory = { content: 1, company, ...about, install: parts.installId, workKey: hex('work'), filesKey: hex('files'), files }
    yield* sealBackup(passphrase, writeContent(inventory, home, work))
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
}

/** A name of its own: two companies of one name could not be told apart on a command line. */
function freeCompanyName(parts: BackupParts, { id, name }: CompanyEntry): string {
  const taken = new Set(parts.companies().filter((one) => one.id !== id).map((one) => one.name.toLowerCase()))
  if (!taken.has(name.toLowerCase())) return name
  for (let number = 1; ; number += 1) {
    const tried = `${name} (restored${number === 1 ? '' : ` ${number}`})`
    if (!taken.has(tried.toLowerCase())) return tried
  }
}

async function importCompany(parts: BackupParts, file: AsyncIterable<Uint8Array>, passphrase: string, isReplacing: boolean): Promise<Restoration> {
  const cacheKey = parts.newKey()
  const inTheWay = (id: string): string | undefined => {
    if (isReplacing && parts.copierOf(id) !== undefined) throw companyIsOpen()
    return isReplacing ? undefined : parts.companies().find((one) => one.id === id)?.name
  }
  const { inventory, folder } = await stageBackup(file, passphrase, { home: parts.folder, openStores: parts.openStores, cacheKey, inTheWay })
  const { company, workKey, filesKey, madeAt, install, head } = inventory
  moveIn(folder, join(parts.folder, company.id))
  const entry = { ...company, name: freeCompanyName(parts, company) }
  const restoration: Restoration = { entry, madeAt, install, head }
  const keys = parts.wrapKeys(company.id, { cache: cacheKey, work: workKey, files: filesKey })
  parts.keep(entry, keys, { 'last-company': company.id, [`restored:${company.id}`]: JSON.stringify(restoration) })
  return restoration
}

async function restoreCopy(parts: BackupParts, id: string, name: string): Promise<void> {
  const found = parts.companies().find((one) => one.id === id)
  if (found === undefined) throw unknownCompany()
  if (parts.copierOf(id) !== undefined) throw companyIsOpen()
  const home = join(parts.folder, id)
  const folder = join(parts.folder, `restoring-${Date.now()}`)
  try {
    stageCopy(home, name, folder)
    const hex = (use: CompanyKeyUse) => parts.key(id, use, found.keys).toString('hex')
    const stores = await parts.openStores({ folder, companyId: id, workKey: hex('work'), cacheKey: hex('cache'), mode: 'writer' })
    await stores.close()
    moveIn(folder, home)
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    throw error
  }
  const { keys, ...entry } = found
  const restoration: Restoration = { entry, madeAt: null, install: parts.installId, head: null }
  parts.keep(entry, keys, { 'last-company': id, [`restored:${id}`]: JSON.stringify(restoration) })
}

/** Backups of the companies of one profile. */
export function createBackups(parts: BackupParts): Backups {
  const assertWriter = () => {
    if (!parts.isWriter) throw notTheWriter()
  }
  return {
    export: (id, passphrase, about) => exportCompany(parts, id, passphrase, about),
    import: async (file, passphrase, { isReplacing }) => {
      assertWriter()
      return importCompany(parts, file, passphrase, isReplacing)
    },
    copies: (id) => listCopies(join(parts.folder, id)),
    addCopy: async (id, at) => {
      assertWriter()
      await addCopy(join(parts.folder, id), at, copierOf(parts, id))
    },
    restoreCopy: async (id, name) => {
      assertWriter()
      await restoreCopy(parts, id, name)
    },
  }
}
