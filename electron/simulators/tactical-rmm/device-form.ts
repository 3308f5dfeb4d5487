import type { FleetDevice } from '../fleet/fleet.ts'
import type { DeviceRecord } from './device-record.ts'
import type { Body } from './records/call-body.ts'
import { ALL_TIME_ZONES } from './records/core-settings-record.ts'
import { devicePatchFields, policiesOf, type PatchPolicy } from './records/policy-records.ts'
import { choice, flag, nullable, readFields, reference, text, whole, type FieldSet, type Problems } from './records/record-fields.ts'
import type { TacticalWorld } from './world.ts'

/** What a device edit wants to change. */
export interface DeviceChanges {
  readonly record: Partial<DeviceRecord>
  readonly siteId: number | undefined
  readonly patch: Partial<PatchPolicy> | undefined
}

interface Editable extends DeviceRecord {
  readonly site: number | null
}

const fields: FieldSet<Editable> = {
  maintenance_mode: flag(false), block_policy_inheritance: flag(false), overdue_email_alert: flag(false), overdue_text_alert: flag(false),
  overdue_dashboard_alert: flag(false), policy: reference((world, id) => policiesOf(world).has(id)),
  monitoring_type: choice(['server', 'workstation']), description: nullable(text({ max: 255 })), offline_time: whole(), overdue_time: whole(),
  check_interval: whole(), time_zone: nullable(choice(ALL_TIME_ZONES)), site: reference((world, id) => world.fleet.places.sites.has(id)),
  default_shell: choice(['use_global', 'cmd', 'powershell', 'bash', 'custom']), default_shell_custom: text({ max: 255 }),
}

/** Reads a device edit: what to change, or the server's complaints. */
export function readDeviceEdit(
  device: FleetDevice, body: Body, world: TacticalWorld,
): { readonly changes: DeviceChanges } | { readonly problems: Problems } {
  const { values, problems } = readFields(fields, body, world, false)
  const { site, ...record } = values
  const refused = problems ?? shellProblem(device, record) ?? (site === null && 'site' in body ? { site: ['This field may not be null.'] } : null)
  if (refused) return { problems: refused }
  const [first] = (body.winupdatepolicy ?? []) as readonly Body[]
  if (!first) return { changes: { record, siteId: site ?? undefined, patch: undefined } }
  const patch = readFields<PatchPolicy>(devicePatchFields, first, world, false)
  return patch.problems ? { problems: patch.problems } : { changes: { record, siteId: site ?? undefined, patch: patch.values } }
}

function shellProblem(device: FleetDevice, { default_shell: shell, default_shell_custom: path }: Partial<DeviceRecord>): Problems | null {
  if (shell === undefined) return null
  const usable = device.platform === 'windows' ? ['use_global', 'cmd', 'powershell', 'custom'] : ['use_global', 'bash', 'custom']
  if (!usable.includes(shell)) return { default_shell: [`"${shell}" is not a valid shell for ${device.platform}.`] }
  return shell === 'custom' && !path ? { default_shell_custom: ['Custom shell path must be provided.'] } : null
}
