import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { CompanyEntry } from '#core/ports.ts'
import type { CompanyKeys } from './company-keys.ts'
import { readIfThere, writeAtomically } from './private-files.ts'
import { damagedDocument, missingDocument, newerProfile, wrongMaster } from './profile-errors.ts'
import { openSeal, seal } from './seal.ts'

/** What a profile remembers outside the companies' own stores. */
export interface ProfileDocument {
  readonly settings: Readonly<Record<string, string>>
  readonly companies: readonly (CompanyEntry & { readonly keys: CompanyKeys })[]
}

const version = 1
const label = (installId: string): string => `outrider-profile:${version}:${installId}`
const fileOf = (folder: string): string => join(folder, 'app.json')

const copyOf = (folder: string): string => join(folder, 'app.json.copy')

export const hasDocument = (folder: string): boolean => readIfThere(fileOf(folder)) !== null

/** Throws `store.corrupt` when companies are there and the file with their keys is not: a new one would hide them for good. */
export function assertDocumentNotLost(folder: string): void {
  if (hasDocument(folder)) return
  const companies = join(folder, 'companies')
  if (existsSync(companies) && readdirSync(companies).length > 0) throw missingDocument(existsSync(copyOf(folder)))
}

/** Reads `app.json`. Throws `store.newer-version`, `store.wrong-key` or `store.corrupt`; the file is never touched then. */
export function readDocument(folder: string, installId: string, master: Uint8Array): ProfileDocument {
  const stored = parse(readIfThere(fileOf(folder)) ?? '')
  if (typeof stored?.version !== 'number' || typeof stored.sealed !== 'string') throw damagedDocument(existsSync(copyOf(folder)))
  if (stored.version > version) throw newerProfile()
  const plain = openSeal(master, label(installId), Buffer.from(stored.sealed, 'base64'))
  if (plain === undefined) throw wrongMaster()
  return JSON.parse(plain.toString()) as ProfileDocument
}

/** Writes `app.json` and its copy: everything but the version is sealed by the master key, names of companies included. */
export function writeDocument(folder: string, installId: string, master: Uint8Array, document: ProfileDocument): void {
  const sealed = seal(master, label(installId), Buffer.from(JSON.stringify(document))).toString('base64')
  writeAtomically(fileOf(folder), JSON.stringify({ version, sealed }))
  keepCopy(folder)
}

/** Keeps a second `app.json`. Without the keys in it every company is lost. */
export function keepCopy(folder: string): void {
  try {
    const text = readIfThere(fileOf(folder))
    if (text !== null && text !== readIfThere(copyOf(folder))) writeAtomically(copyOf(folder), text)
  } catch {
    // What was asked for is written; a disk that has no room for the copy gets it at the next start.
  }
}

function parse(text: string): { readonly version?: unknown; readonly sealed?: unknown } | null {
  try {
    return JSON.parse(text) as { readonly version?: unknown; readonly sealed?: unknown } | null
  } catch {
    return null
  }
}
