import { inventDescription } from '../fleet/device-identity.ts'
import type { FleetDevice } from '../fleet/fleet.ts'
import { random, share } from '../fleet/random.ts'
import { coreSettings } from './records/core-settings-record.ts'
import { perWorld } from './records/derived-store.ts'
import type { PatchPolicy } from './records/policy-records.ts'
import { wireMoment } from './records/wire-moment.ts'
import type { TacticalWorld } from './world.ts'

/** What the server keeps about a device besides what the device reports; names as in the API. */
export interface DeviceRecord {
  readonly description: string | null
  readonly monitoring_type: 'server' | 'workstation'
  readonly policy: number | null
  readonly block_policy_inheritance: boolean
  readonly overdue_email_alert: boolean
  readonly overdue_text_alert: boolean
  readonly overdue_dashboard_alert: boolean
  /** Minutes. */
  readonly offline_time: number
  readonly overdue_time: number
  /** Seconds. */
  readonly check_interval: number
  readonly time_zone: string | null
  readonly default_shell: 'use_global' | 'cmd' | 'powershell' | 'bash' | 'custom'
  readonly default_shell_custom: string
  readonly maintenance_mode: boolean
  readonly modified_by: string | null
  readonly modified_time: string
}

const DAY = 86_400_000

interface Kept {
  readonly settings: Map<number, Partial<DeviceRecord>>
  /** Complete records already worked out. */
  readonly records: Map<number, DeviceRecord>
  readonly patches: Map<number, Partial<PatchPolicy>>
}

const keptOf = perWorld((): Kept => ({ settings: new Map(), records: new Map(), patches: new Map() }))

/** The settings of a device: those it was enrolled with and what was changed since. */
export function recordOf(device: FleetDevice, world: TacticalWorld): DeviceRecord {
  const { records } = keptOf(world)
  const known = records.get(device.id)
  if (known) return known
  const record = { ...firstRecord(device, world), ...keptOf(world).settings.get(device.id) }
  records.set(device.id, record)
  return record
}

function firstRecord(device: FleetDevice, world: TacticalWorld): DeviceRecord {
  const source = random(device.seed, 'settings')
  const enrolled = wireMoment(enrolledAt(device, world))
  return {
    description: inventDescription(device), monitoring_type: device.kind, policy: null, block_policy_inheritance: false,
    overdue_email_alert: source.chance(0.3), overdue_text_alert: source.chance(0.05),
    overdue_dashboard_alert: device.kind === 'server' || source.chance(0.2),
    offline_time: source.chance(0.92) ? 4 : source.pick([6, 10, 15]), overdue_time: source.chance(0.92) ? 30 : source.pick([45, 60, 120]),
    check_interval: 120, time_zone: device.timeZone === coreSettings(world).default_time_zone ? null : device.timeZone,
    default_shell: 'use_global', default_shell_custom: '',
    maintenance_mode: device.specimen === null && share(device.seed, 'maintenance') < 0.01, modified_by: null, modified_time: enrolled,
  }
}

/** When a device was enrolled. */
export const enrolledAt = (device: FleetDevice, world: TacticalWorld): number =>
  world.fleet.startedAt - (30 + share(device.seed, 'enrolled') * 900) * DAY

/** Changes what the server keeps about a device and stamps it. The device moves to the end of the lists. */
export function changeRecord(device: FleetDevice, changes: Partial<DeviceRecord>, username: string, world: TacticalWorld): void {
  const { settings, records } = keptOf(world)
  const stamp = { modified_by: username, modified_time: wireMoment(world.now()) }
  settings.set(device.id, { ...settings.get(device.id), ...changes, ...stamp })
  records.delete(device.id)
  world.fleet.touch(device)
}

/** The device's own patch policy. */
export function patchPolicyOfDevice(device: FleetDevice, world: TacticalWorld): PatchPolicy {
  const created = wireMoment(enrolledAt(device, world))
  return {
    id: device.id, created_by: null, created_time: created, modified_by: null, modified_time: created, critical: 'inherit', important: 'inherit',
    moderate: 'inherit', low: 'inherit', other: 'inherit', run_time_hour: 3, run_time_frequency: 'inherit', run_time_days: [5, 6],
    run_time_day: 1, reboot_after_install: 'inherit', reprocess_failed_inherit: true, reprocess_failed: false, reprocess_failed_times: 5,
    email_if_fail: false, ...keptOf(world).patches.get(device.id), agent: device.id, policy: null,
  }
}

/** Changes members of a device's own patch policy; `null` sets everything back. */
export function changePatchPolicy(device: FleetDevice, changes: Partial<PatchPolicy> | null, world: TacticalWorld): void {
  const { patches } = keptOf(world)
  if (changes === null) patches.delete(device.id)
  else patches.set(device.id, { ...patches.get(device.id), ...changes })
}
