import { isReachable } from '../../fleet/power.ts'
import { forbidden, json, refused, route, type Call, type Handler, type Reply, type Route } from '../route.ts'
import { canSeeDevice, onDevice, visibleDevices } from '../scope.ts'
import type { TacticalWorld } from '../world.ts'
import { rowPieces } from '../device-row.ts'
import { hasVersion } from '../device-version.ts'
import { writeAudit } from '../records/audit-trail.ts'
import { bodyOf, needed, type Body } from '../records/call-body.ts'
import { tasksOf } from '../records/device-policies.ts'
import { checkStore } from '../records/natural-checks.ts'
import { taskStore, windowsTaskName } from '../records/natural-tasks.ts'
import { policiesOf } from '../records/policy-records.ts'
import { newStamps, noSuch } from '../records/record-resource.ts'
import { readNewTask, readTaskChanges } from '../records/task-form.ts'
import { presentTask } from '../records/task-presenter.ts'
import { BLANK_TASK, type Task } from '../records/task-records.ts'
import { doomedTasks } from '../records/task-results.ts'
import { runTask } from '../records/task-run.ts'
import { wireMoment } from '../records/wire-moment.ts'

const CREATED = 'The task has been created. It will show up on the agent on next checkin'

const ofDevice = onDevice((device, _call, world) => {
  buryDoomed(world)
  return json(tasksOf(world, device).map((task) => presentTask(task, world, device)))
})

const all: Handler = (call, world) => {
  buryDoomed(world)
  const pieces = rowPieces(everyTask(call, world), (task) => JSON.stringify(presentTask(task, world)))
  return { kind: 'json-pieces', status: 200, pieces }
}

function* everyTask(call: Call, world: TacticalWorld): Generator<Task> {
  for (const id of policiesOf(world).keys()) yield* taskStore(world).ofPolicy(id)
  for (const device of visibleDevices(call.caller, world)) yield* taskStore(world).ofDevice(device)
}

const ofPolicy: Handler = (call, world) => {
  const id = Number(call.params.id)
  if (!policiesOf(world).has(id)) return noSuch('Policy')
  return json(taskStore(world).ofPolicy(id).map((task) => presentTask(task, world)))
}

type Owner = { readonly agent: number | null; readonly policy: number | null }

function ownerIn(body: Body, call: Call, world: TacticalWorld): Owner | Reply {
  if ('policy' in body && body.policy !== null) {
    const policy = Number(body.policy)
    return policiesOf(world).has(policy) ? { agent: null, policy } : noSuch('Policy')
  }
  const device = world.fleet.byKey(String(needed(body, 'agent')))
  if (!device) return noSuch('Agent')
  if (!canSeeDevice(call.caller, device, world)) return forbidden()
  const isTooOld = body.task_type === 'onboarding' && !hasVersion(device, 6, world)
  return isTooOld ? refused('Onboarding tasks require agent >= 2.6.0') : { agent: device.id, policy: null }
}

const create: Handler = (call, world) => {
  const body = bodyOf(call)
  const owner = ownerIn(body, call, world)
  if ('kind' in owner) return owner
  const reading = readNewTask(body, world)
  if ('problems' in reading) return json(reading.problems, 400)
  const { assigned_check: check } = reading.values
  if (check && !checkStore(world).byId(check)) return json({ assigned_check: [`Invalid pk "${check}" - object does not exist.`] }, 400)
  const stamps = newStamps(world, call.caller.username)
  const task = taskStore(world).add({
    ...BLANK_TASK, ...stamps, ...reading.values, ...owner, win_task_name: windowsTaskName(world.now(), String(body.name)),
  } as Omit<Task, 'id'>)
  audit('add', task, call, world)
  const device = owner.agent === null ? undefined : world.fleet.byId(owner.agent)
  if (task.task_type === 'onboarding' && device) runTask(task, device, call.caller.username, world)
  return json(CREATED)
}

const withTask = (then: (task: Task, call: Call, world: TacticalWorld) => Reply | Promise<Reply>): Handler => (call, world) => {
  buryDoomed(world)
  const task = taskStore(world).byId(Number(call.params.id))
  if (!task) return noSuch('AutomatedTask')
  const device = task.agent === null ? undefined : world.fleet.byId(task.agent)
  return device && !canSeeDevice(call.caller, device, world) ? forbidden() : then(task, call, world)
}

const edit = withTask((task, call, world) => {
  const reading = readTaskChanges(bodyOf(call), world)
  if ('problems' in reading) return json(reading.problems, 400)
  const stamps = { modified_by: call.caller.username, modified_time: wireMoment(world.now()) }
  const changed: Task = { ...task, ...reading.values, ...stamps }
  taskStore(world).replace(changed)
  audit('modify', changed, call, world)
  return json('The task was updated')
})

/** A Windows device has the task in its own scheduler: while it cannot be told, the task stays listed. */
const remove = withTask((task, call, world) => {
  const device = task.agent === null ? undefined : world.fleet.byId(task.agent)
  if (device?.platform === 'windows' && !isReachable(device, world.fleet)) doomedTasks(world).add(task.id)
  else taskStore(world).remove(task)
  audit('delete', task, call, world)
  return json(`${task.name} will be deleted shortly`)
})

/** Removes tasks that waited for their device to come back. */
function buryDoomed(world: TacticalWorld): void {
  for (const id of doomedTasks(world)) {
    const task = taskStore(world).byId(id)
    const device = task?.agent ? world.fleet.byId(task.agent) : undefined
    if (task && device && !isReachable(device, world.fleet)) continue
    if (task) taskStore(world).remove(task)
    doomedTasks(world).delete(id)
  }
}

const run = withTask((task, call, world) => {
  const key = task.agent === null ? String(needed(bodyOf(call), 'agent_id')) : null
  const device = key === null ? world.fleet.byId(task.agent!) : world.fleet.byKey(key)
  if (!device) return noSuch('Agent')
  if (!canSeeDevice(call.caller, device, world)) return forbidden()
  runTask(task, device, call.caller.username, world)
  writeAudit(world, call, {
    action: 'task_run', objectType: 'agent', device, message: `${call.caller.username} ran task ${task.name} on ${device.hostName}`,
  })
  return json(`${task.name} will now be run.`)
})

function audit(action: 'add' | 'modify' | 'delete', task: Task, call: Call, world: TacticalWorld): void {
  const verb = { add: 'added', modify: 'modified', delete: 'deleted' }[action]
  const device = task.agent === null ? undefined : world.fleet.byId(task.agent)
  const value = action === 'delete' ? { before: task } : { after: task }
  writeAudit(world, call, {
    action, objectType: 'automatedtask', device, message: `${call.caller.username} ${verb} automatedtask ${task.name}`, ...value,
  })
}

const read = withTask((task, _call, world) => json(presentTask(task, world)))

/** Automated tasks (E57–E64). Creation does not tell the id. */
export const tasksRoutes: readonly Route[] = [
  route('GET', '/agents/:agentId/tasks/', 'can_list_autotasks', ofDevice),
  route('GET', '/tasks/', 'can_list_autotasks', all),
  route('POST', '/tasks/', 'can_manage_autotasks', create),
  route('GET', '/automation/policies/:id(int)/tasks/', 'can_list_autotasks', ofPolicy),
  route('GET', '/tasks/:id(int)/', 'can_list_autotasks', read),
  route('PUT', '/tasks/:id(int)/', 'can_manage_autotasks', edit),
  route('DELETE', '/tasks/:id(int)/', 'can_manage_autotasks', remove),
  route('POST', '/tasks/:id(int)/run/', 'can_run_autotasks', run),
]
