import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createCore } from '#core/create-core.ts'
import type { Core } from '#core/create-core.ts'
import type { Ports } from '#core/ports.ts'
import { createRedactor } from '#core/redact/redactor.ts'
import { layGround, openPorts } from '#platform/host-ports.ts'
import { spawnSimulator } from '#platform/spawn-simulator.ts'
import { createApi } from '#shared/contract/client.ts'
import type { Api } from '#shared/contract/client.ts'
import { startSimulator } from '#simulators/start-simulator.ts'
import type { Simulator } from '#simulators/start-simulator.ts'

/** A real core on a profile folder of its own: real store threads, real network, a passphrase vault. */
export interface TestCore {
  readonly core: Core
  readonly api: Api
  readonly ports: Ports
  readonly folder: string
  /** Closes the core; the profile folder stays unless `removeFolder` is called. */
  close(): Promise<void>
  removeFolder(): void
}

export interface TestCoreOptions {
  /** An existing profile to open again; a new temporary one otherwise. */
  readonly folder?: string
  readonly host?: Ports['host']
  readonly variables?: Readonly<Record<string, string>>
  /** Changes ports before the core is made, for tests that own time. */
  readonly adapt?: (ports: Ports) => Ports
}

/** Opens the vault of every profile a test makes. */
export const testPassphrase = 'a passphrase for tests'

const testCaller = { id: 'test' }

/** Talks to a core in process, as the command line does. */
export const connectTo = (core: Core, caller = testCaller): Api =>
  createApi({
    call: (path, input) => core.call(path, input, caller),
    on: (path, listener) =>
      core.subscribe((announcement) => {
        if (announcement.path === path && (announcement.owner === undefined || announcement.owner === caller.id)) listener(announcement.payload)
      }),
  })

/** Opens a core for a test. Its scrypt work is real, so opening takes a moment. */
export async function openTestCore(options: TestCoreOptions = {}): Promise<TestCore> {
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'outrider-test-'))
  const ground = layGround(options.host ?? 'cli', { OUTRIDER_EXPORT_DIR: join(folder, 'handed-over'), ...options.variables, OUTRIDER_DATA_DIR: folder }, createRedactor().redact)
  const made = await openPorts(ground, { version: '0.0.0-test', passphrase: testPassphrase, spawnSimulator })
  const ports = options.adapt?.(made) ?? made
  const core = await createCore(ports)
  return { core, api: connectTo(core), ports, folder, close: () => core.close(), removeFolder: () => rmSync(folder, { recursive: true, force: true }) }
}

/** A core with one account on a simulator that listens on a free port. Nothing is synced yet. */
export async function openConnectedCore(
  options: TestCoreOptions & { readonly devices?: number; readonly seed?: number; readonly frozen?: boolean; readonly now?: () => number } = {},
): Promise<TestCore & { readonly simulator: Simulator; readonly accountId: string }> {
  const simulator = await startSimulator({ vendor: 'tactical_rmm', devices: options.devices ?? 60, port: 0, seed: options.seed ?? 7, waitScale: 0.01, frozen: options.frozen ?? false, ...(options.now && { now: options.now }) })
  const opened = await openTestCore(options)
  const { account } = await opened.api.accounts.add({ vendor: 'tactical-rmm', name: 'Test', apiUrl: simulator.url, secrets: { apiKey: simulator.apiKey } })
  const close = async () => {
    await opened.close()
    await simulator.close()
  }
  return { ...opened, close, simulator, accountId: account.id }
}
