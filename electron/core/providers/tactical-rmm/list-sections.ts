import type { ServicesSection, SoftwareSection, ChecksSection, CustomFieldsSection } from '#shared/model/section.ts'
import { parseBytes } from '../toolkit/parse-bytes.ts'
import { parseDay, parseInstant } from '../toolkit/parse-instant.ts'
import { readFieldEntries, type FieldNames } from './custom-fields.ts'
import { readableItems } from './readable-items.ts'
import { tacticalCheck, tacticalSoftware, type TacticalCheck, type TacticalDetail } from './schema.ts'
import { meaningful, severityWord, whole } from './wire-words.ts'

/** More services than this on one device are not credible and would not be readable. */
const MAX_SERVICES = 2_000

/** Maps the list of services that the server stored last; null when there is no list that can be read. */
export function toServices(detail: TacticalDetail): ServicesSection | null {
  const services = readableItems(detail.services?.slice(0, MAX_SERVICES), (service) => {
    const name = meaningful(service?.name)
    if (!service || name === null) return []
    const pid = whole(service.pid)
    return [{
      name,
      displayName: meaningful(service.display_name),
      state: meaningful(service.status) ?? 'unknown',
      startType: service.autodelay === true ? `${service.start_type ?? 'Automatic'} (delayed)` : meaningful(service.start_type),
      account: meaningful(service.username),
      pid: pid === 0 ? null : pid,
      path: meaningful(service.binpath),
      description: meaningful(service.description),
    }]
  })
  return services && { services }
}

/** True for the answer of a server that never stored a list of programs. */
export const isNeverCollected = (value: unknown): boolean => Array.isArray(value) && value.length === 0

/** Maps the stored list of programs: an object with `software`; null when there is no list that can be read. */
export function toSoftware(value: unknown): SoftwareSection | null {
  const read = tacticalSoftware.read(value)
  const items = readableItems(read.ok ? read.value.software : null, (program) => {
    const name = program?.name?.trim() ?? ''
    if (!program || name === '') return []
    const bytes = parseBytes(program.size)
    return [{
      name,
      version: program.version?.trim() ?? '',
      publisher: meaningful(program.publisher),
      installedAt: parseDay(program.install_date),
      bytes: bytes === 0 ? null : bytes,
      location: meaningful(program.location),
    }]
  })
  return items && { items }
}

/** Maps a device's checks with its own results; null when there is no list that can be read. */
export function toChecks(value: unknown): ChecksSection | null {
  const checks = readableItems(Array.isArray(value) ? value : null, (row: unknown) => {
    const read = tacticalCheck.read(row)
    return read.ok && typeof read.value.id === 'number' ? [toCheck(read.value)] : []
  })
  return checks && { checks }
}

function toCheck(check: TacticalCheck): ChecksSection['checks'][number] {
  const result = check.check_result
  const status = result?.status
  return {
    id: String(check.id),
    name: meaningful(check.readable_desc) ?? `Check ${check.id}`,
    kind: meaningful(check.check_type),
    status: status === 'passing' || status === 'failing' ? status : 'pending',
    severity: severityWord(result?.alert_severity) ?? severityWord(check.alert_severity),
    lastRunAt: parseInstant(result?.last_run),
    detail: meaningful(result?.more_info) ?? meaningful(result?.stdout) ?? meaningful(result?.stderr),
    failCount: whole(result?.fail_count),
    recent: (result?.history ?? []).filter((point): point is number => typeof point === 'number'),
    isInherited: typeof check.policy === 'number',
  }
}

/** Maps the custom fields that have a value; null when there is no list that can be read. */
export function toCustomFieldsSection(detail: TacticalDetail, names: FieldNames): CustomFieldsSection | null {
  const fields = readableItems(detail.custom_fields, (entry) => readFieldEntries([entry]).map(({ field, value }) => ({ name: names(field), value })))
  return fields && { fields }
}
