import type { Command } from 'commander'
import { AppError } from '#shared/errors/app-error.ts'
import type { Device } from '#shared/model/device.ts'
import type { SampleSet, WatchState } from '#shared/model/metric.ts'
import { exitCodeOf, exitCodes } from '../exit-codes.ts'
import { findDevice } from '../find-device.ts'
import { wholeNumber } from '../input/option-values.ts'
import { onInterrupt } from '../interrupt.ts'
import { describePreview } from '../output/describe-operation.ts'
import { describeHistory, historySeries } from '../output/describe-history.ts'
import { countOf, toBytes } from '../output/format.ts'
import { plain } from '../output/table.ts'
import { toJsonLine } from '../output/terminal-text.ts'
import { withSession } from '../session.ts'
import type { CommonOptions, Session } from '../session.ts'

interface MetricsOptions extends CommonOptions {
  readonly watch?: boolean
  readonly showRequest?: boolean
  readonly history?: number
  readonly interval: number
  readonly count?: number
}

const intervals = [1, 5, 10, 15, 60] as const
const notAvailable = 'not available'

const percent = (value: number | null | undefined): string => (value === null || value === undefined ? notAvailable : `${value.toFixed(1)} %`)

function sumOf(set: SampleSet, prefix: string): number | null {
  const values = Object.entries(set.values).flatMap(([name, value]) => (name.startsWith(prefix) && value !== null ? [value] : []))
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0)
}

/** Two rates of one kind; one "not available" for both is enough. */
function describeRates(set: SampleSet, title: string, one: readonly [string, string], other: readonly [string, string]): string {
  const values = [one, other].map(([word, prefix]) => ({ word, value: sumOf(set, prefix) }))
  if (values.every(({ value }) => value === null)) return `${title} ${notAvailable}`
  return `${title} ${values.map(({ word, value }) => `${word} ${value === null ? notAvailable : `${toBytes(Math.round(value))}/s`}`).join(' ')}`
}

const describeTemperature = (set: SampleSet, sensor: string | null): string => {
  const value = set.values['cpu.temperature'] ?? null
  return value === null ? 'sensor not available' : `${value.toFixed(1)} °C (${sensor === null ? 'sensor' : plain(sensor)})`
}

/** One decimal from bytes; cached only where it is reported (S48). */
function describeMemory(set: SampleSet): string {
  const { 'memory.available': available = null, 'memory.cached': cached = null } = set.values
  const parts = [available === null ? [] : `${(available / 1024 ** 3).toFixed(1)} GiB available`, cached === null ? [] : `${(cached / 1024 ** 3).toFixed(1)} GiB cached`].flat()
  return `memory ${percent(set.values['memory.used_percent'])}${parts.length === 0 ? '' : ` (${parts.join(', ')})`}`
}

/** One reading in one line. What the device does not tell reads "not available", never 0. */
function describeSamples(set: SampleSet, sensor: string | null): string {
  const parts = [
    `cpu ${percent(set.values['cpu.percent'])}`,
    describeTemperature(set, sensor),
    describeMemory(set),
    describeRates(set, 'disk', ['read', 'disk.read:'], ['write', 'disk.write:']),
    describeRates(set, 'net', ['in', 'net.rx:'], ['out', 'net.tx:']),
  ]
  return `${new Date(set.at).toTimeString().slice(0, 8)}  ${parts.join('  ')}`
}

const isOffline = (device: Device) =>
  new AppError({
    code: 'device.unreachable',
    what: `${device.name} is offline, so there are no live numbers.`,
    effect: 'Nothing was asked.',
    next: 'Add --watch to wait until it is back.',
    remedy: 'wait',
  })

interface Followed {
  readonly last: WatchState | undefined
  readonly isInterrupted: boolean
}

