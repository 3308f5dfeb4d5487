import type { FleetDevice } from '../../fleet/fleet.ts'
import type { TacticalWorld } from '../world.ts'
import { alwaysFlags } from './alert-template-records.ts'
import { describeCheck, type Check } from './check-records.ts'
import { checkResult } from './check-results.ts'
import { alertTemplateOf, tasksOf } from './device-policies.ts'
import { taskStore } from './natural-tasks.ts'
import type { Task } from './task-records.ts'

/** A check as it is sent. With `device` it carries that device's result, otherwise an empty one. */
export function presentCheck(check: Check, world: TacticalWorld, device?: FleetDevice, tasks?: readonly Task[]): unknown {
  const owner = device ?? (check.agent === null ? undefined : world.fleet.byId(check.agent))
  const template = owner ? alertTemplateOf(world, owner) : null
  const { id, ...columns } = check
  return {
    id,
    readable_desc: describeCheck(check, world),
    assignedtasks: (tasks ?? ownTasks(check, world)).filter((task) => task.assigned_check === id),
    alert_template: template && alwaysFlags(template, 'check'),
    check_result: device ? checkResult(check, device, world) : {},
    ...columns,
  }
}

/** All checks of one device with their results. */
export function presentChecks(checks: readonly Check[], device: FleetDevice, world: TacticalWorld): readonly unknown[] {
  const tasks = tasksOf(world, device)
  return checks.map((check) => presentCheck(check, world, device, tasks))
}

function ownTasks(check: Check, world: TacticalWorld): readonly Task[] {
  if (check.policy !== null) return taskStore(world).ofPolicy(check.policy)
  const device = check.agent === null ? undefined : world.fleet.byId(check.agent)
  return device ? taskStore(world).ofDevice(device) : []
}
