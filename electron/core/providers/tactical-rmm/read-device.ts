import { isAppError, type AppError } from '#shared/errors/app-error.ts'
import type { Exchange } from '#shared/model/exchange.ts'
import type { IncomingSection, SectionName } from '#shared/model/section.ts'
import { isReportedOf, type DeviceReading, type DeviceRef } from '../provider.ts'
import { BODY_LIMITS, type ApiClient, type ReadCall, type TracedAnswer } from '../toolkit/api-client.ts'
import { countUnknown } from '../toolkit/parse-each.ts'
import { parseInstant } from '../toolkit/parse-instant.ts'
import { route } from '../toolkit/route.ts'
import { readFieldNames } from './custom-fields.ts'
import { toHardware } from './hardware-section.ts'
import { isNeverCollected, toChecks, toCustomFieldsSection, toServices, toSoftware } from './list-sections.ts'
import { manifest } from './manifest.ts'
import { toNetwork } from './network-section.ts'
import { ignoredCheckKeys, ignoredDetailKeys, ignoredSoftwareKeys } from './known-keys.ts'
import { tacticalCheck, tacticalDetail, tacticalSoftware, type TacticalDetail } from './schema.ts'
import { toVolumes } from './volumes-section.ts'

type Result = Pick<DeviceReading, 'sections' | 'failures'>
type Drift = Map<string, number>
type FieldNameReader = (signal: AbortSignal) => Promise<string>

/** Sections that one detail answer carries. */
const detailSections: readonly SectionName[] = ['hardware', 'volumes', 'network', 'services', 'custom_fields']

/** Sections that come in one answer with this one. */
export const sectionsReadTogether = (section: SectionName): readonly SectionName[] => (detailSections.includes(section) ? detailSections : [section])

/** One request, the sections it feeds, and what to make of its answer. */
interface Source {
  readonly sections: readonly SectionName[]
  readonly read: () => Promise<Result>
}

/**
 * Reads sections of one device: detail, software and checks are one request each, the names of custom fields one a day.
 * What cannot be read is named per section; throws only when nothing at all could be read.
 */
export async function readDevice(client: ApiClient, fieldNames: FieldNameReader, device: DeviceRef, wanted: readonly SectionName[], signal: AbortSignal): Promise<DeviceReading> {
  const possible = wanted.filter((section) => isReportedOf(manifest, section, device.osFamily))
  const exchanges: Exchange[] = []
  const drift: Drift = new Map()
  const ask = async (call: ReadCall) => {
    const answered = await client.readJson({ ...call, signal })
    exchanges.push(answered.answer.exchange)
    return answered
  }
  const sources: readonly Source[] = [
    { sections: possible.filter((section) => detailSections.includes(section)), read: () => readDetail(ask, device, () => fieldNames(signal), possible, drift) },
    { sections: possible.filter((section) => section === 'software'), read: () => readSoftware(ask, device, drift) },
    { sections: possible.filter((section) => section === 'checks'), read: () => readChecks(ask, device, drift) },
  ]
  const needed = sources.filter((source) => source.sections.length > 0)
  const settled = await Promise.all(needed.map(settle))
  const errors = settled.flatMap((one) => ('error' in one ? [one.error] : []))
  const [first] = errors
  if (first !== undefined && errors.length === settled.length && !isAboutOneCall(first)) throw first
  const absent = wanted.filter((section) => !possible.includes(section)).map((section) => [section, `Tactical RMM reports ${section} of Windows devices only.`])
  return {
    sections: settled.flatMap((one) => one.result.sections),
    failures: Object.assign(Object.fromEntries(absent), ...settled.map((one) => one.result.failures)) as DeviceReading['failures'],
    retryable: settled.flatMap((one) => ('error' in one && !isAboutOneCall(one.error) ? (Object.keys(one.result.failures) as SectionName[]) : [])),
    exchanges,
    drift: Object.fromEntries(drift),
  }
}

/** A missing right or a missing object concerns this call; anything else concerns the account. */
const isAboutOneCall = (error: AppError): boolean => error.code === 'auth.missing-right' || error.code === 'vendor.not-found' || error.code === 'vendor.refused'

