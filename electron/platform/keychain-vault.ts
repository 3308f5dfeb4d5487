import { randomBytes } from 'node:crypto'
import type { Vault } from '#core/ports.ts'
import { fromEntries, moreNames, toEntries } from './keychain-entry.ts'
import { vaultLocked, vaultUnavailable } from './vault-errors.ts'

/** The three calls of keytar that are used; tests lend the real ones too. */
export interface Keychain {
  getPassword(service: string, account: string): Promise<string | null>
  setPassword(service: string, account: string, password: string): Promise<void>
  deletePassword(service: string, account: string): Promise<boolean>
}

/** Loads the binding on first use: importing it throws where libsecret is missing. */
export async function loadKeychain(): Promise<Keychain> {
  const { default: keychain } = await import('keytar')
  return keychain
}

const canaryKey = 'canary'
const says = 'Secrets are kept in the keychain of this computer and open with your sign-in.'
const unlockNext = 'Unlock the keychain of this computer (sign out and in if it does not ask), then try again.'

/**
 * Secrets in the operating system's keychain under the service `outrider/<install>`.
 *
 * A locked Secret Service answers reads with "nothing there" instead of an error. So a canary is written at set-up, and
 * before "there is no such secret" is believed, the canary must still be seen.
 */
export function createKeychainVault(keychain: Keychain, installId: string): Vault {
  const service = `outrider/${installId}`
  const read = (key: string) => answering(() => keychain.getPassword(service, key))
  const first = async (key: string): Promise<string | null> => {
    const found = await read(key)
    if (found === null && (await read(canaryKey)) === null) throw vaultLocked('The keychain of this computer is locked.', unlockNext)
    return found
  }
  const namesOf = (key: string, head: string | null): readonly string[] => (head === null ? [] : (moreNames(key, head) ?? []))
  const removeAll = async (names: readonly string[]) => {
    for (const name of names) await answering(() => keychain.deletePassword(service, name))
  }
  return {
    kind: 'keychain',
    says,
    put: async (key, value) => {
      const before = namesOf(key, await read(key))
      const { head, more } = toEntries(value, randomBytes(4).toString('hex'))
      const names = namesOf(key, head)
      for (const [index, piece] of more.entries()) await answering(() => keychain.setPassword(service, names[index] ?? key, piece))
      await answering(() => keychain.setPassword(service, key, head))
      await removeAll(before)
    },
    get: async (key) => {
      const head = await first(key)
      if (head === null) return null
      const names = moreNames(key, head)
      const more = await Promise.all((names ?? []).map(read))
      if (names === undefined || more.includes(null)) throw foreignEntry()
      return fromEntries({ head, more: more.filter((piece) => piece !== null) })
    },
    remove: async (key) => {
      const head = await first(key)
      if (head !== null) await removeAll([key, ...namesOf(key, head)])
    },
    has: async (key) => (await first(key)) !== null,
  }
}

const foreignEntry = () =>
  vaultUnavailable('An entry of the keychain was not written by Outrider, or is incomplete.', 'Enter the secret again.')

/** Writes the canary and reads it back. Throws `vault.locked` or `vault.unavailable` when the keychain does not protect. */
export async function plantCanary(keychain: Keychain, installId: string): Promise<void> {
  const service = `outrider/${installId}`
  const canary = randomBytes(16).toString('base64')
  await answering(() => keychain.setPassword(service, canaryKey, canary))
  if ((await answering(() => keychain.getPassword(service, canaryKey))) !== canary) {
    throw vaultLocked('The keychain of this computer does not keep what is written into it.', unlockNext)
  }
}

/** Takes the canary of an id out again that nothing will be kept under. */
export async function removeCanary(keychain: Keychain, installId: string): Promise<void> {
  await answering(() => keychain.deletePassword(`outrider/${installId}`, canaryKey))
}

/** True while the canary of the set-up is still seen. Throws when the keychain does not answer. */
export async function seesCanary(keychain: Keychain, installId: string): Promise<boolean> {
  return (await answering(() => keychain.getPassword(`outrider/${installId}`, canaryKey))) !== null
}

/** Errors of keytar carry no code and their texts differ by system: only "locked" can be told apart. */
async function answering<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call()
  } catch (error) {
    const isLocked = error instanceof Error && /locked/i.test(error.message)
    if (isLocked) throw vaultLocked('The keychain of this computer is locked.', unlockNext)
    throw vaultUnavailable('The keychain of this computer does not answer.', unlockNext)
  }
}