/** Prints readings until `limit` of them came, Ctrl-C, or none can leave until a person changes that. Answers the last state and whether it was ended early. */
function follow({ api, isJson, note }: Session, device: Device, seconds: (typeof intervals)[number], limit: number): Promise<Followed> {
  let seen = 0
  let last: WatchState | undefined
  return new Promise((done, fail) => {
    const end = (isInterrupted: boolean) => {
      for (const stop of stops) stop()
      done({ last, isInterrupted })
    }
    const tell = (state: WatchState) => {
      const facts = ['reason', 'flag', 'lastError'] as const
      for (const fact of state.refusal ? [] : facts) if (state[fact] && state[fact] !== last?.[fact]) note(state[fact])
      last = state
      if (state.refusal) end(false)
    }
    const stops = [
      onInterrupt(() => end(true)),
      api.on('metrics.sampled', ({ deviceId, points, state }) => {
        if (deviceId !== device.id) return
        tell(state)
        for (const set of points) process.stdout.write(isJson ? toJsonLine(set) : `${describeSamples(set, state.sensor)}\n`)
        seen += points.length
        if (seen >= limit) end(false)
      }),
    ]
    api.metrics.watch({ deviceId: device.id, intervalSeconds: seconds }).then(({ state }) => tell(state), fail)
  })
}

/** Without a single reading: what the last error means. A script that prints something else has failed. */
const exitCodeOfError = (code: WatchState['lastErrorCode']) => (code === null || code === 'vendor.contract' ? exitCodes.failed : exitCodeOf(code))

const hourMs = 3_600_000
/** Rows of a table that somebody still reads; a longer time is thinned to its extremes. */
const historyPoints = 500

async function showHistory({ api, print }: Session, { id: deviceId }: Device, hours: number): Promise<number> {
  const to = Date.now()
  const history = await api.metrics.history({ deviceId, series: [...historySeries], from: to - hours * hourMs, to, points: historyPoints })
  print(history, () => describeHistory(history))
  return exitCodes.done
}

/** Without --watch and --count, two readings: only the second has rates. Throws when readings are refused, also later on. */
export async function watchMetrics(session: Session, typed: string, options: MetricsOptions): Promise<number> {
  const { api, isJson, note } = session
  const device = await findDevice(api, typed)
  if (options.showRequest) {
    const preview = await api.metrics.preview({ deviceId: device.id })
    session.print(preview, () => describePreview(preview))
    return exitCodes.done
  }
  if (options.history !== undefined) return showHistory(session, device, options.history)
  const { isOffline: isWorkingOffline } = await api.app.state({})
  if (device.status === 'offline' && options.watch !== true && !isWorkingOffline) throw isOffline(device)
  const limit = options.count ?? (options.watch ? Infinity : 2)
  const seconds = intervals.find((one) => one >= options.interval) ?? 60
  const { last, isInterrupted } = await follow(session, device, seconds, limit)
  await api.metrics.unwatch({ deviceId: device.id })
  if (last && !isJson && (last.samples > 0 || !last.refusal)) note(`${countOf(last.samples, 'reading')}, ${countOf(last.gaps, 'gap')}, ${toBytes(last.bytes)} on the wire; ${last.source}`)
  if (last?.refusal) throw new AppError(last.refusal)
  if (isInterrupted && limit !== Infinity) return exitCodes.interrupted
  return last === undefined || last.samples > 0 || isInterrupted ? exitCodes.done : exitCodeOfError(last.lastErrorCode)
}

/** `outrider metrics DEVICE --watch`. */
export function addMetricsCommand(program: Command): void {
  program
    .command('metrics <device>')
    .description('Live processor, memory, disk and network numbers')
    .option('--watch', 'go on until Ctrl-C; waits for a device that is offline')
    .option('--show-request', 'print exactly what one reading would send, and send nothing')
    .option('--history <hours>', 'what was stored in the last hours instead, with its source; asks no device', wholeNumber(1, 24 * 400))
    .option('--interval <seconds>', '1, 5, 10, 15 or 60 (the next longer one is taken)', wholeNumber(1, 60), 5)
    .option('--count <readings>', 'stop after this many', wholeNumber(1, 1_000_000))
    .addHelpText('after', '\nOne line a reading; with --json one JSON value a line. Rates need two readings.')
    .action((device: string, _, command: Command) => withSession(command.optsWithGlobals(), (session) => watchMetrics(session, device, command.optsWithGlobals())))
}
