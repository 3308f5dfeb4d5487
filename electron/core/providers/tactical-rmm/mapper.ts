import type { DeviceIdentity, DeviceStatus, DeviceType, IncomingDevice, OsFamily } from '#shared/model/device.ts'
import { parseInstant, parseUnixSeconds } from '../toolkit/parse-instant.ts'
import { readFieldEntries, type FieldNames, type FieldValue } from './custom-fields.ts'
import type { TacticalRow } from './schema.ts'
import { joined, looksVirtual, meaningful, meaningfulList, parseAddress, parseAddresses, whole } from './wire-words.ts'

/** Which keys of the wire row each field of a device comes from (S27). */
export const fieldSources: Readonly<Record<Exclude<keyof IncomingDevice, 'identity'> | `identity.${keyof DeviceIdentity}`, readonly (keyof TacticalRow)[]>> = {
  remoteId: ['agent_id'],
  name: ['hostname'],
  client: ['client_name'],
  site: ['site_name'],
  type: ['monitoring_type'],
  os: ['operating_system'],
  osFamily: ['plat'],
  status: ['status', 'last_seen'],
  lastSeenAt: ['last_seen'],
  bootAt: ['boot_time'],
  user: ['logged_username'],
  isUserCurrent: ['logged_username', 'italic'],
  localIps: ['local_ips'],
  publicIp: ['public_ip'],
  serial: ['serial_number'],
  model: ['make_model'],
  description: ['description'],
  clientVersion: ['version'],
  architecture: ['goarch'],
  cpuModel: ['cpu_model'],
  graphics: ['graphics'],
  disks: ['physical_disks'],
  needsReboot: ['needs_reboot'],
  isInMaintenance: ['maintenance_mode'],
  hasPendingUpdates: ['has_patches_pending'],
  pendingActions: ['pending_actions_count'],
  checksTotal: ['checks'],
  checksFailing: ['checks'],
  checksWarning: ['checks'],
  customFields: ['custom_fields'],
  'identity.serial': ['serial_number'],
  'identity.model': ['make_model'],
  'identity.systemUuid': [],
  'identity.macs': [],
  'identity.isVirtual': ['make_model'],
}

/** Makes a device of a list row. Pure: the same row gives the same device. Null means "not reported". */
export function toDevice(row: TacticalRow, fieldNames: FieldNames): IncomingDevice {
  const user = meaningful(row.logged_username)
  const model = meaningful(row.make_model)
  const serial = meaningful(row.serial_number)
  const lastSeenAt = parseInstant(row.last_seen)
  return {
    remoteId: row.agent_id,
    name: meaningful(row.hostname) ?? row.agent_id,
    client: meaningful(row.client_name),
    site: meaningful(row.site_name),
    type: toType(row.monitoring_type),
    os: meaningful(row.operating_system),
    osFamily: toOsFamily(row.plat),
    status: toStatus(row.status, lastSeenAt),
    lastSeenAt,
    bootAt: parseUnixSeconds(row.boot_time),
    user,
    isUserCurrent: user === null || typeof row.italic !== 'boolean' ? null : !row.italic,
    localIps: parseAddresses(row.local_ips),
    publicIp: parseAddress(row.public_ip),
    serial,
    model,
    description: meaningful(row.description),
    clientVersion: meaningful(row.version),
    architecture: meaningful(row.goarch),
    cpuModel: joined(row.cpu_model),
    graphics: meaningful(row.graphics),
    disks: meaningfulList(row.physical_disks),
    needsReboot: row.needs_reboot ?? null,
    isInMaintenance: row.maintenance_mode ?? null,
    hasPendingUpdates: row.has_patches_pending ?? null,
    pendingActions: whole(row.pending_actions_count),
    checksTotal: whole(row.checks?.total),
    checksFailing: whole(row.checks?.failing),
    checksWarning: whole(row.checks?.warning),
    customFields: toCustomFields(row.custom_fields, fieldNames),
    identity: { serial, model, systemUuid: null, macs: [], isVirtual: looksVirtual(model) },
  }
}

/** The vendor's three words and one missing date become our words; its thresholds are per device and its own. */
export function toStatus(status: string | null | undefined, lastSeenAt: number | null): DeviceStatus {
  if (status === 'online') return 'online'
  if (lastSeenAt === null) return 'unknown'
  if (status === 'offline') return 'late'
  return status === 'overdue' ? 'offline' : 'unknown'
}

const toType = (type: string | null | undefined): DeviceType => (type === 'server' || type === 'workstation' ? type : 'other')

/** `darwin` is macOS; anything unknown is `other`. */
const toOsFamily = (platform: string | null | undefined): OsFamily =>
  platform === 'windows' || platform === 'linux' ? platform : platform === 'darwin' ? 'macos' : 'other'

const noFields: IncomingDevice['customFields'] = {}

function toCustomFields(values: TacticalRow['custom_fields'], names: FieldNames): IncomingDevice['customFields'] {
  if (!values || values.length === 0) return noFields
  const fields: Record<string, FieldValue> = {}
  for (const { field, value } of readFieldEntries(values)) fields[names(field)] = value
  return fields
}
