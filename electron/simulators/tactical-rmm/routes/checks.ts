import type { FleetDevice } from '../../fleet/fleet.ts'
import { isReachable } from '../../fleet/power.ts'
import { forbidden, json, notFound, refused, route, type Call, type Handler, type Reply, type Route } from '../route.ts'
import { rowPieces } from '../device-row.ts'
import { awaitDevice } from '../device-presence.ts'
import { canSeeDevice, onDevice, visibleDevices } from '../scope.ts'
import type { TacticalWorld } from '../world.ts'
import { writeAudit } from '../records/audit-trail.ts'
import { bodyOf, needed, type Body } from '../records/call-body.ts'
import { readCheckChanges, readNewCheck } from '../records/check-form.ts'
import { presentCheck, presentChecks } from '../records/check-presenter.ts'
import { BLANK_CHECK, describeCheck, type Check } from '../records/check-records.ts'
import { checkHistory } from '../records/check-history.ts'
import { standing } from '../records/check-results.ts'
import { requestRun, resetResult } from '../records/check-runs.ts'
import { resultOwner } from '../records/derived-store.ts'
import { checksOf } from '../records/device-policies.ts'
import { checkStore } from '../records/natural-checks.ts'
import { taskStore } from '../records/natural-tasks.ts'
import { devicesOfClient } from '../records/place-presenter.ts'
import { policiesOf } from '../records/policy-records.ts'
import { newStamps, noSuch } from '../records/record-resource.ts'
import { wireMoment } from '../records/wire-moment.ts'

const ofDevice = onDevice((device, _call, world) => json(presentChecks(checksOf(world, device), device, world)))

const all: Handler = (call, world) => {
  const pieces = rowPieces(everyCheck(call, world), (check) => JSON.stringify(presentCheck(check, world)))
  return { kind: 'json-pieces', status: 200, pieces }
}

function* everyCheck(call: Call, world: TacticalWorld): Generator<Check> {
  for (const device of visibleDevices(call.caller, world)) yield* checkStore(world).ofDevice(device)
}

const ofPolicy: Handler = (call, world) => {
  const id = Number(call.params.id)
  if (!policiesOf(world).has(id)) return noSuch('Policy')
  return json(checkStore(world).ofPolicy(id).map((check) => presentCheck(check, world)))
}

/** The device or policy a new check is for, with the checks it already has; or why there is none. */
type Owner = { readonly agent: number | null; readonly policy: number | null; readonly siblings: readonly Check[] }

function ownerIn(body: Body, call: Call, world: TacticalWorld): Owner | Reply {
  if ('policy' in body && body.policy !== null) {
    const policy = Number(body.policy)
    if (!policiesOf(world).has(policy)) return noSuch('Policy')
    return { agent: null, policy, siblings: checkStore(world).ofPolicy(policy) }
  }
  const device = world.fleet.byKey(String(needed(body, 'agent')))
  if (!device) return noSuch('Agent')
  if (!canSeeDevice(call.caller, device, world)) return forbidden()
  return { agent: device.id, policy: null, siblings: checkStore(world).ofDevice(device) }
}

const create: Handler = (call, world) => {
  const body = bodyOf(call)
  const owner = ownerIn(body, call, world)
  if ('kind' in owner) return owner
  const reading = readNewCheck(body, owner.siblings, world)
  if ('problems' in reading) return json(reading.problems, 400)
  const { agent, policy } = owner
  const check = checkStore(world).add({
    ...BLANK_CHECK, ...newStamps(world, call.caller.username), ...reading.values, agent, policy,
  } as Omit<Check, 'id'>)
  audit('add', check, call, world)
  return json(`${describeCheck(check, world)} was added!`)
}

const withCheck = (then: (check: Check, call: Call, world: TacticalWorld) => Reply): Handler => (call, world) => {
  const check = checkStore(world).byId(Number(call.params.id))
  if (!check) return noSuch('Check')
  const device = check.agent === null ? undefined : world.fleet.byId(check.agent)
  return device && !canSeeDevice(call.caller, device, world) ? forbidden() : then(check, call, world)
}

const edit = withCheck((check, call, world) => {
  const reading = readCheckChanges(bodyOf(call), world)
  if ('problems' in reading) return json(reading.problems, 400)
  const stamps = { modified_by: call.caller.username, modified_time: wireMoment(world.now()) }
  const changed: Check = { ...check, ...reading.values, ...stamps }
  checkStore(world).replace(changed)
  audit('modify', changed, call, world)
  return json(`${describeCheck(changed, world)} was edited!`)
})

