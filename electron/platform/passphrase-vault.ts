import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Vault } from '#core/ports.ts'
import { deriveKey, isSaneCost, leastCost, usualCost } from './passphrase-key.ts'
import { makePrivateFolder, readIfThere, writeAtomically } from './private-files.ts'
import { whileLocked } from './process-lock.ts'
import { openSeal, seal } from './seal.ts'
import { vaultBusy, vaultUnavailable, wrongPassphrase } from './vault-errors.ts'

const says = 'Secrets are kept in a file that only your passphrase opens.'

export const passphraseVaultFile = (folder: string): string => join(folder, 'vault.json')
export const hasPassphraseVault = (folder: string): boolean => existsSync(passphraseVaultFile(folder))

/** What stands in the file: how the key is made, and the sealed secrets as base64. The header is bound to the seal. */
interface VaultFile {
  readonly version: 1
  readonly kdf: 'scrypt'
  readonly cost: number
  readonly salt: string
  readonly sealed: string
}

/** The file as it is on disk and the key its passphrase makes. */
interface OpenedFile {
  readonly header: Omit<VaultFile, 'sealed'>
  readonly key: Buffer
}

type Secrets = Readonly<Record<string, string>>

const labelOf = ({ version, kdf, cost, salt }: OpenedFile['header']): string => `outrider-vault:${version}:${kdf}:${cost}:${salt}`

function load(file: string, { header, key }: OpenedFile): Secrets {
  const stored = readVaultFile(file)
  if (stored === undefined) throw vanished()
  const plain = openSeal(key, labelOf(header), Buffer.from(stored.sealed, 'base64'))
  if (plain === undefined) throw wrongPassphrase()
  return JSON.parse(plain.toString()) as Secrets
}

function save(file: string, { header, key }: OpenedFile, secrets: Secrets): void {
  const { version, kdf, cost, salt } = header
  const sealed = seal(key, labelOf(header), Buffer.from(JSON.stringify(secrets))).toString('base64')
  writeAtomically(file, JSON.stringify({ version, kdf, cost, salt, sealed } satisfies VaultFile))
}

/** Two processes that change the file at once must each see what the other wrote. */
const underLock = <T>(folder: string, work: () => T): T => whileLocked(join(folder, 'vault.lock'), vaultBusy, work)

/** The file of a profile; made when there is none. Of several processes that make it at once, one does and the others open that one. */
async function openOrMake(folder: string, passphrase: string, cost: number): Promise<OpenedFile> {
  const file = passphraseVaultFile(folder)
  const found = readVaultFile(file)
  const header = found ?? { version: 1, kdf: 'scrypt', cost: Math.max(cost, leastCost), salt: randomBytes(32).toString('base64') }
  const opened = { header, key: await deriveKey(passphrase, header) }
  if (found !== undefined) return opened
  makePrivateFolder(folder)
  const isOurs = underLock(folder, () => {
    if (existsSync(file)) return false
    save(file, opened, {})
    return true
  })
  return isOurs ? opened : openOrMake(folder, passphrase, cost)
}

/**
 * Opens the vault file of a profile, or creates it; one that exists is not written. Secrets are decrypted at each use and
 * not held; the derived key is. Processes may change it at the same time: each change is made to what stands on disk then.
 * Throws `vault.wrong-passphrase`, `vault.unavailable` when the file is not a vault, or `store.full`.
 */
export async function openPassphraseVault(folder: string, passphrase: string, cost: number = usualCost): Promise<Vault> {
  const file = passphraseVaultFile(folder)
  const opened = await openOrMake(folder, passphrase, cost)
  const change = (next: (secrets: Secrets) => Secrets) => underLock(folder, () => save(file, opened, next(load(file, opened))))
  load(file, opened)
  return {
    kind: 'passphrase',
    says,
    put: async (name, value) => change((secrets) => ({ ...secrets, [name]: value })),
    get: async (name) => ownValue(load(file, opened), name),
    remove: async (name) => change((secrets) => Object.fromEntries(Object.entries(secrets).filter(([known]) => known !== name))),
    has: async (name) => ownValue(load(file, opened), name) !== null,
  }
}

const ownValue = (secrets: Secrets, name: string): string | null => (Object.hasOwn(secrets, name) ? (secrets[name] ?? null) : null)

const vanished = () => vaultUnavailable('The vault file of this profile is gone.', 'Restore vault.json from a backup, then start Outrider again.')

function readVaultFile(file: string): VaultFile | undefined {
  const text = readIfThere(file)
  if (text === null) return undefined
  const found = parseVaultFile(text)
  if (found === undefined) throw vaultUnavailable('The vault file of this profile is damaged.', 'Restore vault.json from a backup, or start with another profile folder.')
  return found
}

function parseVaultFile(text: string): VaultFile | undefined {
  try {
    const file = JSON.parse(text) as Partial<VaultFile>
    const isKnown = file.version === 1 && file.kdf === 'scrypt' && typeof file.salt === 'string' && typeof file.sealed === 'string'
    return isKnown && isSaneCost(file.cost) ? (file as VaultFile) : undefined
  } catch {
    return undefined
  }
}
