import type { FleetDevice } from '../../fleet/fleet.ts'
import { isReachable, lastSeenAt } from '../../fleet/power.ts'
import { share } from '../../fleet/random.ts'
import { fromLocal, localMoment } from '../../fleet/zone.ts'
import type { TacticalWorld } from '../world.ts'
import { perWorld, resultId } from './derived-store.ts'
import type { Task } from './task-records.ts'
import { lastDue } from './task-schedule.ts'
import { readMoment, wireMoment } from './wire-moment.ts'

/** The state of a task on one device, as it is sent. */
export interface TaskResult {
  readonly id: number
  readonly retcode: number | null
  readonly stdout: string | null
  readonly stderr: string | null
  readonly execution_time: string
  readonly last_run: string | null
  readonly status: 'passing' | 'failing' | 'pending'
  readonly sync_status: 'synced' | 'notsynced' | 'pendingdeletion' | 'initial'
  readonly locked_at: string | null
  readonly run_status: 'running' | 'completed' | null
  readonly agent: number
  readonly task: number
}

/** What a run of a task gave. */
export interface TaskOutput {
  readonly retcode: number
  readonly stdout: string
  readonly stderr: string
  readonly seconds: number
}

interface AskedRun {
  readonly startedAt: number
  readonly finished: { readonly at: number; readonly output: TaskOutput } | null
}

/** Runs somebody asked for, by result id; and devices whose task is marked for removal but that could not be told yet. */
const notes = perWorld(() => ({ runs: new Map<number, AskedRun>(), doomed: new Set<number>() }))

/** Marks a task on a device as running. The returned function stores how it ended. */
export function beginRun(world: TacticalWorld, task: Task, device: FleetDevice): (output: TaskOutput) => void {
  const { runs } = notes(world)
  const startedAt = world.now()
  const key = resultId(task, device.id)
  runs.set(key, { startedAt, finished: null })
  return (output) => void runs.set(key, { startedAt, finished: { at: world.now(), output } })
}

/** Ids of tasks that wait for their device to come back so that they can be removed there; listed as pending deletion. */
export const doomedTasks = (world: TacticalWorld): Set<number> => notes(world).doomed

/** The state of a task on a device; an empty object until the device first heard of it. */
export function taskResult(task: Task, device: FleetDevice, world: TacticalWorld): TaskResult | Record<string, never> {
  const isOn = isReachable(device, world.fleet)
  const seen = isOn ? world.now() : (lastSeenAt(device, world.now(), world.fleet) ?? 0)
  const isKnown = isOn || seen > (readMoment(task.created_time ?? '') ?? 0)
  if (!isKnown && !doomedTasks(world).has(task.id)) return {}
  return {
    id: resultId(task, device.id),
    ...lastOutcome(task, device, seen, world),
    sync_status: syncStatus(task, device, seen, world),
    locked_at: null,
    agent: device.id,
    task: task.id,
  }
}

function syncStatus(task: Task, device: FleetDevice, seen: number, world: TacticalWorld): TaskResult['sync_status'] {
  if (doomedTasks(world).has(task.id)) return 'pendingdeletion'
  if (device.platform !== 'windows') return 'synced'
  const modified = readMoment(task.modified_time ?? '') ?? 0
  return seen >= modified ? 'synced' : 'notsynced'
}

type Outcome = Pick<TaskResult, 'retcode' | 'stdout' | 'stderr' | 'execution_time' | 'last_run' | 'status' | 'run_status'>

const neverRan: Outcome = {
  retcode: null, stdout: null, stderr: null, execution_time: '0.0000', last_run: null, status: 'pending', run_status: null,
}

function lastOutcome(task: Task, device: FleetDevice, seen: number, world: TacticalWorld): Outcome {
  const asked = notes(world).runs.get(resultId(task, device.id))
  const due = scheduledRun(task, device, seen)
  const naturally = due === null ? neverRan : naturalOutcome(task, device, due)
  if (!asked || (due !== null && due > asked.startedAt)) return naturally
  return asked.finished ? outcome(asked.finished.output, asked.finished.at) : { ...naturally, run_status: 'running' }
}

/** The real moment of the newest scheduled run before a device was last seen, or null. */
function scheduledRun(task: Task, device: FleetDevice, seen: number): number | null {
  if (!task.enabled) return null
  const local = lastDue(task, localMoment(device.timeZone, seen).getTime())
  const at = local === null ? null : fromLocal(device.timeZone, local)
  return at !== null && at >= (readMoment(task.created_time ?? '') ?? 0) ? at : null
}

function naturalOutcome(task: Task, device: FleetDevice, at: number): Outcome {
  const failed = device.specimen !== 'lab' && share(task.id, device.seed, 'failed', Math.floor(at / 60_000)) < 0.05
  return outcome({
    retcode: failed ? 1 : 0, stdout: failed ? '' : 'Done\r\n', stderr: failed ? 'The operation could not be completed.\r\n' : '',
    seconds: 0.5 + share(task.id, device.seed, 'took') * 20,
  }, at)
}

function outcome({ retcode, stdout, stderr, seconds }: TaskOutput, at: number): Outcome {
  return {
    retcode, stdout, stderr, execution_time: seconds.toFixed(4), last_run: wireMoment(at),
    status: retcode === 0 ? 'passing' : 'failing', run_status: 'completed',
  }
}
