import { AppError, isAppError } from '#shared/errors/app-error.ts'
import type { Device } from '#shared/model/device.ts'
import { DeviceId } from '#shared/model/ids.ts'
import type { SampleSet, WatchState } from '#shared/model/metric.ts'
import type { Stop } from '#shared/util/stop.ts'
import { findDevice, type CompanyContext } from '../context.ts'
import type { Provider } from '../providers/provider.ts'
import { createErrorNotes } from './error-notes.ts'
import { addToMinute, closeMinute, markPause, noMinute } from './minute-means.ts'
import { type Sampler, createSampler } from './sampler.ts'
import { type WatchRecord, createWatchRecord } from './watch-record.ts'

/** Who watches what. */
export interface MetricHub {
  /** The first watcher of a device starts its sampling. Throws when the account cannot give live numbers. */
  watch(deviceId: DeviceId, watcher: string, askedSeconds: number): Promise<{ readonly state: WatchState; readonly points: SampleSet[] }>
  /** The last watcher that leaves ends it. True when it ended. */
  unwatch(deviceId: string, watcher: string): boolean
  leave(watcher: string): void
  /** The account of these devices lets nothing out any more: readings end at once, and the watchers hear why. */
  accountShut(accountId: string): void
  /** Read-only mode or working offline was switched: every device that is watched is looked at again at once. */
  modesChanged(): void
  readonly stop: Stop
}

interface Watch {
  readonly accountId: string
  /** Asked interval by watcher. */
  readonly watchers: Map<string, number>
  readonly sampler: Sampler
  /** Stores the minute that was begun. */
  readonly flush: () => void
  readonly record: WatchRecord
}

/** Devices whose points are kept in memory after the last watcher left, so that going back to a tab shows them. */
const idleKept = 16

function assertLive(provider: Provider): void {
  const { support, reason } = provider.manifest.capabilities['metrics.live']
  if (support !== 'absent') return
  throw new AppError({
    code: 'vendor.unsupported',
    what: `${provider.manifest.label} gives no live numbers.`,
    effect: 'Nothing was asked.',
    next: reason || 'Use the values of the last inventory.',
    remedy: 'none',
  })
}

const isByScript = ({ manifest }: Provider): boolean => manifest.capabilities['metrics.live'].support === 'emulated'

const sourceOf = (provider: Provider): string =>
  `${provider.manifest.label}, ${isByScript(provider) ? 'live by a sampling script' : 'live'}`

/** Throws where an account is off, where a person works offline, and where a reading is a script that may not run or not be recorded. */
async function assertMayAsk({ connections, modes }: CompanyContext, { accountId }: Device): Promise<void> {
  const provider = await connections.provider(accountId)
  modes.assertOnline()
  if (!isByScript(provider)) return
  try {
    modes.assertMayChange()
  } catch (error) {
    if (!isAppError(error)) throw error
    throw new AppError({ ...error.shape, what: `${error.shape.what} Live numbers of this server come from a script that runs on the device.` })
  }
}

/** Collects minute means and writes each finished minute with its source. */
function createMinuteWriter(context: CompanyContext, deviceId: string, state: () => WatchState) {
  let minute = noMinute
  let lastAt: number | null = null
  const write = (points: ReturnType<typeof closeMinute>): void => {
    if (points.length === 0 || !context.ports.profile.isWriter) return
    const { intervalSeconds, source } = state()
    const marked = markPause(points, { lastAt, intervalSeconds })
    lastAt = points[0]?.at ?? lastAt
    context.store.write.addSamples(deviceId, marked, source).catch((error: unknown) => context.ports.log.warn('samples were not stored', { reason: String(error) }))
  }
  return {
    add: (set: SampleSet): void => {
      const added = addToMinute(minute, set)
      minute = added.minute
      write(added.points)
    },
    flush: (): void => {
      write(closeMinute(minute))
      minute = noMinute
    },
  }
}

function createWatch(context: CompanyContext, device: Device, provider: Provider): Watch {
  const watchers = new Map<string, number>()
  const means = createMinuteWriter(context, device.id, () => sampler.state())
  const notes = createErrorNotes(context, device)
  const record = createWatchRecord(context, device, provider)
  const recorded: Pick<Provider, 'readCounters'> = {
    readCounters: async (ref, signal) => {
      // Asked anew each time: the account may have another key, another certificate, or be off by now.
      const current = await context.connections.provider(device.accountId)
      await record.begin()
      return context.ports.trace.run(record.traceId(), () => current.readCounters(ref, signal))
    },
  }
  const sampler = createSampler({
    clock: context.ports.clock,
    provider: recorded,
    source: sourceOf(provider),
    device: () => context.store.read.device(device.id),
    assertMayAsk: async (current) => {
      try {
        await assertMayAsk(context, current)
      } catch (error) {
        record.end()
        throw error
      }
    },
    tell: (set) => {
      if (set) means.add(set)
      if (set) notes.look(set)
      const payload = { deviceId: device.id, points: set ? [set] : [], state: sampler.state() }
      for (const watcher of watchers.keys()) context.events.publish('metrics.sampled', payload, watcher)
    },
  })
  return { accountId: device.accountId, watchers, sampler, flush: means.flush, record }
}

