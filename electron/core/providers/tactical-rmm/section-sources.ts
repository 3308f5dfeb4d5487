import type { z } from 'zod'
import type { AlertItem, CheckItem, CustomFieldsSection, HardwareSection, NetworkSection, ServiceItem, SoftwareItem, UpdateItem, Volume } from '#shared/model/section.ts'
import type { TacticalAlert, TacticalCheck, TacticalDetail, TacticalUpdate } from './schema.ts'

type From<Model, Wire> = Readonly<Record<keyof Model, readonly (keyof Wire)[]>>
type WireService = NonNullable<NonNullable<TacticalDetail['services']>[number]>
type WireVolume = NonNullable<NonNullable<TacticalDetail['disks']>[number]>

/** Which keys of the detail each fact of the hardware comes from (S27). */
export const hardwareSources: From<HardwareSection, TacticalDetail> = {
  manufacturer: ['wmi_detail'],
  model: ['wmi_detail', 'make_model'],
  serial: ['wmi_detail'],
  systemUuid: ['wmi_detail'],
  isVirtual: ['wmi_detail', 'make_model'],
  processors: ['wmi_detail', 'cpu_model'],
  cores: ['wmi_detail', 'cpu_model'],
  logicalCores: ['wmi_detail', 'cpu_model'],
  memoryTotal: ['wmi_detail', 'total_ram'],
  memoryModules: ['wmi_detail'],
  disks: ['wmi_detail', 'physical_disks'],
  graphics: ['wmi_detail', 'graphics'],
  biosVersion: ['wmi_detail'],
  biosDate: ['wmi_detail'],
  board: ['wmi_detail'],
  osName: ['wmi_detail', 'operating_system'],
  osVersion: ['wmi_detail'],
  osInstalledAt: ['wmi_detail'],
  domain: ['wmi_detail'],
}

export const networkSources: From<NetworkSection, TacticalDetail> = { adapters: ['wmi_detail', 'local_ips', 'plat'], publicIp: ['public_ip'] }

export const customFieldsSources: From<CustomFieldsSection, TacticalDetail> = { fields: ['custom_fields'] }

/** Which keys of an entry of `disks` each fact of a volume comes from; the disk is found by name and size. */
export const volumeSources: From<z.infer<typeof Volume>, WireVolume> = {
  name: ['device'],
  fileSystem: ['fstype'],
  bytes: ['total'],
  freeBytes: ['free'],
  usedPercent: ['total', 'free', 'percent'],
  disk: ['device', 'total'],
  diskReason: ['device', 'total'],
  flag: ['total', 'free', 'percent'],
}

export const serviceSources: From<ServiceItem, WireService> = {
  name: ['name'],
  displayName: ['display_name'],
  state: ['status'],
  startType: ['start_type', 'autodelay'],
  account: ['username'],
  pid: ['pid'],
  path: ['binpath'],
  description: ['description'],
}

export const softwareSources: Readonly<Record<keyof SoftwareItem, readonly string[]>> = {
  name: ['name'],
  version: ['version'],
  publisher: ['publisher'],
  installedAt: ['install_date'],
  bytes: ['size'],
  location: ['location'],
}

export const checkSources: From<CheckItem, TacticalCheck> = {
  id: ['id'],
  name: ['readable_desc'],
  kind: ['check_type'],
  status: ['check_result'],
  severity: ['check_result', 'alert_severity'],
  lastRunAt: ['check_result'],
  detail: ['check_result'],
  failCount: ['check_result'],
  recent: ['check_result'],
  isInherited: ['policy'],
}

export const updateSources: From<UpdateItem, TacticalUpdate> = {
  id: ['id'],
  kb: ['kb'],
  title: ['title', 'kb'],
  severity: ['severity'],
  categories: ['categories'],
  state: ['installed', 'result'],
  isDownloaded: ['downloaded'],
  decision: ['action'],
  installedAt: ['date_installed'],
  isDefinition: ['categories', 'title'],
}

export const alertSources: From<AlertItem, TacticalAlert> = {
  id: ['id'],
  message: ['message', 'alert_type'],
  severity: ['severity'],
  kind: ['alert_type'],
  raisedAt: ['alert_time'],
  isSnoozed: ['snoozed'],
  snoozedUntil: ['snooze_until', 'snoozed'],
}
