import { setImmediate } from 'node:timers/promises'
import type { FleetDevice } from '../../fleet/fleet.ts'
import { lastSeenAt } from '../../fleet/power.ts'
import { share } from '../../fleet/random.ts'
import { recordOf } from '../device-record.ts'
import type { TacticalWorld } from '../world.ts'
import { alertRecords, BLANK_ALERT, type Alert } from './alert-records.ts'
import { describeCheck } from './check-records.ts'
import { runInterval } from './check-runs.ts'
import { cachedSummary, type FailingCheck } from './check-summary.ts'
import { perWorld } from './derived-store.ts'
import { alertTemplateOf, tasksOf } from './device-policies.ts'
import type { Task } from './task-records.ts'
import { taskResult } from './task-results.ts'
import { wireMoment } from './wire-moment.ts'

const MINUTE = 60_000
const DEVICES_AT_ONCE = 200
const DAY = 86_400_000

/** A reason for an alert that exists right now. `key` stays the same while the reason lasts. */
interface Reason {
  readonly key: string
  readonly at: number
  /** Milliseconds until the reason is looked at again; an alert closed by hand comes back after that. */
  readonly again: number
  readonly alert: () => Omit<Alert, 'id' | 'alert_time'>
}

interface Watch {
  lookedAt: number
  /** The look that is going on, if any. */
  running: Promise<void> | null
  /** The newest alert of each reason. */
  readonly byKey: Map<string, number>
}

const watchOf = perWorld((): Watch => ({ lookedAt: -Infinity, running: null, byKey: new Map() }))

/**
 * Brings the alerts up to date with the fleet: a new one for each reason that has none, resolved ones for reasons that
 * ended, snoozes that ran out. Looks at most once a minute and lets other requests through while it looks.
 */
export function watchAlerts(world: TacticalWorld): Promise<void> {
  const watch = watchOf(world)
  if (watch.running) return watch.running
  if (world.now() - watch.lookedAt < MINUTE) return Promise.resolve()
  watch.running = look(watch, world).finally(() => { watch.running = null })
  return watch.running
}

async function look(watch: Watch, world: TacticalWorld): Promise<void> {
  const isFirst = watch.lookedAt === -Infinity
  watch.lookedAt = world.now()
  const current = new Set<string>()
  let looked = 0
  // A copy: other requests may move devices to the end of the list meanwhile.
  const devices = [...world.fleet.devices()]
  for (const device of devices) {
    if ((looked += 1) % DEVICES_AT_ONCE === 0) await setImmediate()
    if (isFirst) rememberOld(device, world)
    // Maintenance keeps new alerts away; those that exist stay open.
    const isQuiet = recordOf(device, world).maintenance_mode
    for (const reason of reasonsOf(device, isFirst, world)) {
      current.add(reason.key)
      if (!isQuiet) raise(reason, watch, world)
    }
  }
  endReasons(watch, current, world)
}

function raise(reason: Reason, watch: Watch, world: TacticalWorld): void {
  const { rows } = alertRecords(world)
  const known = rows.get(watch.byKey.get(reason.key) ?? 0)
  if (known && !known.resolved) return
  const closedAt = known?.resolved_on ? Date.parse(known.resolved_on) : -Infinity
  if (known && world.now() < closedAt + reason.again) return
  const alert = alertRecords(world).insert({ ...reason.alert(), alert_time: wireMoment(known ? world.now() : reason.at) })
  watch.byKey.set(reason.key, alert.id)
}

function endReasons(watch: Watch, current: ReadonlySet<string>, world: TacticalWorld): void {
  const { rows } = alertRecords(world)
  const now = wireMoment(world.now())
  for (const [key, id] of watch.byKey) {
    if (current.has(key)) continue
    const alert = rows.get(id)
    if (alert && !alert.resolved) rows.set(id, { ...alert, resolved: true, resolved_on: now })
    watch.byKey.delete(key)
  }
  for (const alert of rows.values()) {
    if (alert.snooze_until !== null && alert.snooze_until < now) rows.set(alert.id, { ...alert, snoozed: false, snooze_until: null })
  }
}

