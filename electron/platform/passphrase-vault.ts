import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Vault } from '#core/ports.ts'
import { deriveKey, isSaneCost, leastCost, usualCost } from './passphrase-key.ts'
import { readIfThere, writeAtomically } from './private-files.ts'
import { openSeal, seal } from './seal.ts'
import { vaultUnavailable, wrongPassphrase } from './vault-errors.ts'

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

/**
 * Opens the vault file of a profile, or creates it. Secrets are decrypted at each use and not held; the derived key is.
 * Throws `vault.wrong-passphrase`, or `vault.unavailable` when the file is not a vault.
 */
export async function openPassphraseVault(folder: string, passphrase: string, cost: number = usualCost): Promise<Vault> {
  const file = passphraseVaultFile(folder)
  const header = readVaultFile(file) ?? { version: 1, kdf: 'scrypt', cost: Math.max(cost, leastCost), salt: randomBytes(32).toString('base64') }
  const key = await deriveKey(passphrase, header)
  const label = `outrider-vault:${header.version}:${header.kdf}:${header.cost}:${header.salt}`
  const load = (): Record<string, string> => {
    const stored = readVaultFile(file)
    if (stored === undefined) return {}
    const plain = openSeal(key, label, Buffer.from(stored.sealed, 'base64'))
    if (plain === undefined) throw wrongPassphrase()
    return JSON.parse(plain.toString()) as Record<string, string>
  }
  const save = (secrets: Readonly<Record<string, string>>) => {
    const { version, kdf, salt } = header
    const sealed = seal(key, label, Buffer.from(JSON.stringify(secrets))).toString('base64')
    writeAtomically(file, JSON.stringify({ version, kdf, cost: header.cost, salt, sealed } satisfies VaultFile))
  }
  save(load())
  return {
    kind: 'passphrase',
    says,
    put: async (name, value) => save({ ...load(), [name]: value }),
    get: async (name) => ownValue(load(), name),
    remove: async (name) => {
      const { [name]: _, ...kept } = load()
      save(kept)
    },
    has: async (name) => ownValue(load(), name) !== null,
  }
}

const ownValue = (secrets: Readonly<Record<string, string>>, name: string): string | null => (Object.hasOwn(secrets, name) ? (secrets[name] ?? null) : null)

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
