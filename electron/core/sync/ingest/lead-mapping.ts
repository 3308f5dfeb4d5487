import type { DeviceFacts } from '../../storage/device-fields.ts'
import { readFacts, setPrimary, updateDevice } from '../../storage/device-repository.ts'
import { readMappings, updateRowHash, type MappingOfDevice } from '../../storage/mapping-repository.ts'
import { unpackJson } from '../../storage/store-tools.ts'
import type { IngestParts } from './ingest-parts.ts'
import { mergeFacts } from './merge-facts.ts'

/** Our number and id of a device. */
export interface DeviceOfRow {
  readonly deviceN: number
  readonly deviceId: string
}

function setRemembered(parts: IngestParts, mapping: MappingOfDevice, isPrimary: boolean): void {
  const known = parts.lists.peek(mapping.accountId, mapping.remoteId)
  if (known) Object.assign(known, isPrimary ? { isPrimary } : { isPrimary, hash: '' })
}

/** Makes a further mapping the one that leads: its own last report becomes the device's facts. */
export function promote(parts: IngestParts, { deviceN }: DeviceOfRow, next: MappingOfDevice, at: number): void {
  const { cache } = parts.stores
  const stored = readFacts(cache, parts.words, deviceN)
  if (!stored || !next.facts) return
  const merged = mergeFacts(stored.facts, unpackJson(parts.tools.codec, next.facts) as DeviceFacts, stored.unreported, at)
  updateDevice(cache, parts.words, deviceN, merged.facts, merged.unreported, at)
  setPrimary(cache, { deviceN, mappingN: next.mappingN })
  setRemembered(parts, next, true)
}

/**
 * After a mapping changed its state: when the one that leads is not active and another is, that one leads. The old
 * leader's hash is cleared so that its next row is kept as its own report.
 */
export function electLead(parts: IngestParts, device: DeviceOfRow, at: number): boolean {
  const mappings = readMappings(parts.stores.cache, device.deviceId)
  const lead = mappings.find((one) => one.isPrimary)
  if (!lead || lead.state === 'active') return false
  const next = mappings.find((one) => one.state === 'active' && one.facts !== null)
  if (!next) return false
  promote(parts, device, next, at)
  updateRowHash(parts.stores.cache, lead.mappingN, '', null)
  setRemembered(parts, lead, false)
  return true
}
