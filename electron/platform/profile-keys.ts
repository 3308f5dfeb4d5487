import type { ClosedKeys, Keys, Ports, Vault } from '#core/ports.ts'
import { notingFailure } from './failed-unlocks.ts'
import { findVault, openSessionVault, type OpenVaultOptions } from './open-vault.ts'
import { hasPassphraseVault, openPassphraseVault } from './passphrase-vault.ts'
import { hasDocument } from './profile-document.ts'
import { vaultUnavailable } from './vault-errors.ts'

/** Opens everything else over an open vault. `wasTyped` when a person typed its passphrase. */
type OpenRest = (vault: Vault, wasTyped: boolean) => Promise<Ports>

const noVault = () => vaultUnavailable('This profile has no vault file.', 'Restore vault.json from a backup, or start with another profile folder.')
const hasProfile = () => vaultUnavailable('This profile has its keys somewhere else already.', 'Open them there, or start with another profile folder.')

/** The way to the keys of a profile. The passphrase of `options` is the one of the environment, for unattended use. */
export function createProfileKeys(options: OpenVaultOptions, openRest: OpenRest): Keys {
  const { folder } = options
  return {
    find: async () => {
      const found = await findVault(options)
      return 'closed' in found ? found : { ports: await openRest(found.vault, false) }
    },
    unlock: async (typed) => {
      if (!hasPassphraseVault(folder)) throw noVault()
      return openRest(await notingFailure(folder, () => openPassphraseVault(folder, typed)), true)
    },
    create: async (typed) => {
      if (hasPassphraseVault(folder) || hasDocument(folder)) throw hasProfile()
      return openRest(await openPassphraseVault(folder, typed), true)
    },
    useSession: (closed: ClosedKeys) => openRest(openSessionVault(closed), false),
  }
}
