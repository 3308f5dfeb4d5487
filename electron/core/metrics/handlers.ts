import type { ParsedOf } from '#shared/contract/contract.ts'
import { stopAll, type Stop } from '#shared/util/stop.ts'
import { findDevice, type CompanyContext, type Feature } from '../context.ts'
import { toDeviceRef } from '../providers/provider.ts'
import { createMetricHub, type MetricHub } from './metric-hub.ts'
import { countGaps } from './series-gaps.ts'

/** Hot samples older than this are sealed; younger ones still change (a minute may be written twice). */
const sealAfterMs = 2 * 3_600_000
const sealEveryMs = 10 * 60_000

/** Seals old samples again and again until stopped. */
function startSealing(context: CompanyContext): Stop {
  const { clock, log, profile } = context.ports
  const seal = (): void => {
    stopTimer = clock.after(sealEveryMs, seal)
    context.store.write.sealSamples(clock.now() - sealAfterMs).catch((error: unknown) => log.warn('samples were not sealed', { reason: String(error) }))
  }
  let stopTimer: Stop = () => undefined
  if (profile.isWriter) stopTimer = clock.after(sealEveryMs, seal)
  return () => stopTimer()
}

async function readHistory(context: CompanyContext, { deviceId, series, from, to, points }: ParsedOf<'metrics.history'>) {
  const { read } = context.store
  const [stored, sources] = await Promise.all([read.samples(deviceId, series, from, to, points), read.sampleSources(deviceId, series, from, to)])
  const all = Object.values(stored)
  return {
    series: stored,
    sources,
    n: all.reduce((sum, samples) => sum + samples.filter((sample) => sample.value !== null).length, 0),
    gaps: all.reduce((sum, samples) => sum + countGaps(samples), 0),
  }
}

/** Tells the hub when read-only mode or working offline was switched; other changes of the frame are none of its business. */
function followModes({ events, modes }: CompanyContext, hub: MetricHub): Stop {
  const read = () => `${modes.isReadOnly()} ${modes.isOffline()}`
  let before = read()
  return events.subscribe(({ path }) => {
    const now = read()
    if (path !== 'app.changed' || now === before) return
    before = now
    hub.modesChanged()
  })
}

/** Live numbers of the open company and their history. */
export function createMetricsFeature(context: CompanyContext): Feature<'metrics'> {
  const hub = createMetricHub(context)
  const stopShut = context.connections.onShut(({ accountId }) => hub.accountShut(accountId))
  return {
    noun: 'metrics',
    handlers: {
      watch: ({ deviceId, intervalSeconds }, caller) => hub.watch(deviceId, caller.id, intervalSeconds),
      preview: async ({ deviceId }) => {
        const device = await findDevice(context, deviceId)
        return (await context.connections.provider(device.accountId)).previewCounters(toDeviceRef(device))
      },
      unwatch: async ({ deviceId }, caller) => ({ stopped: hub.unwatch(deviceId, caller.id) }),
      history: (input) => readHistory(context, input),
    },
    callerGone: (caller) => hub.leave(caller.id),
    stop: stopAll([stopShut, followModes(context, hub), startSealing(context), hub.stop]),
  }
}
