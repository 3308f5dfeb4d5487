import type { CounterReading, SampleSet } from '#shared/model/metric.ts'
import { counterRate } from './counter-rate.ts'
import { judgeMemory } from './memory-use.ts'

/** Two readings of one device. */
export interface ReadingPair {
  /** Null for the first reading, and after a gap of more than three steps: there is no rate then. */
  readonly previous: CounterReading | null
  readonly current: CounterReading
  /** The values of the set before, for telling a wrap from a reset. */
  readonly last: SampleSet['values']
  /** Seconds between the readings by the device's clock; null when there is none or that clock was set meanwhile. */
  readonly seconds: number | null
  /** Windows has a processor queue, the others a load average. The series of the other kind does not exist at all (S47). */
  readonly isWindows: boolean
}

type Values = Record<string, number | null>
type Volume = CounterReading['volumes'][number]
type Interface = CounterReading['interfaces'][number]

/** Uptime comes in whole seconds and readings take time: growth short by this many seconds is still the same boot. */
const uptimeTolerance = 3

const within = (value: number | null, low: number, high: number): number | null =>
  value !== null && value >= low && value <= high ? value : null

/** Whether the device ran through: its uptime grew by what passed. Null when it does not tell. */
function isSameBoot(previous: CounterReading, current: CounterReading, seconds: number): boolean | null {
  if (previous.uptimeSeconds === null || current.uptimeSeconds === null) return null
  return current.uptimeSeconds - previous.uptimeSeconds >= seconds - uptimeTolerance && current.uptimeSeconds >= previous.uptimeSeconds
}

/** A function that gives the rate of one counter of the pair. */
type RateOf = (before: number | null | undefined, after: number | null, lastRate: number | null) => number | null

function createRateOf({ previous, current, seconds }: ReadingPair): RateOf {
  if (!previous || seconds === null || seconds <= 0) return () => null
  const sameBoot = isSameBoot(previous, current, seconds)
  return (before, after, lastRate) => counterRate({ before: before ?? null, after, seconds, isSameBoot: sameBoot, lastRate })
}

const sum = (one: number | null, other: number | null): number | null => (one === null || other === null ? null : one + other)

function volumeValues(volume: Volume, before: Volume | undefined, last: Values, rate: RateOf): Values {
  const { name } = volume
  const busy = rate(before?.ioMs, volume.ioMs, null)
  const requests = sum(rate(before?.reads, volume.reads, null), rate(before?.writes, volume.writes, null))
  return {
    [`disk.read:${name}`]: rate(before?.readBytes, volume.readBytes, last[`disk.read:${name}`] ?? null),
    [`disk.write:${name}`]: rate(before?.writeBytes, volume.writeBytes, last[`disk.write:${name}`] ?? null),
    [`disk.queue:${name}`]: within(volume.queue, 0, Number.MAX_SAFE_INTEGER),
    // Without a request in the window there is no response time; 0 would be a lie.
    [`disk.response_ms:${name}`]: busy === null || requests === null || requests === 0 ? null : busy / requests,
    [`disk.free:${name}`]: within(volume.free, 0, Number.MAX_SAFE_INTEGER),
  }
}

function interfaceValues(one: Interface, before: Interface | undefined, last: Values, rate: RateOf): Values {
  const { name } = one
  return {
    [`net.rx:${name}`]: rate(before?.rxBytes, one.rxBytes, last[`net.rx:${name}`] ?? null),
    [`net.tx:${name}`]: rate(before?.txBytes, one.txBytes, last[`net.tx:${name}`] ?? null),
    [`net.errors:${name}`]: sum(rate(before?.rxErrors, one.rxErrors, null), rate(before?.txErrors, one.txErrors, null)),
  }
}

/** Longest name of a series, as the contract allows. */
const isNamed = ({ name }: { readonly name: string }): boolean => name !== '' && name.length <= 90

/**
 * Turns two readings into the values of all series at the time of the later one. Rates are per second; what a device does
 * not report, or what two readings cannot prove, is null and never 0.
 */
export function toSampleSet(pair: ReadingPair, at: number): SampleSet {
  const { previous, current, last, isWindows } = pair
  const rate = createRateOf(pair)
  const values: Values = {
    'cpu.percent': within(current.cpuPercent, 0, 100),
    'cpu.temperature': within(current.cpuTemperature, -60, 150),
    ...(isWindows
      ? { 'cpu.queue': within(current.processorQueue, 0, Number.MAX_SAFE_INTEGER) }
      : { 'load.1m': within(current.load1, 0, Number.MAX_SAFE_INTEGER) }),
    'memory.used_percent': judgeMemory(current).usedPercent,
    'memory.available': within(current.memoryAvailable, 0, current.memoryTotal ?? Number.MAX_SAFE_INTEGER),
    'memory.cached': within(current.memoryCached, 0, current.memoryTotal ?? Number.MAX_SAFE_INTEGER),
  }
  for (const volume of current.volumes.filter(isNamed)) {
    Object.assign(values, volumeValues(volume, previous?.volumes.find((one) => one.name === volume.name), last, rate))
  }
  for (const one of current.interfaces.filter(isNamed)) {
    Object.assign(values, interfaceValues(one, previous?.interfaces.find((other) => other.name === one.name), last, rate))
  }
  return { at, values }
}

/** Interfaces whose error counters grew since the reading before, however fast: a steady stream of errors counts as well (S51). */
export function newErrors(values: SampleSet['values']): readonly { readonly name: string; readonly perSecond: number }[] {
  return Object.entries(values).flatMap(([series, value]) =>
    series.startsWith('net.errors:') && value !== null && value > 0 ? [{ name: series.slice('net.errors:'.length), perSecond: value }] : [],
  )
}
