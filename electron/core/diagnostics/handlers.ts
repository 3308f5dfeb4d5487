import type { ParsedOf } from '#shared/contract/contract.ts'
import type { TraceStory } from '#shared/contract/diagnostics.ts'
import { fromColumns } from '#shared/model/device-columns.ts'
import type { DeviceColumns } from '#shared/model/device-columns.ts'
import type { Device } from '#shared/model/device.ts'
import type { PipelineEntry } from '#shared/model/pipeline.ts'
import type { CompanyContext, Feature } from '../context.ts'
import { createRedactor } from '../redact/redactor.ts'
import { toEntry } from './entry-view.ts'
import { readOverview } from './overview.ts'
import type { KeptStep, PipelineMemory } from './pipeline-memory.ts'

/** Passes and journal records that are looked through for one trace id. */
const passesLooked = 200
const recordsLooked = 1_000

interface DiagnosticsParts {
  readonly context: CompanyContext
  readonly memory: PipelineMemory
}

async function readDevices({ store }: CompanyContext, steps: readonly KeptStep[]): Promise<ReadonlyMap<string, Device>> {
  if (steps.length === 0) return new Map()
  const { encoded } = await store.read.rows(steps.map((step) => step.deviceId))
  return new Map(fromColumns(JSON.parse(encoded) as DeviceColumns).map((device) => [device.id, device]))
}

/** Steps as they are shown, with the device as it is stored now. */
async function viewSteps({ context }: DiagnosticsParts, steps: readonly KeptStep[]): Promise<PipelineEntry[]> {
  const { store, ports, secretValues } = context
  const [devices, lists, secrets] = await Promise.all([readDevices(context, steps), store.read.listStates(), secretValues?.() ?? []])
  const tools = {
    redactor: createRedactor(secrets),
    now: ports.clock.now(),
    host: ports.host,
    listFetchedAt: (accountId: string) => lists[accountId]?.listFetchedAt ?? null,
  }
  return steps.map((step) => toEntry(step, devices.get(step.deviceId) ?? null, tools))
}

const hasText = ({ deviceId, deviceName, traceId }: PipelineEntry, text: string): boolean =>
  [deviceId, deviceName, traceId].some((one) => one?.toLowerCase().includes(text))

async function readPipeline(parts: DiagnosticsParts, { deviceId, text }: ParsedOf<'diagnostics.pipeline'>): Promise<{ entries: PipelineEntry[] }> {
  const steps = parts.memory.steps().filter((step) => deviceId === undefined || step.deviceId === deviceId)
  const entries = await viewSteps(parts, steps)
  const wanted = text?.trim().toLowerCase() ?? ''
  return { entries: wanted === '' ? entries : entries.filter((entry) => hasText(entry, wanted)) }
}

async function readStory(parts: DiagnosticsParts, traceId: string): Promise<TraceStory> {
  const { store } = parts.context
  const [entries, passes, journal] = await Promise.all([
    viewSteps(parts, parts.memory.steps().filter((step) => step.traceId === traceId)),
    store.read.summaries(passesLooked),
    store.read.journal({ limit: recordsLooked }),
  ])
  return {
    traceId,
    entries,
    exchanges: [...parts.memory.exchanges(traceId)],
    passes: passes.filter((pass) => pass.traceId === traceId),
    records: journal.records.filter((record) => record['trace'] === traceId),
  }
}

/** The `diagnostics.*` commands. */
export function createDiagnosticsFeature(parts: DiagnosticsParts): Feature<'diagnostics'> {
  return {
    noun: 'diagnostics',
    stop: parts.memory.stop,
    handlers: {
      overview: () => readOverview(parts.context),
      pipeline: (input) => readPipeline(parts, input),
      trace: ({ traceId }) => readStory(parts, traceId),
    },
  }
}