/** Watches by device; the longest unused first. */
type Watches = Map<string, Watch>

function dropIdle(watches: Watches): void {
  const idle = [...watches].filter(([, watch]) => watch.watchers.size === 0)
  for (const [deviceId] of idle.slice(0, Math.max(0, idle.length - idleKept))) watches.delete(deviceId)
}

/** Sets the pace by who is left. True when nobody is and sampling ended. */
function adjust(watches: Watches, deviceId: string, watch: Watch): boolean {
  if (watch.watchers.size > 0) {
    watch.sampler.run(Math.min(...watch.watchers.values()))
    return false
  }
  watch.sampler.pause()
  watch.flush()
  watch.record.end()
  watches.delete(deviceId)
  watches.set(deviceId, watch)
  dropIdle(watches)
  return true
}

function unwatch(watches: Watches, deviceId: string, watcher: string): boolean {
  const watch = watches.get(deviceId)
  return watch?.watchers.delete(watcher) ? adjust(watches, deviceId, watch) : false
}

function accountShut(watches: Watches, accountId: string): void {
  for (const watch of watches.values()) {
    if (watch.accountId !== accountId) continue
    watch.sampler.recheck()
    watch.record.end()
  }
}

/** A watcher that asked to watch and is still being answered. */
interface Request {
  readonly deviceId: string
  readonly watcher: string
}

/** Takes back what matches. True when there was any. */
function takeBack(asking: Set<Request>, matches: (request: Request) => boolean): boolean {
  const found = [...asking].filter(matches)
  for (const request of found) asking.delete(request)
  return found.length > 0
}

function stopAllWatches(watches: Watches): void {
  for (const watch of watches.values()) {
    watch.watchers.clear()
    watch.sampler.pause()
    watch.flush()
    watch.record.end()
  }
  watches.clear()
}

/**
 * Starts watching, unless the watcher left while the answer was on its way: `request` is registered before anything is
 * awaited and looked for again afterwards.
 */
async function answerRequest(context: CompanyContext, { watches, asking }: Hub, request: Request, askedSeconds: number): ReturnType<MetricHub['watch']> {
  const { deviceId, watcher } = request
  const device = await findDevice(context, deviceId)
  const provider = await context.connections.provider(device.accountId)
  assertLive(provider)
  const watch = watches.get(deviceId) ?? createWatch(context, device, provider)
  watches.set(deviceId, watch)
  if (asking.delete(request)) watch.watchers.set(watcher, askedSeconds)
  adjust(watches, deviceId, watch)
  return { state: watch.sampler.state(), points: watch.sampler.points() }
}

interface Hub {
  readonly watches: Watches
  readonly asking: Set<Request>
}

/** Creates the hub of one company. */
export function createMetricHub(context: CompanyContext): MetricHub {
  const hub: Hub = { watches: new Map(), asking: new Set() }
  const { watches, asking } = hub
  return {
    watch: async (deviceId, watcher, askedSeconds) => {
      const request = { deviceId, watcher }
      // The last request of a watcher counts: an earlier one may still be waiting for its answer.
      takeBack(asking, (one) => one.deviceId === deviceId && one.watcher === watcher)
      asking.add(request)
      try {
        return await answerRequest(context, hub, request, askedSeconds)
      } finally {
        asking.delete(request)
      }
    },
    unwatch: (deviceId, watcher) => {
      const wasAsking = takeBack(asking, (one) => one.deviceId === deviceId && one.watcher === watcher)
      const hasEnded = unwatch(watches, deviceId, watcher)
      return hasEnded || (wasAsking && (watches.get(deviceId)?.watchers.size ?? 0) === 0)
    },
    leave: (watcher) => {
      takeBack(asking, (one) => one.watcher === watcher)
      const watched = [...watches].filter(([, watch]) => watch.watchers.has(watcher))
      for (const [deviceId] of watched) unwatch(watches, deviceId, watcher)
    },
    accountShut: (accountId) => accountShut(watches, accountId),
    modesChanged: () => watches.forEach((watch) => watch.sampler.recheck()),
    stop: () => {
      asking.clear()
      stopAllWatches(watches)
    },
  }
}
