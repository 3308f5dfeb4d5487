import { join } from 'node:path'
import type { CompanyEntry, CompanyStores, Crypto, Log, Profile, Vault } from '#core/ports.ts'
import { full } from '#core/storage/store-errors.ts'
import type { ViewerReason } from '#shared/contract/app.ts'
import { isAppError } from '#shared/errors/app-error.ts'
import type { Stop } from '#shared/util/stop.ts'
import { keepInstallId, makeInstallId, readInstallId } from './install-id.ts'
import { createMailbox } from './company-mailbox.ts'
import { makeCompanyKeys, unwrapKey, type CompanyKeyUse } from './company-keys.ts'
import { hasRoom } from './disk-room.ts'
import { holdReadOnly, isReadOnlyHeld, releaseReadOnly } from './held-read-only.ts'
import { createBackups, type BackupParts } from './profile-backups.ts'
import { makePrivateFolder } from './private-files.ts'
import { assertDocumentNotLost, hasDocument, keepCopy, readDocument, writeDocument, type ProfileDocument } from './profile-document.ts'
import { notTheWriter, profileIsBeingMade, unknownCompany, wrongMaster } from './profile-errors.ts'
import { createResultFiles } from './result-files.ts'
import { sealKeyBytes } from './seal.ts'
import { makeSessionFolder, removeSessionFolder } from './session-folder.ts'
import { takeWriterLock } from './writer-lock.ts'

/** Opens the stores of one company; `platform/store-client.ts` in every host. Keys are 32 bytes as hex. */
export type OpenStores = (options: {
  readonly folder: string
  readonly cacheKey: string
  readonly workKey: string
  readonly companyId: string
  readonly mode: 'writer' | 'reader' | 'lone-reader'
}) => Promise<Pick<CompanyStores, 'store' | 'close'> & { copyWork(path: string): Promise<void> }>

export interface ProfileOptions {
  readonly folder: string
  readonly vault: Vault
  readonly crypto: Pick<Crypto, 'randomHex'>
  readonly log: Log
  readonly openStores: OpenStores
}

/**
 * Opens the profile of this computer's user, or makes it: one company "My company". Read-only is on in every company at first. The first process is
 * its writer; others read, and so does the first when the disk has no room. With a session vault everything goes to a temporary folder whose keys are in memory only,
 * removed at close.
 *
 * Throws `store.wrong-key` when the master key is gone, `store.corrupt` when `app.json` is damaged or lost, `store.busy` while another process is making the profile,
 * `store.full` when there is no room for a new one.
 */
export async function openProfile(options: ProfileOptions): Promise<Profile> {
  const { vault, log } = options
  const isSession = vault.kind === 'session'
  const folder = isSession ? makeSessionFolder() : options.folder
  makePrivateFolder(folder)
  const release = takeWriterLock(folder)
  const leave = () => {
    release?.()
    if (isSession) removeSessionFolder(folder)
  }
  try {
    assertDocumentNotLost(folder)
    const viewerBecause = findViewerReason(folder, release !== undefined)
    if (viewerBecause !== null && !hasDocument(folder)) throw viewerBecause === 'disk-full' ? full() : profileIsBeingMade()
    const installId = readInstallId(folder) ?? newInstallId(folder)
    const master = await findMaster(options, folder)
    if (!hasDocument(folder)) writeDocument(folder, installId, master, firstDocument(options.crypto, master))
    log.info('Profile opened.', { vault: vault.kind, viewerBecause })
    return createProfile({ ...options, folder, installId, master, viewerBecause, leave })
  } catch (error) {
    leave()
    throw error
  }
}

const findViewerReason = (folder: string, hasLock: boolean): ViewerReason | null => (hasLock ? (hasRoom(folder) ? null : 'disk-full') : 'other-writer')

function newInstallId(folder: string): string {
  const installId = makeInstallId()
  keepInstallId(folder, installId)
  return installId
}

/** The master key of the vault; made for a new profile, never for one that exists: its keys would be lost for good. */
async function findMaster({ vault, crypto }: ProfileOptions, folder: string): Promise<Buffer> {
  const known = await vault.get('master')
  if (known !== null) return Buffer.from(known, 'hex')
  if (hasDocument(folder)) throw wrongMaster()
  const fresh = crypto.randomHex(sealKeyBytes)
  await vault.put('master', fresh)
  return Buffer.from(fresh, 'hex')
}

function firstDocument(crypto: ProfileOptions['crypto'], master: Uint8Array): ProfileDocument {
  const entry = { id: `c${crypto.randomHex(8)}`, name: 'My company', isPractice: false }
  return { settings: {}, companies: [{ ...entry, keys: makeCompanyKeys(master, entry.id, crypto.randomHex) }] }
}

/** Folder of one company. */
const homeOf = (folder: string, id: string): string => join(folder, 'companies', id)

/** Setting that says whether changes are allowed in a company; what is not `allowed` is refused. */
const changesKey = (id: string): string => `changes:${id}`

interface OpenedProfile extends ProfileOptions {
  readonly installId: string
  readonly master: Buffer
  readonly viewerBecause: ViewerReason | null
  readonly leave: Stop
}