const remove = withCheck((check, call, world) => {
  const text = describeCheck(check, world)
  checkStore(world).remove(check)
  for (const task of tasksOfOwner(check, world)) {
    if (task.assigned_check === check.id) taskStore(world).replace({ ...task, assigned_check: null })
  }
  audit('delete', check, call, world)
  return json(`${text} was deleted!`)
})

function tasksOfOwner(check: Check, world: TacticalWorld) {
  if (check.policy !== null) return taskStore(world).ofPolicy(check.policy)
  const device = check.agent === null ? undefined : world.fleet.byId(check.agent)
  return device ? taskStore(world).ofDevice(device) : []
}

function audit(action: 'add' | 'modify' | 'delete', check: Check, call: Call, world: TacticalWorld): void {
  const verb = { add: 'added', modify: 'modified', delete: 'deleted' }[action]
  const device = check.agent === null ? undefined : world.fleet.byId(check.agent)
  const text = describeCheck(check, world)
  const value = action === 'delete' ? { before: check } : { after: check }
  writeAudit(world, call, { action, objectType: 'check', device, message: `${call.caller.username} ${verb} check ${text}`, ...value })
}

const withResult = (then: (check: Check, device: FleetDevice, call: Call, world: TacticalWorld) => Reply): Handler => (call, world) => {
  const found = resultOwner(Number(call.params.id), checkStore(world), world)
  if (!found || !standing(found.row, found.device, world)) return notFound('No CheckResult matches the given query.')
  return canSeeDevice(call.caller, found.device, world) ? then(found.row, found.device, call, world) : forbidden()
}

const reset = withResult((check, device, _call, world) => {
  resetResult(world, check, device)
  return json('The check status was reset')
})

const history = withResult((check, device, call, world) => {
  const days = Number(bodyOf(call).timeFilter ?? 0)
  return json(checkHistory(check, device, days, world))
})

const resetAll = onDevice((device, _call, world) => {
  for (const check of checksOf(world, device)) resetResult(world, check, device)
  return json('All checks status were reset')
})

const run = onDevice(async (device, call, world) => {
  if (!(await awaitDevice(device, world, 15))) return refused('Unable to contact the agent')
  if (!requestRun(world, device)) return refused(`Checks are already running on ${device.hostName}`)
  writeAudit(world, call, {
    action: 'check_run', objectType: 'agent', device, message: `${call.caller.username} ran checks on ${device.hostName}`,
  })
  return json(`Checks will now be run on ${device.hostName}`)
})

function runMany(devices: Iterable<FleetDevice>, world: TacticalWorld): Reply {
  const chosen = [...devices]
  if (chosen.length === 0) return refused('No agents matched query')
  for (const device of chosen) if (isReachable(device, world.fleet)) requestRun(world, device)
  return json(`Checks will now be run on ${chosen.length} agents`)
}

const runClient: Handler = (call, world) => {
  const devices = [...devicesOfClient(Number(call.params.id), world)]
  return runMany(devices.filter((device) => canSeeDevice(call.caller, device, world)), world)
}

const runSite: Handler = (call, world) => {
  const devices = [...world.fleet.devicesOfSite(Number(call.params.id))]
  return runMany(devices.filter((device) => canSeeDevice(call.caller, device, world)), world)
}

/** Checks (E44–E56). */
export const checksRoutes: readonly Route[] = [
  route('GET', '/agents/:agentId/checks/', 'can_list_checks', ofDevice),
  route('GET', '/checks/', 'can_list_checks', all),
  route('POST', '/checks/', 'can_manage_checks', create),
  route('GET', '/automation/policies/:id(int)/checks/', 'can_list_checks', ofPolicy),
  route('GET', '/checks/:id(int)/', 'can_list_checks', withCheck((check, _call, world) => json(presentCheck(check, world)))),
  route('PUT', '/checks/:id(int)/', 'can_manage_checks', edit),
  route('DELETE', '/checks/:id(int)/', 'can_manage_checks', remove),
  route('POST', '/checks/:id(int)/reset/', 'can_manage_checks', reset),
  route('PATCH', '/checks/:id(int)/history/', 'can_list_checks', history),
  route('POST', '/checks/:agentId/resetall/', 'can_manage_checks', resetAll),
  route('POST', '/checks/:agentId/run/', 'can_run_checks', run),
  route('POST', '/checks/client/:id(int)/csbulkrun/', 'can_run_checks', runClient),
  route('POST', '/checks/site/:id(int)/csbulkrun/', 'can_run_checks', runSite),
]
