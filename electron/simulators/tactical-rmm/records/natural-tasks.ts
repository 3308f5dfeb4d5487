import type { FleetDevice } from '../../fleet/fleet.ts'
import { random } from '../../fleet/random.ts'
import { enrolledAt } from '../device-record.ts'
import type { TacticalWorld } from '../world.ts'
import { createDerivedStore, derivedId, perWorld } from './derived-store.ts'
import { scriptsOf } from './script-records.ts'
import { BLANK_TASK, type Task, type TaskAction } from './task-records.ts'
import { wireMoment } from './wire-moment.ts'

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** All tasks: those devices have by nature, those of policies, and what callers made of them. */
export const taskStore = perWorld((world) =>
  createDerivedStore<Task>(world, 'tasks', (device) => naturalTasks(device, world)))

/** The name under which a Windows device keeps a task. */
export function windowsTaskName(...seed: readonly (string | number)[]): string {
  const source = random('task', ...seed)
  return `TacticalRMM_${Array.from({ length: 36 }, () => source.pick([...LETTERS])).join('')}`
}

type Draft = Pick<Task, 'name' | 'actions' | 'task_type'> & Partial<Task>

function naturalTasks(device: FleetDevice, world: TacticalWorld): readonly Task[] {
  const at = wireMoment(enrolledAt(device, world))
  return drafts(device, world).map((draft, slot) => ({
    ...BLANK_TASK, created_by: 'practice', created_time: at, modified_by: 'practice', modified_time: at,
    win_task_name: windowsTaskName(device.seed, slot), ...draft, id: derivedId(device, slot), agent: device.id,
  }))
}

function drafts(device: FleetDevice, world: TacticalWorld): readonly Draft[] {
  const source = random(device.seed, 'tasks')
  const isLab = device.specimen === 'lab'
  const chance = device.kind === 'server' ? 0.5 : 0.15
  const found: Draft[] = []
  if (source.chance(chance) || isLab) found.push(cleanup(device, world))
  if (source.chance(chance / 3) || isLab) found.push(diagnostics(device))
  return found
}

const diagnostics = (device: FleetDevice): Draft =>
  ({ name: 'Collect diagnostics', task_type: 'manual', actions: [command(device, 'hostname')] })

function cleanup(device: FleetDevice, world: TacticalWorld): Draft {
  const script = [...scriptsOf(world).values()].find(({ category, supported_platforms: platforms }) =>
    category === 'Maintenance' && platforms?.includes(device.platform))
  const actions: TaskAction[] = script
    ? [{
      type: 'script', name: script.name, script: script.id, timeout: script.default_timeout, script_args: script.args ?? [], env_vars: [],
    }]
    : []
  return {
    name: 'Weekly cleanup', task_type: 'weekly', weekly_interval: 1, run_time_bit_weekdays: 2 ** (device.seed % 7),
    run_time_date: '2026-01-05T04:00:00Z', run_asap_after_missed: true, dashboard_alert: true, alert_severity: 'warning',
    actions: [...actions, command(device, device.platform === 'windows' ? 'gpupdate /force' : 'df -h')],
  }
}

const command = (device: FleetDevice, text: string): TaskAction => ({
  type: 'cmd', command: text, shell: device.platform === 'windows' ? 'cmd' : '/bin/bash', timeout: 60,
})
