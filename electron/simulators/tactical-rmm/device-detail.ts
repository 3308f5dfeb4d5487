import type { FleetDevice } from '../fleet/fleet.ts'
import { hardwareOf, publicAddressOf, uuidOf } from '../fleet/hardware.ts'
import { lastSeenAt, reportedBootAt } from '../fleet/power.ts'
import { updatesOf } from '../fleet/updates.ts'
import { sizeText, volumesAt } from '../fleet/volumes.ts'
import { enrolledAt, patchPolicyOfDevice, recordOf, type DeviceRecord } from './device-record.ts'
import { lastSignedIn, needsReboot, signedIn, statusOf } from './device-presence.ts'
import { summaryOf } from './device-summary.ts'
import { versionOf } from './device-version.ts'
import { effectiveZoneOf } from './device-zone.ts'
import { fieldValues } from './field-values.ts'
import { checkSummary } from './records/check-summary.ts'
import { ALL_TIME_ZONES, coreSettings } from './records/core-settings-record.ts'
import { alertTemplateOf, appliedPolicies, inheritedPatchPolicy } from './records/device-policies.ts'
import { effectivePatchPolicy } from './records/policy-inheritance.ts'
import { templateShown } from './records/template-usage.ts'
import { wireMoment } from './records/wire-moment.ts'
import { shownServices } from './shown-service.ts'
import { wmiDetail } from './wmi-detail.ts'
import type { TacticalWorld } from './world.ts'

/** The whole record of a device, as its own page shows it: 100 KB and more for a Windows device. */
export function deviceDetail(device: FleetDevice, world: TacticalWorld): Readonly<Record<string, unknown>> {
  const record = recordOf(device, world)
  const { plat, goarch, operating_system, ...hardware } = summaryOf(device)
  const { serial_number: _serial, public_ip: _address, ...summary } = hardware
  const own = patchPolicyOfDevice(device, world)
  const template = alertTemplateOf(world, device)
  return {
    winupdatepolicy: [own], ...summary, checks: checkSummary(world, device).counters,
    timezone: effectiveZoneOf(device, world), all_timezones: ALL_TIME_ZONES, client: world.fleet.clientOf(device).name,
    site_name: world.fleet.siteOf(device).name, custom_fields: fieldValues('agent', device.id, world),
    patches_last_installed: lastPatched(device, world), applied_policies: appliedPolicies(world, device),
    effective_patch_policy: effectivePatchPolicy(own, inheritedPatchPolicy(world, device)),
    alert_template: template && templateShown(template, world), effective_default_shell: effectiveShell(device, world),
    created_by: null, created_time: wireMoment(enrolledAt(device, world)), version: versionOf(device, world), operating_system, plat, goarch,
    hostname: device.hostName, agent_id: device.key, ...reported(device, world), ...plainRecord(record),
    mesh_node_id: meshNode(device), choco_installed: false, wmi_detail: wmiDetail(device, world), site: device.siteId,
  }
}

/** What the device itself reports, in the rhythm of its check-ins. */
function reported(device: FleetDevice, world: TacticalWorld): Readonly<Record<string, unknown>> {
  const now = world.now()
  const seenAt = lastSeenAt(device, now, world.fleet)
  const bootAt = reportedBootAt(device, now, world.fleet)
  const isBare = device.oddities.bareInventory || seenAt === null
  return {
    status: statusOf(device, world, seenAt), last_seen: seenAt === null ? null : wireMoment(seenAt),
    services: isBare || device.platform !== 'windows' ? null : shownServices(device, world.fleet),
    public_ip: device.oddities.noPublicAddress ? 'error' : seenAt === null ? null : publicAddressOf(device),
    total_ram: seenAt === null ? null : Math.ceil(hardwareOf(device).memoryBytes / 1024 ** 3), disks: isBare ? null : shownDisks(device, seenAt),
    boot_time: bootAt === null ? null : Math.floor(bootAt / 1000), logged_in_username: signedIn(device, seenAt),
    last_logged_in_user: lastSignedIn(device), needs_reboot: needsReboot(device, bootAt, now),
  }
}

const plainRecord = (record: DeviceRecord): Readonly<Record<string, unknown>> => ({ ...record })

const shownDisks = (device: FleetDevice, at: number): unknown => volumesAt(device, at).map((volume) => ({
  free: sizeText(volume.free), used: sizeText(volume.used), total: sizeText(volume.size), device: volume.device, fstype: volume.fileSystem,
  percent: Math.round((volume.used / volume.size) * 100),
}))

function lastPatched(device: FleetDevice, world: TacticalWorld): string | null {
  const installed = updatesOf(device, world.fleet).flatMap(({ installedAt }) => installedAt ?? [])
  return installed.length && device.seed % 3 ? wireMoment(Math.floor(Math.max(...installed))) : null
}

/** The shell a terminal or a command uses when nobody says which: the device's own choice, then the server's. */
export function effectiveShell(device: FleetDevice, world: TacticalWorld): string {
  const { default_shell: own, default_shell_custom: path } = recordOf(device, world)
  if (own === 'custom') return path
  if (own !== 'use_global') return own
  const settings = coreSettings(world)
  const global = settings[`default_shell_${device.platform}`]
  return global === 'custom' ? settings[`default_shell_${device.platform}_custom`] : global
}

/** Node id in the remote-control server; a few devices have none. */
export const meshNode = (device: FleetDevice): string | null =>
  device.specimen === null && device.seed % 40 === 0 ? null : `${uuidOf(device.seed).replaceAll('-', '')}@$${device.key.slice(0, 30)}`
