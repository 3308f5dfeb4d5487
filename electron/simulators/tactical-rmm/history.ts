import type { FleetDevice } from '../fleet/fleet.ts'
import { random } from '../fleet/random.ts'
import { perWorld } from './records/derived-store.ts'
import { scriptsOf } from './records/script-records.ts'
import { wireMoment } from './records/wire-moment.ts'
import type { TacticalWorld } from './world.ts'

/** What a script gave back. `execution_time` is a number from devices, text from the server. */
export interface ScriptOutcome {
  readonly stdout: string
  readonly stderr: string
  readonly retcode: number
  readonly execution_time: number | string
}

/** A command, script or task that was sent to a device. Results are null until the device reports. */
export interface HistoryEntry {
  readonly id: number
  /** Integer id of the device. */
  readonly agent: number
  readonly time: string
  readonly type: 'cmd_run' | 'script_run' | 'task_run'
  readonly command: string
  readonly username: string
  results: string | null
  script_results: (ScriptOutcome & { readonly id: number }) | null
  readonly script: number | null
  readonly custom_field: number | null
  readonly collector_all_output: boolean
  readonly save_to_agent_note: boolean
}

type NewEntry = Pick<HistoryEntry, 'type' | 'command' | 'username'> &
  Partial<Pick<HistoryEntry, 'script' | 'custom_field' | 'collector_all_output' | 'save_to_agent_note'>>

const DAY = 86_400_000
const FIRST_NATURAL = 1_000_000

const keptOf = perWorld((world) => ({ table: world.table<HistoryEntry>('history'), byDevice: new Map<number, HistoryEntry[]>() }))

/** Writes that something was sent to a device; fill in the results of the returned entry when they come. */
export function addHistory(device: FleetDevice, given: NewEntry, world: TacticalWorld): HistoryEntry {
  const { table, byDevice } = keptOf(world)
  const entry = table.insert({
    script: null, custom_field: null, collector_all_output: false, save_to_agent_note: false, ...given, agent: device.id,
    time: wireMoment(world.now()), results: null, script_results: null,
  })
  byDevice.set(device.id, [...(byDevice.get(device.id) ?? []), entry])
  return entry
}

/** Fills in what a script gave back. */
export function finishScript(entry: HistoryEntry, outcome: ScriptOutcome): void {
  entry.script_results = { id: entry.id, ...outcome }
}

/** Everything that was sent to a device, in no order. */
export const historyOf = (device: FleetDevice, world: TacticalWorld): readonly HistoryEntry[] =>
  [...naturalHistory(device, world), ...(keptOf(world).byDevice.get(device.id) ?? [])]

/** Script runs of all devices, newest first. */
export function* scriptRuns(world: TacticalWorld): Generator<HistoryEntry> {
  yield* [...keptOf(world).table.rows.values()].filter(({ type }) => type === 'script_run').toReversed()
  yield* naturalRuns(world)
}

/** An entry as the API shows it. The name of a script that still exists is added. */
export function shownHistory(entry: HistoryEntry, world: TacticalWorld): Readonly<Record<string, unknown>> {
  const name = entry.script === null ? undefined : scriptsOf(world).get(entry.script)?.name
  return name === undefined ? { ...entry } : { ...entry, script_name: name }
}

/** Runs from before the simulator started, newest first; made when somebody asks that far back. */
const naturalRuns = perWorld((world): readonly HistoryEntry[] =>
  [...world.fleet.devices()].flatMap((device) => naturalHistory(device, world).filter(({ type }) => type === 'script_run'))
    .toSorted((left, right) => right.time.localeCompare(left.time)))

const pastCommands = ['ipconfig /all', 'gpupdate /force', 'whoami', 'sfc /scannow', 'net stop spooler & net start spooler'] as const

function naturalHistory(device: FleetDevice, world: TacticalWorld): readonly HistoryEntry[] {
  const source = random(device.seed, 'history')
  const scripts = [...scriptsOf(world).values()].slice(0, 12)
  const count = source.whole(0, 4)
  return Array.from({ length: count }, (_, slot): HistoryEntry => {
    const id = FIRST_NATURAL + device.id * 64 + slot
    const script = source.chance(0.5) && scripts.length ? source.pick(scripts) : null
    const at = Math.floor(world.fleet.startedAt - (0.1 + source.next() * 55) * DAY)
    const flags = { custom_field: null, collector_all_output: false, save_to_agent_note: false }
    const base = { id, agent: device.id, time: wireMoment(at), ...flags, username: script ? 'system' : 'practice' }
    const answered = source.chance(0.9)
    if (!script) {
      const command = device.platform === 'windows' ? source.pick(pastCommands) : 'uptime'
      return { ...base, type: 'cmd_run', command, results: answered ? 'OK\r\n' : null, script_results: null, script: null }
    }
    const seconds = Math.round(source.next() * 50_000) / 10_000
    const outcome = { id, stdout: 'done\n', stderr: '', retcode: source.chance(0.9) ? 0 : 1, execution_time: seconds }
    return { ...base, type: 'script_run', command: '', results: null, script_results: answered ? outcome : null, script: script.id }
  })
}
