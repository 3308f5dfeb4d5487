import type { Device } from '#shared/model/device.ts'

/** Facts of a device that come with a list row, without our ids and bookkeeping. */
export type DeviceFacts = Omit<Device, 'id' | 'accountId' | 'vendor' | 'remoteId' | 'fetchedAt' | 'missingSince'>

/** How a field is stored: a number of the word table, a text, an integer, 0/1, or JSON text. */
export type FieldKind = 'word' | 'text' | 'int' | 'bool' | 'json'

export interface StoredField<Field extends keyof Device = keyof Device> {
  readonly field: Field
  readonly column: string
  readonly kind: FieldKind
}

/** Columns of `device` that hold facts, in the order of every statement built from them. */
export const deviceFields = [
  { field: 'name', column: 'name', kind: 'text' },
  { field: 'client', column: 'client_code', kind: 'word' },
  { field: 'site', column: 'site_code', kind: 'word' },
  { field: 'type', column: 'type_code', kind: 'word' },
  { field: 'os', column: 'os_code', kind: 'word' },
  { field: 'osFamily', column: 'os_family_code', kind: 'word' },
  { field: 'model', column: 'model_code', kind: 'word' },
  { field: 'clientVersion', column: 'client_version_code', kind: 'word' },
  { field: 'architecture', column: 'architecture_code', kind: 'word' },
  { field: 'cpuModel', column: 'cpu_model_code', kind: 'word' },
  { field: 'graphics', column: 'graphics_code', kind: 'word' },
  { field: 'publicIp', column: 'public_ip_code', kind: 'word' },
  { field: 'bootAt', column: 'boot_at', kind: 'int' },
  { field: 'user', column: 'user', kind: 'text' },
  { field: 'isUserCurrent', column: 'is_user_current', kind: 'bool' },
  { field: 'localIps', column: 'local_ips', kind: 'json' },
  { field: 'serial', column: 'serial', kind: 'text' },
  { field: 'description', column: 'description', kind: 'text' },
  { field: 'disks', column: 'disks', kind: 'json' },
  { field: 'needsReboot', column: 'needs_reboot', kind: 'bool' },
  { field: 'isInMaintenance', column: 'is_in_maintenance', kind: 'bool' },
  { field: 'hasPendingUpdates', column: 'has_pending_updates', kind: 'bool' },
  { field: 'pendingActions', column: 'pending_actions', kind: 'int' },
  { field: 'checksTotal', column: 'checks_total', kind: 'int' },
  { field: 'checksFailing', column: 'checks_failing', kind: 'int' },
  { field: 'checksWarning', column: 'checks_warning', kind: 'int' },
  { field: 'customFields', column: 'custom_fields', kind: 'json' },
] as const satisfies readonly StoredField<keyof DeviceFacts>[]

/** Fields that live beside the wide row, in `mapping` and `device_contact`. The time of fetching comes from the list pages. */
export const besideFields = [
  { field: 'id', column: 'd.id', kind: 'text' },
  { field: 'accountId', column: 'm.account_code', kind: 'word' },
  { field: 'vendor', column: 'm.vendor_code', kind: 'word' },
  { field: 'remoteId', column: 'm.remote_id', kind: 'text' },
  { field: 'status', column: 'c.status_code', kind: 'word' },
  { field: 'lastSeenAt', column: 'c.last_seen_at', kind: 'int' },
  { field: 'fetchedAt', column: 'coalesce(c.fetched_at, 0)', kind: 'int' },
  { field: 'missingSince', column: 'c.missing_since', kind: 'int' },
] as const satisfies readonly StoredField[]
