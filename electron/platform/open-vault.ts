import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Log, Vault } from '#core/ports.ts'
import { isAppError } from '#shared/errors/app-error.ts'
import { keepInstallId, makeInstallId, readInstallId } from './install-id.ts'
import { createKeychainVault, loadKeychain, plantCanary, seesCanary, type Keychain } from './keychain-vault.ts'
import { hasPassphraseVault, openPassphraseVault } from './passphrase-vault.ts'
import { writeAtomically } from './private-files.ts'
import { createSessionVault } from './session-vault.ts'
import { vaultLocked } from './vault-errors.ts'

export interface OpenVaultOptions {
  readonly folder: string
  readonly passphrase?: string | undefined
  readonly log: Log
  /** Binding to the keychain; tests lend one that is broken in a known way. */
  readonly keychain?: () => Promise<Keychain>
}

const nothingKept = 'Nothing is saved: companies, secrets and everything read from servers are forgotten when Outrider is closed.'
const noKeychainSays = `The keychain of this computer is missing or locked. ${nothingKept} Set OUTRIDER_PASSPHRASE to keep them in a file that a passphrase opens.`
const goneKeychainSays = `The keychain that holds the keys of your profile is locked or does not answer. ${nothingKept} Unlock it and start Outrider again to get back to your companies.`

/**
 * The place for secrets of this profile. A profile stays with the kind it was set up with, because its keys are there:
 * keychain (marked by its canary) or vault file. A new profile takes the keychain if it answers, else a vault file if a
 * passphrase is given, else this session only. Nothing is ever written in plain text.
 */
export async function openVault(options: OpenVaultOptions): Promise<Vault> {
  const { folder, passphrase, log } = options
  const load = options.keychain ?? loadKeychain
  if (hasPassphraseVault(folder)) return openPassphraseVault(folder, requirePassphrase(passphrase))
  if (usesKeychain(folder)) return (await reopenKeychain(folder, load, log)) ?? createSessionVault(goneKeychainSays)
  const keychain = await setUpKeychain(folder, load, log)
  if (keychain !== undefined) return keychain
  return passphrase === undefined ? createSessionVault(noKeychainSays) : openPassphraseVault(folder, passphrase)
}

const keychainMark = (folder: string): string => join(folder, 'uses-keychain')
const usesKeychain = (folder: string): boolean => existsSync(keychainMark(folder))

async function setUpKeychain(folder: string, load: () => Promise<Keychain>, log: Log): Promise<Vault | undefined> {
  return attempt(log, async () => {
    const keychain = await load()
    const installId = readInstallId(folder) ?? makeInstallId()
    await plantCanary(keychain, installId)
    keepInstallId(folder, installId)
    writeAtomically(keychainMark(folder), 'The keys of this profile are in the keychain of the computer.\n')
    return createKeychainVault(keychain, installId)
  })
}

async function reopenKeychain(folder: string, load: () => Promise<Keychain>, log: Log): Promise<Vault | undefined> {
  return attempt(log, async () => {
    const keychain = await load()
    const installId = readInstallId(folder)
    return installId !== undefined && (await seesCanary(keychain, installId)) ? createKeychainVault(keychain, installId) : undefined
  })
}

/** A keychain that hangs must not hang the start; a person who answers its prompt within this time is waited for. */
const patienceMs = 60_000

async function attempt(log: Log, work: () => Promise<Vault | undefined>): Promise<Vault | undefined> {
  try {
    return await inTime(work())
  } catch (error) {
    log.warn('The keychain was not used.', { code: isAppError(error) ? error.code : 'vault.unavailable' })
    return undefined
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

function requirePassphrase(passphrase: string | undefined): string {
  if (passphrase !== undefined) return passphrase
  throw vaultLocked('This profile keeps its secrets behind a passphrase.', 'Start Outrider with the passphrase in OUTRIDER_PASSPHRASE.')
}
