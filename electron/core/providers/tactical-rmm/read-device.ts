import { isAppError, type AppError } from '#shared/errors/app-error.ts'
import type { Exchange } from '#shared/model/exchange.ts'
import type { SectionName } from '#shared/model/section.ts'
import { isReportedOf, whyUnreported, type DeviceReading, type DeviceRef } from '../provider.ts'
import type { ApiClient, ReadCall } from '../toolkit/api-client.ts'
import type { AlertLists } from './alert-list.ts'
import { manifest } from './manifest.ts'
import { detailSections, readDetail } from './read-detail.ts'
import { readAlerts, readChecks, readSoftware, readUpdates } from './read-lists.ts'
import type { Reading, SourceResult } from './source-result.ts'

/** What the devices of an account share: the names of its custom fields, and its alerts. */
export interface SharedLists {
  readonly fieldNames: (signal: AbortSignal) => Promise<string>
  readonly alerts: AlertLists
}

/** Sections that cost nothing more with this one: those of the same answer, and the alerts of a device whose checks are read. */
export function sectionsReadTogether(section: SectionName): readonly SectionName[] {
  if (detailSections.includes(section)) return detailSections
  return section === 'checks' ? ['checks', 'alerts'] : [section]
}

/** One request, the sections it feeds, and what to make of its answer. */
interface Source {
  readonly sections: readonly SectionName[]
  readonly read: () => Promise<SourceResult>
}

/**
 * Reads sections of one device: detail, software, updates and checks are one request each; the names of custom fields are
 * one a day and the alerts one a minute, for all devices of the account. What cannot be read is named per section; throws
 * only when nothing at all could be read.
 */
export async function readDevice(client: ApiClient, shared: SharedLists, device: DeviceRef, wanted: readonly SectionName[], signal: AbortSignal): Promise<DeviceReading> {
  const possible = wanted.filter((section) => isReportedOf(manifest, section, device.osFamily))
  const exchanges: Exchange[] = []
  const ask = async (call: ReadCall) => {
    const answered = await client.readJson({ ...call, signal })
    exchanges.push(answered.answer.exchange)
    return answered
  }
  const reading: Reading = { ask, exchanges, drift: new Map(), rejected: { count: 0 } }
  const settled = await Promise.all(sourcesOf(reading, shared, device, possible, signal).map(settle))
  const errors = settled.flatMap((one) => ('error' in one ? [one.error] : []))
  const [first] = errors
  if (first !== undefined && errors.length === settled.length && !isAboutOneCall(first)) throw first
  const absent = wanted.filter((section) => !possible.includes(section)).map((section) => [section, whyUnreported(manifest, section)])
  return {
    sections: settled.flatMap((one) => one.result.sections),
    failures: Object.assign(Object.fromEntries(absent), ...settled.map((one) => one.result.failures)) as DeviceReading['failures'],
    retryable: settled.flatMap((one) => ('error' in one && !isAboutOneCall(one.error) ? (Object.keys(one.result.failures) as SectionName[]) : [])),
    exchanges,
    rejected: reading.rejected.count,
    drift: Object.fromEntries(reading.drift),
  }
}

/** The requests that the wanted sections need. */
function sourcesOf(reading: Reading, shared: SharedLists, device: DeviceRef, wanted: readonly SectionName[], signal: AbortSignal): readonly Source[] {
  const of = (...names: readonly SectionName[]) => wanted.filter((section) => names.includes(section))
  const sources: readonly Source[] = [
    { sections: of(...detailSections), read: () => readDetail(reading, device, () => shared.fieldNames(signal), wanted) },
    { sections: of('software'), read: () => readSoftware(reading, device) },
    { sections: of('updates'), read: () => readUpdates(reading, device) },
    { sections: of('checks'), read: () => readChecks(reading, device) },
    { sections: of('alerts'), read: () => readAlerts(reading, shared.alerts, device, signal) },
  ]
  return sources.filter((source) => source.sections.length > 0)
}

/** A missing right or a missing object concerns this call; anything else concerns the account. */
const isAboutOneCall = (error: AppError): boolean => error.code === 'auth.missing-right' || error.code === 'vendor.not-found' || error.code === 'vendor.refused'

async function settle(source: Source): Promise<{ readonly result: SourceResult; readonly error: AppError } | { readonly result: SourceResult }> {
  try {
    return { result: await source.read() }
  } catch (error) {
    if (!isAppError(error)) throw error
    const says = error.code === 'auth.missing-right' ? `no right: ${error.shape.facts['right']}` : error.shape.what
    return { error, result: { sections: [], failures: Object.fromEntries(source.sections.map((section) => [section, says])) } }
  }
}
