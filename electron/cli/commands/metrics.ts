import type { Command } from 'commander'
import type { SampleSet, WatchState } from '#shared/model/metric.ts'
import { findDevice } from '../find-device.ts'
import { toBytes } from '../output/format.ts'
import { withSession } from '../session.ts'
import type { CommonOptions, Session } from '../session.ts'

interface MetricsOptions extends CommonOptions {
  readonly watch?: boolean
  readonly interval: string
  readonly count?: string
}

const intervals = [1, 5, 10, 15, 60] as const

const percent = (value: number | null | undefined): string => (value === null || value === undefined ? 'not available' : `${value.toFixed(1)} %`)

function sumOf(set: SampleSet, prefix: string): number | null {
  const values = Object.entries(set.values).flatMap(([name, value]) => (name.startsWith(prefix) && value !== null ? [value] : []))
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0)
}

/** One reading in one line. What the device does not tell reads "not available", never 0. */
export function describeSamples(set: SampleSet): string {
  const rate = (prefix: string) => {
    const value = sumOf(set, prefix)
    return value === null ? 'not available' : `${toBytes(Math.round(value))}/s`
  }
  const parts = [
    `cpu ${percent(set.values['cpu.percent'])}`,
    `memory ${percent(set.values['memory.used_percent'])}`,
    `disk read ${rate('disk.read:')} write ${rate('disk.write:')}`,
    `net in ${rate('net.rx:')} out ${rate('net.tx:')}`,
  ]
  return `${new Date(set.at).toISOString().slice(11, 19)}  ${parts.join('  ')}`
}

function readInterval(typed: string): (typeof intervals)[number] {
  const asked = Number(typed)
  return intervals.find((one) => one >= asked) ?? 60
}

/** Prints live numbers until the count is reached or Ctrl-C. Without --watch, two readings: the second has rates. */
async function watch({ api, isJson, note }: Session, typed: string, options: MetricsOptions): Promise<void> {
  const device = await findDevice(api, typed)
  const limit = options.count !== undefined ? Number(options.count) : options.watch ? Infinity : 2
  let seen = 0
  let last: WatchState | undefined
  await new Promise<void>((done) => {
    const stop = api.on('metrics.sampled', ({ deviceId, points, state }) => {
      if (deviceId !== device.id) return
      if (state.lastError !== null && state.lastError !== last?.lastError) note(state.lastError)
      last = state
      for (const set of points) {
        seen += 1
        process.stdout.write(`${isJson ? JSON.stringify(set) : describeSamples(set)}\n`)
      }
      if (seen >= limit) end()
    })
    const end = () => {
      stop()
      process.off('SIGINT', end)
      done()
    }
    process.on('SIGINT', end)
    api.metrics.watch({ deviceId: device.id, intervalSeconds: readInterval(options.interval) }).catch((error: unknown) => {
      note(error instanceof Error ? error.message : String(error))
      end()
    })
  })
  await api.metrics.unwatch({ deviceId: device.id })
  if (last && !isJson) note(`${last.samples} samples, ${last.gaps} gaps, ${toBytes(last.bytes)} on the wire; ${last.source}`)
}

/** `outrider metrics DEVICE --watch`. */
export function addMetricsCommand(program: Command): void {
  program
    .command('metrics <device>')
    .description('Live processor, memory, disk and network numbers')
    .option('--watch', 'go on until Ctrl-C')
    .option('--interval <seconds>', '1, 5, 10, 15 or 60', '5')
    .option('--count <readings>', 'stop after this many')
    .action((device: string, _, command: Command) => withSession(command.optsWithGlobals(), (session) => watch(session, device, command.optsWithGlobals())))
}
