import { createAccountsFeature } from './accounts/handlers.ts'
import { createBackupFeature } from './backup/handlers.ts'
import { createConnections } from './accounts/connections.ts'
import type { ConnectionPool } from './accounts/connections.ts'
import { createRequestUsage } from './accounts/request-usage.ts'
import { createSecretValues } from './accounts/secret-values.ts'
import { createMailReader } from './company/read-mail.ts'
import { toTarget, type CompanyContext, type Journal, type JournalTarget, type Modes } from './context.ts'
import { createDeviceFeature } from './device/handlers.ts'
import { createSectionReader } from './device/section-reader.ts'
import { createDiagnosticsFeature } from './diagnostics/handlers.ts'
import { createPipelineMemory } from './diagnostics/pipeline-memory.ts'
import type { PipelineMemory } from './diagnostics/pipeline-memory.ts'
import type { CallerId, Events } from './events.ts'
import { createInventoryFeature } from './inventory/handlers.ts'
import { createJournalFeature } from './journal/handlers.ts'
import { createJournal } from './journal/journal.ts'
import { createMetricsFeature } from './metrics/handlers.ts'
import type { CompanyEntry, Ports } from './ports.ts'
import type { AnyHandler } from './router.ts'
import { recordRestoration } from './restored-company.ts'
import { createReviewsFeature } from './reviews/handlers.ts'
import { createSettingsFeature } from './settings/handlers.ts'
import { createShellFeature } from './shell/handlers.ts'
import { createSyncFeature } from './sync/handlers.ts'

/** One open company: its features by noun, and its end. */
export interface OpenCompany {
  readonly entry: CompanyEntry
  readonly journal: Journal
  /** The stored device with this id, as a record names it; undefined when there is none. */
  target(deviceId: string): Promise<JournalTarget | undefined>
  find(noun: string, verb: string): AnyHandler | undefined
  callerGone(caller: CallerId): void
  close(): Promise<void>
}

interface RunningFeature {
  readonly noun: string
  readonly handlers: object
  readonly stop: () => void
  readonly settled?: () => Promise<void>
  readonly callerGone?: (caller: CallerId) => void
}

/** Every feature of a company, in the order they start. Adding a noun is one line here. */
function startFeatures(context: CompanyContext, pool: ConnectionPool, memory: PipelineMemory): readonly RunningFeature[] {
  return [
    createJournalFeature(context),
    createAccountsFeature({ context, pool }),
    createInventoryFeature(context),
    createDeviceFeature(context),
    createMetricsFeature(context),
    createShellFeature(context),
    createSyncFeature(context),
    createReviewsFeature(context),
    createBackupFeature(context),
    createDiagnosticsFeature({ context, memory }),
    createSettingsFeature(context),
  ]
}

async function closeAll(features: readonly RunningFeature[], pool: ConnectionPool, journal: Journal, isWriter: boolean): Promise<void> {
  for (const feature of features) await feature.settled?.()
  for (const feature of features.toReversed()) feature.stop()
  pool.closeAll()
  if (isWriter) await journal.checkpoint()
}

const mailCaller: CallerId = { id: 'another process' }

/** Opens a company: its stores, its connections, its journal, then every feature. */
export async function openCompany(ports: Ports, events: Events, modes: Modes, entry: CompanyEntry): Promise<OpenCompany> {
  const stores = await ports.profile.openCompany(entry.id)
  const usage = createRequestUsage(ports.clock, stores.store, ports.profile.isWriter)
  const memory = createPipelineMemory(ports, events)
  const pool = createConnections({ ports, pipeline: memory }, events, entry, stores.store, usage)
  const secrets = createSecretValues(ports, events, entry, stores.store)
  const journal = createJournal({ ports, events, mailbox: stores.mailbox, store: stores.store, company: entry, secretValues: secrets.read })
  await recordRestoration(ports, journal, entry)
  const lent = { ports, events, modes, entry, usage, store: stores.store, files: stores.files, mailbox: stores.mailbox }
  const base = { ...lent, connections: pool, journal, pipeline: memory, secretValues: secrets.read }
  const sections = createSectionReader(base)
  const context: CompanyContext = { ...base, sections }
  const features = startFeatures(context, pool, memory)
  const byNoun = new Map(features.map((feature) => [feature.noun, feature.handlers as Readonly<Record<string, AnyHandler>>]))
  const find = (noun: string, verb: string): AnyHandler | undefined => {
    const handlers = byNoun.get(noun)
    return handlers && Object.hasOwn(handlers, verb) ? handlers[verb] : undefined
  }
  const cancel = async (operationId: string) => find('device', 'cancelOperation')?.({ operationId } as never, mailCaller)
  const stopMail = ports.profile.isWriter ? stores.mailbox.listen(createMailReader({ journal, log: ports.log, cancel })) : () => {}
  return {
    entry,
    journal,
    target: async (deviceId) => {
      const device = await stores.store.read.device(deviceId)
      return device ? toTarget(device) : undefined
    },
    find,
    callerGone: (caller) => features.forEach((feature) => feature.callerGone?.(caller)),
    close: async () => {
      stopMail()
      secrets.stop()
      sections.stop()
      await closeAll(features, pool, journal, ports.profile.isWriter)
      await usage.stop()
      await stores.close()
    },
  }
}
