import { forbidden, json, refused, route, type Call, type Handler, type Reply, type Route } from '../route.ts'
import { canSeeDevice } from '../scope.ts'
import type { TacticalWorld } from '../world.ts'
import { SEVERITIES } from '../records/alert-template-records.ts'
import { alertFilter, topAlerts } from '../records/alert-filters.ts'
import { alertRecords, BLANK_ALERT, presentAlert, type Alert } from '../records/alert-records.ts'
import { watchAlerts } from '../records/alert-watch.ts'
import { bodyOf, listIn, needed } from '../records/call-body.ts'
import { choice, flag, moment, nullable, readFields, reference, text, type FieldSet } from '../records/record-fields.ts'
import { noSuch } from '../records/record-resource.ts'
import { wireMoment } from '../records/wire-moment.ts'

const DAY = 86_400_000

const fields: FieldSet<Alert> = {
  message: nullable(text()), severity: choice(SEVERITIES, 'info'), hidden: flag(false),
  alert_type: choice(['availability', 'check', 'task', 'custom'], 'availability'),
  agent: reference((world, id) => world.fleet.byId(id) !== undefined),
}

const editable: FieldSet<Alert> = {
  ...fields, snoozed: flag(false), resolved: flag(false), snooze_until: nullable(moment()), resolved_on: nullable(moment()),
}

function isVisible(alert: Alert, call: Call, world: TacticalWorld): boolean {
  const device = alert.agent === null ? undefined : world.fleet.byId(alert.agent)
  return device ? canSeeDevice(call.caller, device, world) : alert.agent === null
}

const list: Handler = async (call, world) => {
  const body = bodyOf(call)
  await watchAlerts(world)
  const visible = [...alertRecords(world).rows.values()].filter((alert) => isVisible(alert, call, world))
  if ('top' in body) {
    const { count, first } = topAlerts(visible, Number(body.top))
    return json({ alerts_count: count, alerts: first.map((alert) => presentAlert(alert, world)) })
  }
  const matches = alertFilter(body, world.now(), (alert) => clientOf(alert, world))
  return json(visible.filter(matches).map((alert) => presentAlert(alert, world)))
}

function clientOf(alert: Alert, world: TacticalWorld): number | null {
  const device = alert.agent === null ? undefined : world.fleet.byId(alert.agent)
  return device ? world.fleet.clientOf(device).id : null
}

const create: Handler = (call, world) => {
  const { values, problems } = readFields(fields, bodyOf(call), world, true)
  if (problems) return json(problems, 400)
  alertRecords(world).insert({ ...BLANK_ALERT, ...values, alert_time: wireMoment(world.now()) } as Omit<Alert, 'id'>)
  return json('ok')
}

const withAlert = (then: (alert: Alert, call: Call, world: TacticalWorld) => Reply): Handler => (call, world) => {
  const alert = alertRecords(world).rows.get(Number(call.params.id))
  if (!alert) return noSuch('Alert')
  return isVisible(alert, call, world) ? then(alert, call, world) : forbidden()
}

const store = (alert: Alert, changes: Partial<Alert>, world: TacticalWorld): void =>
  void alertRecords(world).rows.set(alert.id, { ...alert, ...changes })

const resolved = (world: TacticalWorld): Partial<Alert> => ({ resolved: true, resolved_on: wireMoment(world.now()) })

const snoozed = (days: number, world: TacticalWorld): Partial<Alert> => ({ snoozed: true, snooze_until: wireMoment(world.now() + days * DAY) })

const edit = withAlert((alert, call, world) => {
  const body = bodyOf(call)
  switch (body.type) {
    case undefined: {
      const { values, problems } = readFields(editable, body, world, false)
      if (problems) return json(problems, 400)
      store(alert, values, world)
      break
    }
    case 'resolve': store(alert, resolved(world), world); break
    case 'unsnooze': store(alert, { snoozed: false, snooze_until: null }, world); break
    case 'snooze':
      if (!('snooze_days' in body)) return refused("Missing 'snoozed_days' when trying to snooze alert")
      store(alert, snoozed(Number(body.snooze_days), world), world)
      break
    default: return refused('There was an error in the request data')
  }
  return json('ok')
})

/** A bulk snooze does not look whether an alert is resolved. */
const bulk: Handler = (call, world) => {
  const body = bodyOf(call)
  const action = needed(body, 'bulk_action')
  needed(body, 'alerts')
  const changes = bulkChanges(action, body, world)
  if (!changes) return refused('The request was invalid')
  for (const id of listIn(body, 'alerts')) {
    const alert = alertRecords(world).rows.get(Number(id))
    if (alert && isVisible(alert, call, world)) store(alert, changes, world)
  }
  return json('ok')
}

function bulkChanges(action: unknown, body: Readonly<Record<string, unknown>>, world: TacticalWorld): Partial<Alert> | null {
  if (action === 'resolve') return resolved(world)
  return action === 'snooze' && 'snooze_days' in body ? snoozed(Number(body.snooze_days), world) : null
}

const remove = withAlert((alert, _call, world) => {
  alertRecords(world).rows.delete(alert.id)
  return json('ok')
})

/** Alerts (E65–E70). The list is a PATCH although it only reads. */
export const alertsRoutes: readonly Route[] = [
  route('PATCH', '/alerts/', 'can_list_alerts', list),
  route('POST', '/alerts/', 'can_manage_alerts', create),
  route('POST', '/alerts/bulk/', 'can_manage_alerts', bulk),
  route('GET', '/alerts/:id(int)/', 'can_list_alerts', withAlert((alert, _call, world) => json(presentAlert(alert, world)))),
  route('PUT', '/alerts/:id(int)/', 'can_manage_alerts', edit),
  route('DELETE', '/alerts/:id(int)/', 'can_manage_alerts', remove),
]
