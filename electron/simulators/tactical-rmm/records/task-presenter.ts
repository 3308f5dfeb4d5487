import type { FleetDevice } from '../../fleet/fleet.ts'
import type { TacticalWorld } from '../world.ts'
import { alwaysFlags } from './alert-template-records.ts'
import { describeCheck } from './check-records.ts'
import { alertTemplateOf } from './device-policies.ts'
import { checkStore } from './natural-checks.ts'
import type { Task } from './task-records.ts'
import { taskResult } from './task-results.ts'
import { describeSchedule } from './task-schedule.ts'

/** A task as it is sent. With `device` it carries that device's result, otherwise an empty one. */
export function presentTask(task: Task, world: TacticalWorld, device?: FleetDevice): unknown {
  const owner = device ?? (task.agent === null ? undefined : world.fleet.byId(task.agent))
  const template = owner ? alertTemplateOf(world, owner) : null
  const check = task.assigned_check === null ? undefined : checkStore(world).byId(task.assigned_check)
  const { id, ...columns } = task
  return {
    id,
    ...(check ? { check_name: describeCheck(check, world) } : {}),
    schedule: describeSchedule(task),
    alert_template: template && alwaysFlags(template, 'task'),
    task_result: device ? taskResult(task, device, world) : {},
    ...columns,
  }
}
