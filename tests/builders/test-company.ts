import { join } from 'node:path'
import type { CompanyContext, Journal } from '#core/context.ts'
import { type Announcement, createEvents, type Events } from '#core/events.ts'
import { createJournal } from '#core/journal/journal.ts'
import { createModes, type ModeSwitches } from '#core/modes.ts'
import type { Ports, ResultFiles, Vault } from '#core/ports.ts'
import type { Store } from '#core/storage/store.ts'
import { openInProcessStore } from '#platform/in-process-store.ts'
import { createNodeCrypto } from '#platform/node-crypto.ts'
import { createNodeTrace } from '#platform/node-trace.ts'
import { createNodeIds } from '#platform/node-ids.ts'
import { createResultFiles } from '#platform/result-files.ts'
import { createSessionVault } from '#platform/session-vault.ts'
import type { EventPath, PayloadOf } from '#shared/contract/contract.ts'
import { aRecordingLog } from './recording-log.ts'
import { createTestClock, type TestClock } from './test-clock.ts'

/** An open company without vendors: encrypted files in a folder, a test clock, a vault in memory, the real journal. */
export interface TestCompany {
  readonly context: Pick<CompanyContext, 'ports' | 'events' | 'modes' | 'entry' | 'store' | 'files' | 'journal'>
  readonly store: Store
  readonly journal: Journal
  readonly files: ResultFiles
  readonly modes: ModeSwitches
  readonly clock: TestClock
  readonly vault: Vault
  readonly log: ReturnType<typeof aRecordingLog>
  readonly announced: readonly Announcement[]
  /** Resolves with the first announcement of an event, already made or to come, that `matches`. */
  heard<Path extends EventPath>(path: Path, matches: (payload: PayloadOf<Path>) => boolean): Promise<PayloadOf<Path>>
  /** Closes the files; what was under way is lost as in a crash. */
  close(): void
}

export interface TestCompanyOptions {
  readonly folder: string
  readonly clock?: TestClock
  readonly vault?: Vault
  readonly secretValues?: () => Promise<readonly string[]>
}

const entry = { id: 'c1', name: 'Test company', isPractice: false }
const key = '5a'.repeat(32)

function createPorts(clock: TestClock, vault: Vault, log: Ports['log']): Ports {
  const settings = new Map<string, string>()
  const readOnly = new Set<string>()
  const profile = {
    installId: 'i1',
    isWriter: true,
    getSetting: (name: string) => settings.get(name) ?? null,
    setSetting: async (name: string, value: string) => void settings.set(name, value),
    isReadOnly: (id: string) => readOnly.has(id),
    setReadOnly: async (id: string, isReadOnly: boolean) => void (isReadOnly ? readOnly.add(id) : readOnly.delete(id)),
  }
  const person = { osUser: 'jane', hostName: 'LAPTOP-1' }
  const ports = { clock, vault, log, profile, person, ids: createNodeIds(clock), trace: createNodeTrace(), crypto: createNodeCrypto(), version: '1.2.3', settings: {}, network: { setOffline: () => {} } }
  return ports as unknown as Ports
}

function createListener(events: Events, announced: readonly Announcement[]): TestCompany['heard'] {
  return (path, matches) =>
    new Promise((resolve) => {
      const isIt = (one: Announcement) => one.path === path && matches(one.payload as PayloadOf<typeof path>)
      const settle = (one: Announcement) => resolve(one.payload as PayloadOf<typeof path>)
      const known = announced.find(isIt)
      if (known !== undefined) return settle(known)
      const stop = events.subscribe((one) => {
        if (!isIt(one)) return
        stop()
        settle(one)
      })
    })
}

/** Opens (or opens again) the company in `folder`. */
export function openTestCompany(options: TestCompanyOptions): TestCompany {
  const { folder, clock = createTestClock(), vault = createSessionVault('for a test'), secretValues } = options
  const log = aRecordingLog()
  const ports = createPorts(clock, vault, log)
  const events = createEvents((error) => log.error('listener failed', { reason: String(error) }))
  const announced: Announcement[] = []
  events.subscribe((announcement) => announced.push(announcement))
  const opened = openInProcessStore({ folder, cacheKey: key, workKey: key, companyId: entry.id, findParser: () => () => ({ devices: [], rejected: 0, firstRejection: null, drift: {} }) })
  const { store } = opened
  const journal = createJournal({ store, ports, events, mailbox: { post: () => {} }, company: entry, secretValues })
  const files = createResultFiles(join(folder), Buffer.from(key, 'hex'))
  const modes = createModes(ports, entry.id)
  const context = { ports, events, modes, entry, store, files, journal, ...(secretValues ? { secretValues } : {}) }
  return { context, store, journal, files, modes, clock, vault, log, announced, heard: createListener(events, announced), close: () => opened.close() }
}
