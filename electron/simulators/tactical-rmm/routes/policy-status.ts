import type { FleetDevice } from '../../fleet/fleet.ts'
import { json, route, type Call, type Handler, type Route } from '../route.ts'
import { changePatchPolicy } from '../device-record.ts'
import { canSeeDevice } from '../scope.ts'
import type { TacticalWorld } from '../world.ts'
import { bodyOf, needed } from '../records/call-body.ts'
import { runsOn, type Check } from '../records/check-records.ts'
import { checkResult } from '../records/check-results.ts'
import { checkStore } from '../records/natural-checks.ts'
import { taskStore } from '../records/natural-tasks.ts'
import { patchPolicyResource } from '../records/policy-records.ts'
import { devicesReached } from '../records/policy-reach.ts'
import { createHandler, editHandler, noSuch, removeHandler } from '../records/record-resource.ts'
import { taskResult } from '../records/task-results.ts'
import { runTask } from '../records/task-run.ts'

const ok = () => 'ok'

/** The devices a check or task concerns, as far as the caller may see them. */
function devicesOf(owned: Pick<Check, 'agent' | 'policy'>, call: Call, world: TacticalWorld): readonly FleetDevice[] {
  const device = owned.agent === null ? undefined : world.fleet.byId(owned.agent)
  const all = owned.policy === null ? (device ? [device] : []) : [...devicesReached(owned.policy, world)]
  return all.filter((one) => canSeeDevice(call.caller, one, world))
}

const checkStatus: Handler = (call, world) => {
  const check = checkStore(world).byId(Number(call.params.id))
  if (!check) return noSuch('Check')
  const devices = devicesOf(check, call, world).filter((device) => runsOn(check, device.platform, world))
  return json(devices.flatMap((device) => shown(checkResult(check, device, world), device)))
}

const taskStatus: Handler = (call, world) => {
  const task = taskStore(world).byId(Number(call.params.id))
  if (!task) return noSuch('AutomatedTask')
  const devices = devicesOf(task, call, world).filter((device) => task.task_supported_platforms.includes(device.platform))
  return json(devices.flatMap((device) => shown(taskResult(task, device, world), device)))
}

const shown = (result: object, device: FleetDevice): readonly object[] =>
  ('id' in result ? [{ ...result, hostname: device.hostName }] : [])

const runEverywhere: Handler = (call, world) => {
  const task = taskStore(world).byId(Number(call.params.id))
  if (!task) return noSuch('AutomatedTask')
  const devices = devicesOf(task, call, world).filter((device) => task.task_supported_platforms.includes(device.platform))
  for (const device of devices) runTask(task, device, call.caller.username, world)
  return json('Affected agent tasks will run shortly')
}

const resetPatchPolicies: Handler = (call, world) => {
  const { client, site } = bodyOf(call)
  for (const device of world.fleet.devices()) {
    const concerns = site ? device.siteId === Number(site) : !client || world.fleet.clientOf(device).id === Number(client)
    if (concerns && canSeeDevice(call.caller, device, world)) changePatchPolicy(device, null, world)
  }
  return json('The patch policy on the affected agents has been reset.')
}

const addPatchPolicy: Handler = (call, world) => {
  needed(bodyOf(call), 'policy')
  return createHandler(patchPolicyResource, ok)(call, world)
}

/** What policies do on devices, and patch policies (E81–E84, E98–E100). */
export const policyStatusRoutes: readonly Route[] = [
  route('GET', '/automation/checks/:id(int)/status/', 'can_list_automation_policies', checkStatus),
  route('GET', '/automation/tasks/:id(int)/status/', 'can_list_automation_policies', taskStatus),
  route('POST', '/automation/tasks/:id(int)/run/', 'can_run_autotasks', runEverywhere),
  route('POST', '/automation/patchpolicy/', 'can_manage_automation_policies', addPatchPolicy),
  route('POST', '/automation/patchpolicy/reset/', 'can_manage_automation_policies', resetPatchPolicies),
  route('PUT', '/automation/patchpolicy/:id(int)/', 'can_manage_automation_policies', editHandler(patchPolicyResource, ok)),
  route('DELETE', '/automation/patchpolicy/:id(int)/', 'can_manage_automation_policies', removeHandler(patchPolicyResource, ok)),
]
