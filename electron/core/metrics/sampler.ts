import { isAppError } from '#shared/errors/app-error.ts'
import type { ErrorCode } from '#shared/errors/codes.ts'
import type { Device } from '#shared/model/device.ts'
import type { CounterReading, SampleSet, WatchRefusal, WatchState } from '#shared/model/metric.ts'
import type { Stop } from '#shared/util/stop.ts'
import type { Clock } from '../ports.ts'
import type { DeviceRef, Provider } from '../providers/provider.ts'
import { type DeviceTime, placeReading, unknownTime } from './device-time.ts'
import { type Pace, afterAnswer, afterError, askPace, intervalSeconds, startPace } from './pace.ts'
import { judgeMemory } from './memory-use.ts'
import { toSampleSet } from './rates.ts'
import { type SampleRing, createSampleRing } from './sample-ring.ts'
import { withWindowFigures } from './window-figures.ts'

export interface SamplerParts {
  readonly clock: Clock
  readonly provider: Pick<Provider, 'readCounters'>
  /** Where the numbers come from, in words. */
  readonly source: string
  /** The device as it is stored now; null when it is gone. */
  readonly device: () => Promise<Device | null>
  /** Throws the error that says why nothing may be asked until a person changes that (a mode, the account off). */
  readonly assertMayAsk: (device: Device) => Promise<void>
  /** A point, or only a new state, for everyone who watches. */
  readonly tell: (set: SampleSet | null) => void
}

/** Samples one device while somebody watches. */
export interface Sampler {
  /** Starts, or goes on at another pace. */
  run(askedSeconds: number): void
  /** Nothing is asked any more; a reading that is under way is abandoned. Points stay. */
  readonly pause: Stop
  /** Abandons the reading under way and looks at once whether the device may still be asked; nothing while paused. */
  recheck(): void
  state(): WatchState
  points(): SampleSet[]
}

/** Points kept in memory: an hour at 5 s, a quarter of one at 1 s. */
const ringCapacity = 900
/** A rate over a longer pause than this many intervals would be a mean that hides what happened. */
const stepsOfGap = 3

/** Why nothing is asked now. */
interface Wait {
  readonly reason: string
  readonly refusal: WatchRefusal | null
}

interface Running {
  readonly parts: SamplerParts
  readonly ring: SampleRing
  pace: Pace
  /** The last reading, and how soon after it the next was due. */
  previous: { readonly reading: CounterReading; readonly time: DeviceTime; readonly dueSeconds: number } | null
  latest: SampleSet['values']
  bytes: number
  samples: number
  gaps: number
  lastError: string | null
  lastErrorCode: ErrorCode | null
  sensor: string | null
  flag: string | null
  wait: Wait | null
  isReading: boolean
  pausedAt: number
  abort: AbortController
  stopTimer: Stop
}

const toRef = ({ remoteId, name, osFamily, clientVersion }: Device): DeviceRef => ({ remoteId, name, osFamily, clientVersion })

function keep(running: Running, set: SampleSet): void {
  running.ring.push(set)
  running.latest = set.values
  running.parts.tell(set)
}

/** A missing sample: every known series gets a null, and the line is broken there. */
function keepGap(running: Running): void {
  running.gaps += 1
  const nothing = Object.fromEntries(Object.keys(running.latest).map((series) => [series, null]))
  keep(running, { at: running.parts.clock.now(), values: nothing })
}

function onAnswer(running: Running, device: Device, answer: { readonly reading: CounterReading; readonly bytes: number }, roundTripMs: number): void {
  const { clock } = running.parts
  const before = running.previous
  const exchange = { deviceAt: answer.reading.at, receivedAt: clock.now(), arrivedAt: clock.monotonic(), roundTripMs }
  const placed = placeReading(before?.time ?? unknownTime, exchange)
  const dueSeconds = Math.max(before?.dueSeconds ?? 0, roundTripMs / 1_000)
  const isClose = placed.seconds !== null && placed.seconds <= stepsOfGap * dueSeconds
  const pair = {
    previous: isClose ? (before?.reading ?? null) : null,
    current: answer.reading,
    last: running.latest,
    seconds: placed.seconds,
    isWindows: device.osFamily === 'windows',
  }
  running.pace = afterAnswer(running.pace, roundTripMs)
  running.previous = { reading: answer.reading, time: placed.time, dueSeconds: intervalSeconds(running.pace) }
  running.bytes += answer.bytes
  running.samples += 1
  running.lastError = null
  running.lastErrorCode = null
  running.sensor = answer.reading.cpuTemperature === null ? null : answer.reading.cpuSensor
  running.flag = judgeMemory(answer.reading).flag
  keep(running, withWindowFigures(toSampleSet(pair, placed.at), running.ring))
}

const sayError = (error: unknown): string => (isAppError(error) ? error.shape.what : 'The reading failed.')