/** The companies of a profile that are open now, so that closing the profile closes them. */
function createOpenCompanies() {
  const open = new Map<OpenedCompany, string>()
  return {
    keep: (id: string, stores: OpenedCompany): CompanyStores => {
      open.set(stores, id)
      const close = () => (open.delete(stores) ? stores.close() : Promise.resolve())
      return { store: stores.store, files: stores.files, mailbox: stores.mailbox, close }
    },
    copierOf: (id: string) => [...open].find(([, opened]) => opened === id)?.[0].copyWork,
    closeAll: async (): Promise<void> => {
      await Promise.all([...open.keys()].map((stores) => stores.close()))
      open.clear()
    },
  }
}

function createProfile(opened: OpenedProfile): Profile {
  const { folder, installId, master, viewerBecause, crypto } = opened
  const companies = createOpenCompanies()
  let document = readDocument(folder, installId, master)
  if (viewerBecause === null) keepCopy(folder)
  const change = (next: ProfileDocument) => {
    if (viewerBecause !== 'other-writer') writeDocument(folder, installId, master, next)
    document = next
  }
  const getValue = (key: string): string | null => (Object.hasOwn(document.settings, key) ? (document.settings[key] ?? null) : null)
  const setValue = (key: string, value: string): void => change({ ...document, settings: { ...document.settings, [key]: value } })
  return {
    installId,
    isWriter: viewerBecause === null,
    viewerBecause,
    companies: () => document.companies.map(({ id, name, isPractice }) => ({ id, name, isPractice })),
    addCompany: async (entry) => {
      if (viewerBecause !== null) throw viewerBecause === 'disk-full' ? full() : notTheWriter()
      change({ ...document, companies: [...document.companies, { ...entry, keys: makeCompanyKeys(master, entry.id, crypto.randomHex) }] })
    },
    getSetting: getValue,
    setSetting: async (key, value) => setValue(key, value),
    isReadOnly: (id) => isReadOnlyHeld(homeOf(folder, id)) || getValue(changesKey(id)) !== 'allowed',
    setReadOnly: async (id, isReadOnly) => {
      const keep = () => setValue(changesKey(id), isReadOnly ? 'refused' : 'allowed')
      if (viewerBecause === 'other-writer') return keep()
      keepReadOnly(homeOf(folder, id), isReadOnly, keep)
    },
    openCompany: async (id) => companies.keep(id, await openCompany(opened, findCompany(document, id))),
    backups: backupsOf(opened, () => document, change, companies.copierOf),
    close: async () => {
      await companies.closeAll()
      master.fill(0)
      opened.leave()
    },
  }
}

function backupsOf(opened: OpenedProfile, read: () => ProfileDocument, change: (next: ProfileDocument) => void, copierOf: BackupParts['copierOf']): Profile['backups'] {
  const { folder, installId, master, viewerBecause, crypto, openStores } = opened
  return createBackups({
    folder: join(folder, 'companies'),
    installId,
    isWriter: viewerBecause === null,
    openStores,
    copierOf,
    companies: () => read().companies,
    key: (id, use, keys) => unwrapKey(master, id, use, keys),
    wrapKeys: (id, known) => makeCompanyKeys(master, id, crypto.randomHex, known),
    newKey: () => crypto.randomHex(sealKeyBytes),
    keep: (entry, keys, settings) => {
      const others = read().companies.filter((one) => one.id !== entry.id)
      change({ settings: { ...read().settings, ...settings }, companies: [...others, { ...entry, keys }] })
    },
  })
}

interface OpenedCompany extends CompanyStores {
  readonly copyWork: (path: string) => Promise<void>
}

/** On a full disk read-only mode is held by an empty file, until it can be kept and is switched again. */
function keepReadOnly(home: string, isReadOnly: boolean, keep: () => void): void {
  try {
    keep()
    releaseReadOnly(home)
  } catch (error) {
    const isFull = isAppError(error) && error.code === 'store.full'
    if (!isFull || !isReadOnly) throw error
    holdReadOnly(home)
  }
}

const storeModes = { 'other-writer': 'reader', 'disk-full': 'lone-reader' } as const

async function openCompany({ folder, master, viewerBecause, openStores, log }: OpenedProfile, company: ProfileDocument['companies'][number]): Promise<OpenedCompany> {
  const key = (use: CompanyKeyUse) => unwrapKey(master, company.id, use, company.keys)
  const home = homeOf(folder, company.id)
  makePrivateFolder(home)
  const { store, close, copyWork } = await openStores({
    folder: home,
    cacheKey: key('cache').toString('hex'),
    workKey: key('work').toString('hex'),
    companyId: company.id,
    mode: viewerBecause === null ? 'writer' : storeModes[viewerBecause],
  })
  return { store, close, copyWork, files: createResultFiles(join(home, 'files'), key('files')), mailbox: createMailbox(join(home, 'mail'), key('files'), log) }
}

function findCompany(document: ProfileDocument, id: string): ProfileDocument['companies'][number] {
  const found = document.companies.find((company: CompanyEntry) => company.id === id)
  if (found !== undefined) return found
  throw unknownCompany()
}
