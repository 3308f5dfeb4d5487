import type { IncomingSection, SectionName } from '#shared/model/section.ts'
import type { DeviceReading, DeviceRef } from '../provider.ts'
import { BODY_LIMITS } from '../toolkit/api-client.ts'
import { countUnknown } from '../toolkit/parse-each.ts'
import { parseInstant } from '../toolkit/parse-instant.ts'
import { route } from '../toolkit/route.ts'
import { readFieldNames, type FieldNames } from './custom-fields.ts'
import { toHardware } from './hardware-section.ts'
import { ignoredDetailKeys } from './known-keys.ts'
import { toCustomFieldsSection, toServices } from './list-sections.ts'
import { toNetwork } from './network-section.ts'
import { tacticalDetail, type TacticalDetail } from './schema.ts'
import { type Reading, type SourceResult, unreadable, without } from './source-result.ts'
import { toVolumes } from './volumes-section.ts'

/** A section of the detail: how it is read, and the key that is null while the device never reported it. */
interface DetailPart {
  readonly section: SectionName
  readonly key: keyof TacticalDetail
  readonly read: (detail: TacticalDetail, names: FieldNames) => unknown
}

const parts: readonly DetailPart[] = [
  { section: 'hardware', key: 'wmi_detail', read: toHardware },
  { section: 'volumes', key: 'disks', read: toVolumes },
  { section: 'network', key: 'wmi_detail', read: toNetwork },
  { section: 'services', key: 'services', read: toServices },
  { section: 'custom_fields', key: 'custom_fields', read: toCustomFieldsSection },
]

/** Sections that one detail answer carries. */
export const detailSections: readonly SectionName[] = parts.map((part) => part.section)

/** Reads the wanted sections of the detail. */
export async function readDetail({ ask, drift }: Reading, device: DeviceRef, fieldNames: () => Promise<string>, wanted: readonly SectionName[]): Promise<SourceResult> {
  const names = readFieldNames(wanted.includes('custom_fields') ? await fieldNames() : '')
  const { value, answer } = await ask({ route: route('/agents/{agent_id}/', { agent_id: device.remoteId }), right: 'can_list_agents', maxBytes: BODY_LIMITS.detail })
  const asked = parts.filter(({ section }) => wanted.includes(section))
  const read = tacticalDetail.read(value)
  countUnknown(value, tacticalDetail.keys, ignoredDetailKeys, drift)
  if (!read.ok) return unreadable(asked.map((part) => part.section))
  const lastContact = parseInstant(read.value.last_seen)
  const observedAt = lastContact === null ? null : Math.min(lastContact, answer.fetchedAt)
  const results = asked.map((part): SourceResult => {
    const found = part.read(read.value, names)
    return found === null ? missing(part, read.value, device) : { sections: [toSection(part.section, found, observedAt, answer.fetchedAt)], failures: {} }
  })
  return { sections: results.flatMap((one) => one.sections), failures: Object.assign({}, ...results.map((one) => one.failures)) as DeviceReading['failures'] }
}

/** Null under its key, in an answer that is about this device, says that the device never reported it. */
const missing = ({ section, key }: DetailPart, detail: TacticalDetail, { remoteId }: DeviceRef): SourceResult =>
  detail.agent_id === remoteId && detail[key] === null ? without([section], 'not collected') : unreadable([section])

function toSection(section: SectionName, value: unknown, observedAt: number | null, fetchedAt: number): IncomingSection {
  const source = 'Tactical RMM, device detail'
  if (section === 'custom_fields') return { section, value, observedAt: fetchedAt, observedKind: 'reported', source }
  return { section, value, observedAt, observedKind: observedAt === null ? 'unknown' : 'bounded', source }
}
