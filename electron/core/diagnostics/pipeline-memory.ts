import type { Exchange } from '#shared/model/exchange.ts'
import { keptDevices } from '#shared/contract/diagnostics.ts'
import { AccountId, DeviceId } from '#shared/model/ids.ts'
import type { ChangeSet, MappedRecord } from '#shared/model/pipeline.ts'
import type { SectionName } from '#shared/model/section.ts'
import { freshnessOf, observation } from '#shared/util/freshness.ts'
import type { Stop } from '#shared/util/stop.ts'
import type { PipelineLog, StoredPage, StoredSections } from '../context.ts'
import type { Events } from '../events.ts'
import type { Ports } from '../ports.ts'
import { joinSteps } from './join-steps.ts'

/** Requests that are remembered: the passes and questions of the last minutes. */
const keptExchanges = 500

/** What is kept of one device. Texts are as they came: they are redacted when somebody asks. */
export interface KeptStep {
  readonly deviceId: DeviceId
  readonly accountId: AccountId
  readonly traceId: string
  readonly at: number
  /** Requests; asked late, because a list is stored while its answer is still arriving. */
  readonly responses: () => readonly Exchange[]
  readonly mapped: MappedRecord
  readonly change: ChangeSet
  /** Freshness of the sections that came, as judged when they were stored. */
  readonly judged: readonly { readonly section: SectionName; readonly freshness: 'fresh' | 'ageing' | 'stale' | 'unknown' }[]
  /** The announcement that told screens to draw the row anew; null while there was none. */
  readonly announced: { readonly revision: number; readonly at: number } | null
}

/** The pipeline log with what it remembers. */
export interface PipelineMemory extends PipelineLog {
  /** The newest first. */
  steps(): readonly KeptStep[]
  /** The oldest first. */
  exchanges(traceId: string): readonly Exchange[]
  readonly stop: Stop
}

const none: Pick<MappedRecord, 'sections' | 'failures' | 'rows' | 'rejected' | 'firstRejection' | 'drift'> = { sections: [], failures: {}, rows: null, rejected: 0, firstRejection: null, drift: {} }

function fromPage({ accountId, exchange, result, durationMs }: StoredPage, traceId: string, at: number): KeptStep[] {
  const { rows, rejected, firstRejection, drift } = result
  const responses = () => {
    const answered = exchange()
    return answered ? [answered] : []
  }
  return result.trails.map((trail) => ({
    deviceId: DeviceId.parse(trail.deviceId),
    accountId: AccountId.parse(accountId),
    traceId,
    at,
    responses,
    mapped: { ...none, fields: trail.mapped.split('\n'), rows, rejected, firstRejection, drift },
    change: { kind: trail.kind, fields: [...trail.changes], sections: [], durationMs: Math.round(durationMs) },
    judged: [],
    announced: null,
  }))
}

function fromSections({ device, manifest, reading, changed, durationMs }: StoredSections, traceId: string, at: number): KeptStep {
  const judged = reading.sections.map(({ section, observedAt, observedKind }) => ({ section, freshness: freshnessOf(observation(observedAt, observedKind, at), manifest.cadence[section], at) }))
  return {
    deviceId: device.id,
    accountId: device.accountId,
    traceId,
    at,
    responses: () => reading.exchanges,
    mapped: { ...none, fields: [], sections: reading.sections.map((one) => one.section), failures: { ...reading.failures } },
    change: { kind: changed.length > 0 ? 'updated' : 'unchanged', fields: [], sections: [...changed], durationMs: Math.round(durationMs) },
    judged,
    announced: null,
  }
}

/** Creates the memory of one company. Everything in it is gone with the process. */
export function createPipelineMemory(ports: Pick<Ports, 'clock' | 'trace'>, events: Events): PipelineMemory {
  /** The oldest first: a device that is heard of again moves to the end. */
  const steps = new Map<string, KeptStep>()
  let exchanges: Exchange[] = []
  const keep = (step: KeptStep) => {
    const before = steps.get(step.deviceId)
    steps.delete(step.deviceId)
    steps.set(step.deviceId, before?.traceId === step.traceId ? joinSteps(before, step) : step)
    const [oldest] = steps.keys()
    if (steps.size > keptDevices && oldest !== undefined) steps.delete(oldest)
  }
  const stop = events.subscribe(({ path, payload }) => {
    if (path !== 'inventory.changed') return
    const { ids, revision } = payload as { readonly ids: readonly string[]; readonly revision: number }
    const at = ports.clock.now()
    for (const id of ids) {
      const step = steps.get(id)
      if (step && step.announced === null && step.change.kind !== 'unchanged') steps.set(id, { ...step, announced: { revision, at } })
    }
  })
  const traceId = () => ports.trace.current() ?? ''
  return {
    stop,
    asked: (exchange) => {
      // Cut in one go, so that a busy minute does not move the list at every request.
      if (exchanges.push(exchange) >= 2 * keptExchanges) exchanges = exchanges.slice(-keptExchanges)
    },
    storedPage: (page) => fromPage(page, traceId(), ports.clock.now()).forEach(keep),
    storedSections: (read) => {
      // Where the vendor has nothing of the kind, nothing was asked and nothing came in.
      if (read.reading.exchanges.length > 0) keep(fromSections(read, traceId(), ports.clock.now()))
    },
    steps: () => [...steps.values()].toReversed(),
    exchanges: (id) => exchanges.filter((one) => one.traceId === id),
  }
}
