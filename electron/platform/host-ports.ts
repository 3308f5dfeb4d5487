import { join } from 'node:path'
import type { LockedPorts, Ports, Vault } from '#core/ports.ts'
import { findDataDir, prepareDataDir } from './data-dir.ts'
import { readEnvironment, type Environment } from './environment.ts'
import { forgetFailedUnlocks, readFailedUnlocks } from './failed-unlocks.ts'
import { createFolderHandover, findHandoverFolder } from './handover.ts'
import { createFileLog, type FileLog } from './file-log.ts'
import { readHostFacts } from './host-facts.ts'
import type { Keychain } from './keychain-vault.ts'
import { createNodeClock } from './node-clock.ts'
import { createNodeCrypto } from './node-crypto.ts'
import { createNodeIds } from './node-ids.ts'
import { createNodeNetwork } from './node-network.ts'
import { createNodeTrace } from './node-trace.ts'
import { openVault } from './open-vault.ts'
import { readPerson } from './person.ts'
import { createPractice, type SpawnSimulator } from './practice-process.ts'
import { createProfileKeys } from './profile-keys.ts'
import { openProfile } from './profile.ts'
import { openStores } from './store-client.ts'

/** What a host has before anything asynchronous: its folder, its settings, its log. */
export interface HostGround {
  readonly host: Ports['host']
  readonly folder: string
  readonly environment: Environment
  readonly log: FileLog
  /** Where files for the person go. */
  readonly handoverFolder: string
}

/** Lays the ground of a host. Throws an `AppError` with words when the profile folder or a setting is unusable. */
export function layGround(host: Ports['host'], variables: Readonly<Record<string, string | undefined>>, redact: (text: string) => string): HostGround {
  const folder = findDataDir(variables)
  prepareDataDir(folder)
  const environment = readEnvironment(variables)
  const log = createFileLog(join(folder, 'logs'), redact, { level: environment.logLevel, name: `outrider-${host}` })
  for (const warning of environment.warnings) log.warn(warning)
  return { host, folder, environment, log, handoverFolder: findHandoverFolder(variables) }
}

/** What differs between hosts made of Node. */
export interface HostParts {
  readonly version: string
  readonly passphrase: string | undefined
  /** The passphrase was typed by a person just now. */
  readonly wasTyped?: boolean
  readonly spawnSimulator: SpawnSimulator
  /** Instead of the folder for downloads. */
  readonly handover?: Ports['handover'] | undefined
  /** Binding to the keychain; tests lend one that is broken in a known way. */
  readonly keychain?: () => Promise<Keychain>
}

/** Everything a host that cannot ask lends to the core, made of Node. */
export async function openPorts(ground: HostGround, parts: HostParts): Promise<Ports> {
  return openWithVault(ground, parts, await openVault({ folder: ground.folder, passphrase: parts.passphrase, log: ground.log }))
}

/** The same for a host with screens: it starts before the keys are open. */
export function openLockedPorts(ground: HostGround, parts: HostParts): LockedPorts {
  const open = (vault: Vault, wasTyped: boolean) => openWithVault(ground, { ...parts, wasTyped }, vault)
  return { ids: createNodeIds(createNodeClock()), trace: createNodeTrace(), log: ground.log, keys: createProfileKeys({ folder: ground.folder, log: ground.log, passphrase: parts.passphrase, keychain: parts.keychain }, open) }
}

async function openWithVault({ host, folder, environment, log, handoverFolder }: HostGround, parts: HostParts, vault: Vault): Promise<Ports> {
  const crypto = createNodeCrypto()
  const clock = createNodeClock()
  const profile = await openProfile({ folder, vault, crypto, log, openStores })
  const unlocked = { wasTyped: parts.wasTyped === true, failedAt: readFailedUnlocks(folder), forget: () => forgetFailedUnlocks(folder) }
  return {
    clock,
    crypto,
    host,
    log,
    vault,
    profile,
    version: parts.version,
    trace: createNodeTrace(),
    facts: readHostFacts(folder, environment, log),
    ids: createNodeIds(clock),
    network: createNodeNetwork(log, parts.version),
    person: readPerson(),
    practice: createPractice(parts.spawnSimulator),
    handover: parts.handover ?? createFolderHandover(handoverFolder),
    settings: environment.settings,
    ...(vault.kind === 'passphrase' ? { unlocked } : {}),
  }
}
