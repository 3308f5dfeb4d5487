import type { FleetDevice } from '../fleet/fleet.ts'
import { lastSeenAt, reportedBootAt } from '../fleet/power.ts'
import { recordOf } from './device-record.ts'
import { needsReboot, shownUser, statusOf } from './device-presence.ts'
import { summaryJson } from './device-summary.ts'
import { versionOf } from './device-version.ts'
import { fieldValues } from './field-values.ts'
import { pendingCount } from './pending-actions.ts'
import { alwaysFlags } from './records/alert-template-records.ts'
import { cachedSummary } from './records/check-summary.ts'
import { alertTemplateOf } from './records/device-policies.ts'
import { wireMoment } from './records/wire-moment.ts'
import { hasApprovedUpdate } from '../fleet/updates.ts'
import type { TacticalWorld } from './world.ts'

/** One table row as JSON text: what changes is made anew, what never changes comes from memory. */
export const rowJson = (device: FleetDevice, world: TacticalWorld): string =>
  `${JSON.stringify(changingPart(device, world)).slice(0, -1)},${summaryJson(device, world)}}`

function changingPart(device: FleetDevice, world: TacticalWorld): Readonly<Record<string, unknown>> {
  const now = world.now()
  const record = recordOf(device, world)
  const seenAt = lastSeenAt(device, now, world.fleet)
  const bootAt = reportedBootAt(device, now, world.fleet)
  const status = statusOf(device, world, seenAt)
  const user = shownUser(device, status, seenAt)
  const template = alertTemplateOf(world, device)
  const site = world.fleet.siteOf(device)
  return {
    agent_id: device.key, alert_template: template && alwaysFlags(template, 'agent'), hostname: device.hostName,
    site_name: site.name, client_name: world.fleet.places.clients.get(site.clientId)!.name,
    monitoring_type: record.monitoring_type, description: record.description, needs_reboot: needsReboot(device, bootAt, now),
    pending_actions_count: pendingCount(device, world), status, overdue_text_alert: record.overdue_text_alert,
    overdue_email_alert: record.overdue_email_alert, overdue_dashboard_alert: record.overdue_dashboard_alert,
    last_seen: seenAt === null ? null : wireMoment(seenAt), boot_time: bootAt === null ? null : Math.floor(bootAt / 1000),
    checks: cachedSummary(world, device).counters, maintenance_mode: record.maintenance_mode, logged_username: user.name, italic: user.italic,
    ...(record.policy === null ? {} : { policy: record.policy }), block_policy_inheritance: record.block_policy_inheritance,
    has_patches_pending: hasApprovedUpdate(device, world.fleet), version: versionOf(device, world),
    custom_fields: fieldValues('agent', device.id, world),
  }
}

/** The short row of `detail=false`. */
export function lightRow(device: FleetDevice, world: TacticalWorld): Readonly<Record<string, unknown>> {
  const { id, hostName: hostname, key } = device
  return { id, hostname, agent_id: key, client: world.fleet.clientOf(device).name, site: world.fleet.siteOf(device).name }
}

/** Rows as a JSON list in pieces of about 200, so that a long list does not hold up the server. */
export function* rowPieces<Row>(list: Iterable<Row>, toJson: (row: Row) => string): Generator<string> {
  let piece = '['
  let rows = 0
  for (const row of list) {
    piece += `${rows === 0 ? '' : ','}${toJson(row)}`
    rows += 1
    if (rows % 200 !== 0) continue
    yield piece
    piece = ''
  }
  yield `${piece}]`
}
