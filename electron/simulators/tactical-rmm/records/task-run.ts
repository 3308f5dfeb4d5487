import { setTimeout as pause } from 'node:timers/promises'
import type { FleetDevice } from '../../fleet/fleet.ts'
import { isReachable } from '../../fleet/power.ts'
import { executeScript, type ScriptOrder } from '../execute.ts'
import { addHistory } from '../history.ts'
import type { TacticalWorld } from '../world.ts'
import { scriptsOf, withSnippets } from './script-records.ts'
import type { Task, TaskAction } from './task-records.ts'
import { beginRun, type TaskOutput } from './task-results.ts'

/** How long a run takes at least (seconds, times the wait scale): the message travels, the scheduler starts it. */
const LEAST_SECONDS = 2

/**
 * Starts a task on a device without waiting for it and notes it in the history. A device that cannot be reached simply
 * misses it: its entry never gets a result.
 */
export function runTask(task: Task, device: FleetDevice, username: string, world: TacticalWorld): void {
  const entry = addHistory(device, { type: 'task_run', command: task.name, username }, world)
  if (!isReachable(device, world.fleet)) return
  const finish = beginRun(world, task, device)
  const end = (output: TaskOutput): void => {
    finish(output)
    entry.results = output.stdout + output.stderr
  }
  // Nobody waits for the result; a run that breaks ends as a failed one.
  runActions(task, device, world).then(end, (error: unknown) => end({ retcode: 1, stdout: '', stderr: String(error), seconds: 0 }))
}

async function runActions(task: Task, device: FleetDevice, world: TacticalWorld): Promise<TaskOutput> {
  const outputs: TaskOutput[] = []
  await pause(LEAST_SECONDS * 1000 * world.waitScale)
  for (const action of task.actions) {
    const output = await runAction(action, device, world)
    outputs.push(output)
    if (output.retcode !== 0 && !task.continue_on_error) break
  }
  return {
    retcode: outputs.find(({ retcode }) => retcode !== 0)?.retcode ?? 0,
    stdout: outputs.map(({ stdout }) => stdout).join(''),
    stderr: outputs.map(({ stderr }) => stderr).join(''),
    seconds: outputs.reduce((sum, { seconds }) => sum + seconds, 0),
  }
}

async function runAction(action: TaskAction, device: FleetDevice, world: TacticalWorld): Promise<TaskOutput> {
  const order = orderOf(action, world)
  if (!order) return { retcode: 65, stdout: '', stderr: 'The script of this action no longer exists\n', seconds: 0 }
  const { retcode, stdout, stderr, execution_time } = await executeScript(device, order, world)
  return { retcode, stdout, stderr, seconds: execution_time }
}

function orderOf(action: TaskAction, world: TacticalWorld): ScriptOrder | null {
  const shared = { timeoutSeconds: action.timeout, asUser: false }
  if (action.type === 'cmd') return { ...shared, shell: action.shell ?? 'cmd', code: action.command, arguments: [], environment: [] }
  const script = scriptsOf(world).get(action.script)
  return script
    ? {
      ...shared, shell: script.shell, code: withSnippets(script.script_body, world), arguments: action.script_args,
      environment: action.env_vars ?? [], asUser: script.run_as_user,
    }
    : null
}
