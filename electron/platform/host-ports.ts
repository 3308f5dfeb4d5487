import { join } from 'node:path'
import type { Ports } from '#core/ports.ts'
import { findDataDir, prepareDataDir } from './data-dir.ts'
import { readEnvironment, type Environment } from './environment.ts'
import { createFileLog, type FileLog } from './file-log.ts'
import { readHostFacts } from './host-facts.ts'
import { createNodeClock } from './node-clock.ts'
import { createNodeCrypto } from './node-crypto.ts'
import { createNodeIds } from './node-ids.ts'
import { createNodeNetwork } from './node-network.ts'
import { createNodeTrace } from './node-trace.ts'
import { openVault } from './open-vault.ts'
import { readPerson } from './person.ts'
import { createPractice, type SpawnSimulator } from './practice-process.ts'
import { openProfile } from './profile.ts'
import { openStores } from './store-client.ts'

/** What a host has before anything asynchronous: its folder, its settings, its log. */
export interface HostGround {
  readonly host: Ports['host']
  readonly folder: string
  readonly environment: Environment
  readonly log: FileLog
}

/** Lays the ground of a host. Throws an `AppError` with words when the profile folder or a setting is unusable. */
export function layGround(host: Ports['host'], variables: Readonly<Record<string, string | undefined>>, redact: (text: string) => string): HostGround {
  const folder = findDataDir(variables)
  prepareDataDir(folder)
  const environment = readEnvironment(variables)
  const log = createFileLog(join(folder, 'logs'), redact, { level: environment.logLevel, name: `outrider-${host}` })
  for (const warning of environment.warnings) log.warn(warning)
  return { host, folder, environment, log }
}

/** What differs between hosts made of Node. */
export interface HostParts {
  readonly version: string
  readonly passphrase: string | undefined
  readonly spawnSimulator: SpawnSimulator
}

/** Everything a host lends to the core, made of Node. */
export async function openPorts({ host, folder, environment, log }: HostGround, parts: HostParts): Promise<Ports> {
  const vault = await openVault({ folder, passphrase: parts.passphrase, log })
  const crypto = createNodeCrypto()
  const clock = createNodeClock()
  return {
    clock,
    crypto,
    host,
    log,
    vault,
    version: parts.version,
    trace: createNodeTrace(),
    facts: readHostFacts(folder, environment, log),
    ids: createNodeIds(clock),
    network: createNodeNetwork(log, parts.version),
    person: readPerson(),
    practice: createPractice(parts.spawnSimulator),
    profile: await openProfile({ folder, vault, crypto, log, openStores }),
    settings: environment.settings,
  }
}
