import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { ClosedKeys, Log, Vault } from '#core/ports.ts'
import { isAppError } from '#shared/errors/app-error.ts'
import { claimInstallId, makeInstallId, readInstallId } from './install-id.ts'
import { createKeychainVault, loadKeychain, plantCanary, removeCanary, seesCanary, type Keychain } from './keychain-vault.ts'
import { hasPassphraseVault, openPassphraseVault } from './passphrase-vault.ts'
import { writeAtomically } from './private-files.ts'
import { hasDocument } from './profile-document.ts'
import { createSessionVault } from './session-vault.ts'
import { notingFailure } from './failed-unlocks.ts'
import { vaultLocked } from './vault-errors.ts'

export interface OpenVaultOptions {
  readonly folder: string
  readonly passphrase?: string | undefined
  readonly log: Log
  /** Binding to the keychain; tests lend one that is broken in a known way. */
  readonly keychain?: (() => Promise<Keychain>) | undefined
}

/** The vault, or why it does not open without a person. */
export type FoundVault = { readonly vault: Vault } | { readonly closed: ClosedKeys }

const nothingKept = 'Nothing is saved: companies, secrets and everything read from servers are forgotten when Outrider is closed.'
const sessionSays: Readonly<Record<ClosedKeys['reason'], string>> = {
  passphrase: `The profile stays closed behind its passphrase. ${nothingKept} Start Outrider again with the passphrase to get back to your companies.`,
  'keychain-missing': `The keychain of this computer is missing or does not answer. ${nothingKept} To keep them in a file that a passphrase opens, choose that when Outrider starts, or set OUTRIDER_PASSPHRASE.`,
  'keychain-locked': `The keychain of this computer is locked. ${nothingKept} To keep them, unlock it; or choose a file that a passphrase opens when Outrider starts, or set OUTRIDER_PASSPHRASE.`,
}
const goneKeychainSays = `The keychain that holds the keys of your profile is locked or does not answer. ${nothingKept} Unlock it and start Outrider again to get back to your companies.`

/** A vault for this session only, with the words for why there is nothing better. */
export const openSessionVault = ({ reason, hasProfile }: ClosedKeys): Vault => createSessionVault(hasProfile && reason !== 'passphrase' ? goneKeychainSays : sessionSays[reason])

/**
 * The place for secrets of this profile. A profile stays with the kind it was set up with, because its keys are there:
 * keychain (marked by its canary) or vault file. A new profile takes the keychain if it answers, else a vault file if a
 * passphrase is given. Nothing is ever written in plain text.
 */
export async function findVault({ folder, passphrase, log, keychain = loadKeychain }: OpenVaultOptions): Promise<FoundVault> {
  const openWith = async (phrase: string) => ({ vault: await notingFailure(folder, () => openPassphraseVault(folder, phrase)) })
  if (hasPassphraseVault(folder)) return passphrase === undefined ? { closed: { reason: 'passphrase', hasProfile: true } } : openWith(passphrase)
  const tried = await (usesKeychain(folder) ? reopenKeychain(folder, keychain, log) : setUpKeychain(folder, keychain, log))
  if ('vault' in tried) return tried
  const hasProfile = usesKeychain(folder) || hasDocument(folder)
  return passphrase === undefined || hasProfile ? { closed: { reason: tried.reason, hasProfile } } : openWith(passphrase)
}

/** As `findVault`, for a host that cannot ask: this session only where no keychain answers; a vault file needs its passphrase. */
export async function openVault(options: OpenVaultOptions): Promise<Vault> {
  const found = await findVault(options)
  if ('vault' in found) return found.vault
  if (found.closed.reason === 'passphrase') throw passphraseMissing()
  return openSessionVault(found.closed)
}

const keychainMark = (folder: string): string => join(folder, 'uses-keychain')
const usesKeychain = (folder: string): boolean => existsSync(keychainMark(folder))

type TriedKeychain = { readonly vault: Vault } | { readonly reason: 'keychain-missing' | 'keychain-locked' }

/**
 * The id a new profile keeps its keys under. Of several processes that set it up at once the first one names it: keys under
 * any other id would never be found again.
 */
async function agreeOnInstallId(keychain: Keychain, folder: string): Promise<string> {
  const known = readInstallId(folder)
  if (known !== undefined && (await seesCanary(keychain, known))) return known
  const own = known ?? makeInstallId()
  await plantCanary(keychain, own)
  const agreed = claimInstallId(folder, own)
  if (agreed !== own) await removeCanary(keychain, own)
  return agreed
}

async function setUpKeychain(folder: string, load: () => Promise<Keychain>, log: Log): Promise<TriedKeychain> {
  return attempt(log, async () => {
    const keychain = await load()
    const installId = await agreeOnInstallId(keychain, folder)
    writeAtomically(keychainMark(folder), 'The keys of this profile are in the keychain of the computer.\n')
    return createKeychainVault(keychain, installId)
  })
}

async function reopenKeychain(folder: string, load: () => Promise<Keychain>, log: Log): Promise<TriedKeychain> {
  return attempt(log, async () => {
    const keychain = await load()
    const installId = readInstallId(folder)
    return installId !== undefined && (await seesCanary(keychain, installId)) ? createKeychainVault(keychain, installId) : undefined
  })
}

/** A keychain that hangs must not hang the start; a person who answers its prompt within this time is waited for. */
const patienceMs = 60_000

/** A keychain that answers and does not show the canary (undefined) is locked. */
async function attempt(log: Log, work: () => Promise<Vault | undefined>): Promise<TriedKeychain> {
  try {
    const vault = await inTime(work())
    return vault === undefined ? { reason: 'keychain-locked' } : { vault }
  } catch (error) {
    const code = isAppError(error) ? error.code : 'vault.unavailable'
    log.warn('The keychain was not used.', { code })
    return { reason: code === 'vault.locked' ? 'keychain-locked' : 'keychain-missing' }
  }
}

async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const tooLate = new Promise<never>((_, refuse) => {
    timer = setTimeout(() => refuse(new Error('The keychain did not answer in time.')), patienceMs)
  })
  try {
    return await Promise.race([work, tooLate])
  } finally {
    clearTimeout(timer)
  }
}

const passphraseMissing = () => vaultLocked('This profile keeps its secrets behind a passphrase.', 'Start Outrider with the passphrase in OUTRIDER_PASSPHRASE.')