function* reasonsOf(device: FleetDevice, isFirst: boolean, world: TacticalWorld): Generator<Reason> {
  const record = recordOf(device, world)
  const seen = lastSeenAt(device, world.now(), world.fleet)
  const wantsOverdue = record.overdue_dashboard_alert || record.overdue_email_alert || record.overdue_text_alert
  if (wantsOverdue && seen !== null && world.now() - seen > record.overdue_time * MINUTE) {
    yield overdueReason(device, seen + record.overdue_time * MINUTE, !record.overdue_dashboard_alert, world)
  }
  for (const failing of cachedSummary(world, device).failing) {
    if (wantsAlert(failing, device, world)) yield checkReason(failing, device, isFirst, world)
  }
  for (const task of tasksOf(world, device)) {
    if (!task.dashboard_alert && !task.email_alert && !task.text_alert) continue
    const result = taskResult(task, device, world)
    if (result.status === 'failing' && result.last_run) yield taskReason(task, device, Date.parse(result.last_run))
  }
}

function wantsAlert({ check }: FailingCheck, device: FleetDevice, world: TacticalWorld): boolean {
  return check.dashboard_alert || check.email_alert || check.text_alert || alertTemplateOf(world, device)?.check_always_alert === true
}

function overdueReason(device: FleetDevice, at: number, hidden: boolean, world: TacticalWorld): Reason {
  return {
    key: `availability ${device.id}`, at, again: 150_000,
    alert: () => ({
      ...BLANK_ALERT, alert_type: 'availability', severity: 'error', agent: device.id, hidden,
      message: `${device.hostName} in ${world.fleet.clientOf(device).name}, ${world.fleet.siteOf(device).name} is overdue.`,
    }),
  }
}

function checkReason({ check, severity, at }: FailingCheck, device: FleetDevice, isFirst: boolean, world: TacticalWorld): Reason {
  const interval = runInterval(check, device, world)
  // How long a check had been failing before anybody looked is not known; a seeded age keeps the first list from looking all new.
  const age = isFirst ? share(check.id, device.seed, 'age') ** 3 * 2 * DAY : 0
  return {
    key: `check ${check.id} ${device.id}`, at: at - age, again: interval,
    alert: () => ({
      ...BLANK_ALERT, alert_type: 'check', severity, agent: device.id, assigned_check: check.id, hidden: !check.dashboard_alert,
      message: `${device.hostName} has a ${check.check_type} check: ${describeCheck(check, world)} that failed.`,
    }),
  }
}

function taskReason(task: Task, device: FleetDevice, at: number): Reason {
  return {
    key: `task ${task.id} ${device.id}`, at, again: DAY,
    alert: () => ({
      ...BLANK_ALERT, alert_type: 'task', severity: task.alert_severity, agent: device.id, assigned_task: task.id,
      hidden: !task.dashboard_alert, message: `${device.hostName} has task: ${task.name} that failed.`,
    }),
  }
}

/** Some devices had an alert in the past month that is long resolved. */
function rememberOld(device: FleetDevice, world: TacticalWorld): void {
  if (share(device.seed, 'old alert') > 0.12 && device.specimen !== 'lab') return
  const at = world.now() - (1 + share(device.seed, 'old alert at') * 29) * DAY
  const until = at + share(device.seed, 'old alert length') * 0.3 * DAY + MINUTE
  alertRecords(world).insert({
    ...BLANK_ALERT, alert_time: wireMoment(at), alert_type: 'availability', severity: 'error', agent: device.id,
    message: `${device.hostName} in ${world.fleet.clientOf(device).name}, ${world.fleet.siteOf(device).name} is overdue.`,
    resolved: true, resolved_on: wireMoment(until), email_sent: wireMoment(at + 1000), resolved_email_sent: wireMoment(until + 1000),
  })
}