/** The first tick of a wait breaks the line, where it is not broken yet; later ones ask nobody and say nothing. */
function wait(running: Running, next: Wait): void {
  const isNew = running.wait?.reason !== next.reason
  const isBroken = Object.values(running.latest).every((value) => value === null)
  running.wait = next
  if (!isBroken) keepGap(running)
  else if (isNew) running.parts.tell(null)
}

const offlineDevice: Wait = { reason: 'Waiting: the device is offline. It is asked again when it is back.', refusal: null }
const missingDevice: Wait = { reason: 'This device is no longer in the list.', refusal: null }

/** A mistake of ours is no refusal: it may be gone at the next look. */
function toWait(error: unknown): Wait {
  if (!isAppError(error)) return { reason: `Waiting: ${sayError(error)}`, refusal: null }
  const { code, what, effect, next, remedy } = error.shape
  return { reason: what, refusal: { code, what, effect, next, remedy } }
}

/** The device as stored, or why it is not asked now. A refusal is said before what may pass by itself. */
async function look(parts: SamplerParts): Promise<Device | Wait> {
  try {
    const device = await parts.device()
    if (!device) return missingDevice
    await parts.assertMayAsk(device)
    return device.status === 'offline' ? offlineDevice : device
  } catch (error) {
    return toWait(error)
  }
}

async function read(running: Running, device: Device): Promise<void> {
  const { clock, provider } = running.parts
  const { signal } = running.abort
  const startedAt = clock.monotonic()
  try {
    const answer = await provider.readCounters(toRef(device), signal)
    if (!signal.aborted) onAnswer(running, device, answer, clock.monotonic() - startedAt)
  } catch (error) {
    if (signal.aborted) return
    // What was switched while the reading was under way is no fault of the device, and nothing to try again.
    const found = await look(running.parts)
    if (signal.aborted) return
    if ('reason' in found) return wait(running, found)
    running.lastError = sayError(error)
    running.lastErrorCode = isAppError(error) ? error.code : 'internal'
    running.pace = afterError(running.pace, running.lastError)
    keepGap(running)
  }
}

async function tick(running: Running): Promise<void> {
  const { clock } = running.parts
  const { abort } = running
  const startedAt = clock.monotonic()
  running.isReading = true
  const found = await look(running.parts)
  if (abort.signal.aborted) return
  if ('reason' in found) wait(running, found)
  else {
    running.wait = null
    await read(running, found)
  }
  if (abort.signal.aborted) return
  running.isReading = false
  const left = intervalSeconds(running.pace) * 1_000 - (clock.monotonic() - startedAt)
  running.stopTimer = clock.after(Math.max(0, left), () => void tick(running))
}

function pause(running: Running): void {
  running.abort.abort()
  running.pausedAt = running.parts.clock.monotonic()
  running.stopTimer()
  running.isReading = false
}

function recheck(running: Running): void {
  if (running.abort.signal.aborted) return
  pause(running)
  running.abort = new AbortController()
  void tick(running)
}

function run(running: Running, askedSeconds: number): void {
  const isRunning = !running.abort.signal.aborted
  if (isRunning && askedSeconds === running.pace.askedSeconds) return
  running.pace = askPace(running.pace, askedSeconds)
  if (isRunning && running.isReading) return
  running.stopTimer()
  // What was waited for then is looked at anew, and said again if it still holds.
  if (!isRunning) running.wait = null
  const wasAway = !isRunning && running.parts.clock.monotonic() - running.pausedAt > stepsOfGap * askedSeconds * 1_000
  if (wasAway && running.samples > 0) keepGap(running)
  running.abort = new AbortController()
  void tick(running)
}

const stateOf = (running: Running): WatchState => ({
  intervalSeconds: intervalSeconds(running.pace),
  askedIntervalSeconds: running.pace.askedSeconds,
  reason: running.wait?.reason ?? running.pace.reason,
  refusal: running.wait?.refusal ?? null,
  bytes: running.bytes,
  samples: running.samples,
  gaps: running.gaps,
  source: running.parts.source,
  lastError: running.lastError,
  lastErrorCode: running.lastErrorCode,
  sensor: running.sensor,
  flag: running.flag,
})

/** Creates the sampler of a device; it does nothing until `run`. */
export function createSampler(parts: SamplerParts): Sampler {
  const stopped = new AbortController()
  stopped.abort()
  const running: Running = {
    parts,
    ring: createSampleRing(ringCapacity),
    pace: startPace(10),
    previous: null,
    latest: {},
    bytes: 0,
    samples: 0,
    gaps: 0,
    lastError: null,
    lastErrorCode: null,
    sensor: null,
    flag: null,
    wait: null,
    isReading: false,
    pausedAt: 0,
    abort: stopped,
    stopTimer: () => undefined,
  }
  return {
    run: (askedSeconds) => run(running, askedSeconds),
    pause: () => pause(running),
    recheck: () => recheck(running),
    state: () => stateOf(running),
    points: () => running.ring.points(),
  }
}
