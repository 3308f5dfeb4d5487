import { join } from 'node:path'
import type { Ports, Practice } from '#core/ports.ts'
import { createRedactor } from '#core/redact/redactor.ts'
import { prepareDataDir } from './data-dir.ts'
import { readEnvironment } from './environment.ts'
import type { Variables } from './environment-variables.ts'
import { createFileLog } from './file-log.ts'
import { createNodeClock } from './node-clock.ts'
import { createNodeCrypto } from './node-crypto.ts'
import { createNodeIds } from './node-ids.ts'
import { createNodeNetwork } from './node-network.ts'
import { openVault } from './open-vault.ts'
import { readPerson } from './person.ts'
import { openProfile } from './profile.ts'
import { openStores } from './store-client.ts'

/** What differs between hosts. */
export interface NodePortsOptions {
  readonly host: Ports['host']
  readonly version: string
  /** The profile folder; created when it is not there. */
  readonly folder: string
  readonly variables: Variables
  /** Opens or makes the vault file where there is no keychain. */
  readonly passphrase: string | undefined
  readonly practice: Practice
}

/** Everything Node lends the core. Throws an `AppError` when the profile, its vault or a setting cannot be used. */
export async function createNodePorts(options: NodePortsOptions): Promise<Ports> {
  const { host, version, folder, practice } = options
  prepareDataDir(folder)
  const environment = readEnvironment(options.variables)
  const { redact } = createRedactor()
  const log = createFileLog(join(folder, 'logs'), redact, { level: environment.logLevel, name: `outrider-${host}` })
  for (const warning of environment.warnings) log.warn(warning)
  const vault = await openVault({ folder, passphrase: options.passphrase, log })
  const crypto = createNodeCrypto()
  const clock = createNodeClock()
  return {
    clock,
    crypto,
    host,
    log,
    practice,
    vault,
    version,
    ids: createNodeIds(clock),
    network: createNodeNetwork(log),
    person: readPerson(),
    profile: await openProfile({ folder, vault, crypto, log, openStores }),
    settings: environment.settings,
  }
}
