import { createLockedCore } from '#core/create-locked-core.ts'
import type { Core } from '#core/create-core.ts'
import { createRedactor } from '#core/redact/redactor.ts'
import { layGround, openLockedPorts } from '#platform/host-ports.ts'
import type { Keychain } from '#platform/keychain-vault.ts'
import { spawnSimulator } from '#platform/spawn-simulator.ts'

/** A key store of the operating system in one of its known moods; may change while a core runs. */
export interface MoodyKeychain {
  mood: 'missing' | 'locked' | 'open'
  readonly entries: Map<string, string>
}

export const aKeychain = (mood: MoodyKeychain['mood']): MoodyKeychain => ({ mood, entries: new Map() })

/** The binding of such a key store. A locked Secret Service answers reads with nothing, and refuses writes. */
const bind = (keychain: MoodyKeychain) => async (): Promise<Keychain> => {
  if (keychain.mood === 'missing') throw new Error('libsecret-1.so.0: cannot open shared object file')
  const isLocked = () => keychain.mood === 'locked'
  const assertOpen = () => {
    if (isLocked()) throw new Error('Cannot create an item in a locked collection')
  }
  return {
    getPassword: async (service, account) => (isLocked() ? null : (keychain.entries.get(`${service}/${account}`) ?? null)),
    setPassword: async (service, account, password) => {
      assertOpen()
      keychain.entries.set(`${service}/${account}`, password)
    },
    deletePassword: async (service, account) => {
      assertOpen()
      return keychain.entries.delete(`${service}/${account}`)
    },
  }
}

export interface LockedCoreOptions {
  readonly folder: string
  /** As OUTRIDER_PASSPHRASE would give it. */
  readonly passphrase?: string
  readonly keychain?: MoodyKeychain
}

/** A core as the hosts with screens start it: its keys may be closed. Everything but the key store is real. */
export function openLockedCore({ folder, passphrase, keychain = aKeychain('missing') }: LockedCoreOptions): Promise<Core> {
  const ground = layGround('browser', { OUTRIDER_DATA_DIR: folder, OUTRIDER_LOG_LEVEL: 'debug' }, createRedactor().redact)
  return createLockedCore(openLockedPorts(ground, { version: '0.0.0-test', passphrase, spawnSimulator, keychain: bind(keychain) }))
}
