import type { Device } from '#shared/model/device.ts'
import type { SectionName } from '#shared/model/section.ts'
import { toSentence, toWire } from '#shared/errors/app-error.ts'
import type { Stop } from '#shared/util/stop.ts'
import type { CompanyContext, SectionReadOptions, SectionReads, SectionsRead } from '../context.ts'
import { type DeviceReading, isReportedOf, type Manifest, type Provider, toDeviceRef } from '../providers/provider.ts'
import type { UnansweredSection } from '../storage/store.ts'

type ReaderContext = Omit<CompanyContext, 'sections'>

/** The reader of one company; stopping it ends the requests that are under way. */
export interface SectionReader extends SectionReads {
  readonly stop: Stop
}

const nothingAsked: SectionsRead = { asked: [], changed: [], failures: {}, rejected: 0, drift: {} }

/** Keeps work on one device in line: two windows and a background pass send one request. */
function createTurns(): <Result>(deviceId: string, work: () => Promise<Result>) => Promise<Result> {
  const turns = new Map<string, Promise<unknown>>()
  return async (deviceId, work) => {
    const turn = (turns.get(deviceId) ?? Promise.resolve()).then(work, work)
    turns.set(deviceId, turn)
    try {
      return await turn
    } finally {
      if (turns.get(deviceId) === turn) turns.delete(deviceId)
    }
  }
}

/** When each section was last read, or asked for and answered without a value. */
const lastAnswers = async ({ store }: ReaderContext, deviceId: string): Promise<ReadonlyMap<SectionName, number>> =>
  new Map((await store.read.sectionAnswers(deviceId)).map(({ section, at }) => [section, at]))

/** Sections of a reading that brought no value, and why. */
function toUnanswered(wanted: readonly SectionName[], { sections, failures, retryable }: DeviceReading): UnansweredSection[] {
  const withValue = new Set(sections.filter(({ value }) => value !== null && value !== undefined).map((one) => one.section))
  const without = wanted.filter((section) => !withValue.has(section))
  return without.map((section) => ({ section, problem: failures[section] ?? null, isAnswered: !retryable.includes(section) }))
}

/** Reads from the vendor. A vendor that does not answer is noted, so that the next pass asks other devices first. */
async function ask(context: ReaderContext, provider: Provider, device: Device, wanted: readonly SectionName[], signal: AbortSignal): Promise<DeviceReading> {
  const { connections, store, ports } = context
  try {
    const reading = await provider.readDevice(toDeviceRef(device), wanted, signal)
    connections.report(device.accountId, { ok: true })
    return reading
  } catch (error) {
    if (signal.aborted) throw error
    connections.report(device.accountId, { ok: false, error })
    const tried = wanted.map((section) => ({ section, problem: null, isAnswered: false }))
    const noted = store.write.saveSections(device.id, [], ports.clock.now(), tried)
    await noted.catch((reason: unknown) => ports.log.debug('an attempt was not noted', { deviceId: device.id, reason: String(reason) }))
    throw error
  }
}

/** One line a changed device, and one a section that should be there and is not (S189). */
function logReading(context: ReaderContext, device: Device, manifest: Manifest, read: SectionsRead, options: SectionReadOptions): void {
  const log = options.log ?? context.ports.log
  const facts = { deviceId: device.id, accountId: device.accountId, traceId: options.traceId }
  if (read.rejected > 0) log.warn('items of a device could not be read', { ...facts, count: read.rejected })
  if (read.changed.length > 0) log.info('sync changed a device', { ...facts, sections: read.changed.join(' ') })
  for (const [section, reason] of Object.entries(read.failures) as [SectionName, string][]) {
    if (isReportedOf(manifest, section, device.osFamily)) log.warn('a section was not read', { ...facts, section, reason })
  }
}

async function readNow(context: ReaderContext, device: Device, sections: readonly SectionName[], options: SectionReadOptions, signal: AbortSignal): Promise<SectionsRead> {
  const { connections, store, events, ports, modes, pipeline } = context
  const answeredAt = await lastAnswers(context, device.id)
  const due = sections.filter((section) => options.isWanted(section, answeredAt.get(section) ?? -Infinity))
  if (due.length === 0) return nothingAsked
  modes.assertOnline()
  const provider = await connections.provider(device.accountId)
  const wanted = [...new Set(due.flatMap((section) => [section, ...provider.sectionsReadTogether(section)]))]
  const reading = await ask(context, provider, device, wanted, signal)
  const before = ports.clock.monotonic()
  const changed = await store.write.saveSections(device.id, reading.sections, ports.clock.now(), toUnanswered(wanted, reading))
  pipeline.storedSections({ device, manifest: provider.manifest, reading, changed, durationMs: ports.clock.monotonic() - before })
  if (changed.length > 0) events.publish('device.sectionsChanged', { deviceId: device.id, sections: changed })
  const read = { asked: wanted, changed, failures: reading.failures, rejected: reading.rejected, drift: reading.drift }
  logReading(context, device, provider.manifest, read, options)
  return read
}

/** Creates the one way sections of devices are read from vendors and kept: for a person who looks, and for every pass. */
export function createSectionReader(context: ReaderContext): SectionReader {
  const stopping = new AbortController()
  const inTurn = createTurns()
  return {
    read: (device, sections, asked) => {
      const traceId = asked.traceId ?? context.ports.trace.current() ?? context.ports.ids.next('p')
      const options = { ...asked, traceId }
      const signal = options.signal ? AbortSignal.any([stopping.signal, options.signal]) : stopping.signal
      return inTurn(device.id, async () => {
        signal.throwIfAborted()
        return context.ports.trace.run(traceId, () => readNow(context, device, sections, options, signal))
      }).catch((error: unknown) => {
        if (!signal.aborted) logFailure(context, device, options, error)
        throw error
      })
    },
    stop: () => stopping.abort(),
  }
}

function logFailure(context: ReaderContext, device: Device, { log = context.ports.log, traceId }: SectionReadOptions, error: unknown): void {
  log.warn('a device was not read', { deviceId: device.id, accountId: device.accountId, traceId, reason: toSentence(toWire(error)) })
}