async function settle(source: Source): Promise<{ readonly result: Result; readonly error: AppError } | { readonly result: Result }> {
  try {
    return { result: await source.read() }
  } catch (error) {
    if (!isAppError(error)) throw error
    const says = error.code === 'auth.missing-right' ? `no right: ${error.shape.facts['right']}` : error.shape.what
    return { error, result: { sections: [], failures: Object.fromEntries(source.sections.map((section) => [section, says])) } }
  }
}

type Ask = (call: ReadCall) => Promise<{ readonly value: unknown; readonly answer: TracedAnswer }>

async function readDetail(ask: Ask, device: DeviceRef, fieldNames: () => Promise<string>, wanted: readonly SectionName[], drift: Drift): Promise<Result> {
  const names = wanted.includes('custom_fields') ? readFieldNames(await fieldNames()) : readFieldNames('')
  const { value, answer } = await ask({ route: route('/agents/{agent_id}/', { agent_id: device.remoteId }), right: 'can_list_agents', maxBytes: BODY_LIMITS.detail })
  const read = tacticalDetail.read(value)
  countUnknown(value, tacticalDetail.keys, ignoredDetailKeys, drift)
  if (!read.ok) return unreadable(wanted.filter((section) => detailSections.includes(section)))
  const values: Readonly<Partial<Record<SectionName, (detail: TacticalDetail) => unknown>>> = {
    hardware: toHardware, volumes: toVolumes, network: toNetwork, services: toServices, custom_fields: (detail) => toCustomFieldsSection(detail, names),
  }
  const lastContact = parseInstant(read.value.last_seen)
  const observedAt = lastContact === null ? null : Math.min(lastContact, answer.fetchedAt)
  const sections = detailSections.filter((section) => wanted.includes(section)).map((section): IncomingSection => {
    const isServerFact = section === 'custom_fields'
    return {
      section,
      value: values[section]?.(read.value) ?? null,
      observedAt: isServerFact ? answer.fetchedAt : observedAt,
      observedKind: isServerFact ? 'reported' : observedAt === null ? 'unknown' : 'bounded',
      source: 'Tactical RMM, device detail',
    }
  })
  return { sections: sections.filter(isRead), failures: unreadable(sections.filter((one) => !isRead(one)).map((one) => one.section)).failures }
}

/** A section the answer does not hold is not "none": what is known stays, and the reason is told (S6). */
const isRead = (section: IncomingSection): boolean => section.value !== null

const unreadable = (sections: readonly SectionName[]): Result => ({ sections: [], failures: Object.fromEntries(sections.map((section) => [section, 'the answer could not be read'])) })

async function readSoftware(ask: Ask, device: DeviceRef, drift: Drift): Promise<Result> {
  const { value } = await ask({ route: route('/software/{agent_id}/', { agent_id: device.remoteId }), right: 'can_list_software', maxBytes: BODY_LIMITS.detail })
  if (isNeverCollected(value)) return { sections: [], failures: { software: 'not collected' } }
  countUnknown(value, tacticalSoftware.keys, ignoredSoftwareKeys, drift)
  const software = toSoftware(value)
  if (software === null) return unreadable(['software'])
  return { sections: [{ section: 'software', value: software, observedAt: null, observedKind: 'unknown', source: 'Tactical RMM, software' }], failures: {} }
}

async function readChecks(ask: Ask, device: DeviceRef, drift: Drift): Promise<Result> {
  const { value } = await ask({ route: route('/agents/{agent_id}/checks/', { agent_id: device.remoteId }), right: 'can_list_checks', maxBytes: BODY_LIMITS.detail })
  if (Array.isArray(value)) for (const check of value) countUnknown(check, tacticalCheck.keys, ignoredCheckKeys, drift)
  const checks = toChecks(value)
  if (checks === null) return unreadable(['checks'])
  const runs = checks.checks.flatMap((check) => check.lastRunAt ?? [])
  const observedAt = runs.length === 0 ? null : Math.max(...runs)
  return { sections: [{ section: 'checks', value: checks, observedAt, observedKind: observedAt === null ? 'unknown' : 'reported', source: 'Tactical RMM, checks' }], failures: {} }
}
