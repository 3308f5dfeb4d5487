import { createNodeTrace } from '#platform/node-trace.ts'
import { expect, test } from 'vitest'
import type { CompanyContext } from '#core/context.ts'
import { createEvents } from '#core/events.ts'
import { createMetricHub } from '#core/metrics/metric-hub.ts'
import { createModes } from '#core/modes.ts'
import type { Ports } from '#core/ports.ts'
import { DeviceId } from '#shared/model/ids.ts'
import type { SampleSet, WatchState } from '#shared/model/metric.ts'
import { aDevice } from '#tests/builders/a-device.ts'
import { anInterface } from '#tests/builders/a-reading.ts'
import { createCounterVendor } from '#tests/builders/counter-vendor.ts'
import { createTestClock } from '#tests/builders/test-clock.ts'

const id = DeviceId.parse('d1')

/** A hub with one device whose answers, state and time a test controls. */
function openHub({ skewMs = 0 } = {}) {
  const clock = createTestClock(Date.UTC(2026, 10, 22, 10))
  const vendor = createCounterVendor(clock, skewMs)
  const events = createEvents((error) => {
    throw error
  })
  const heard: { owner: string | undefined; points: SampleSet[]; state: WatchState }[] = []
  events.subscribe(({ path, payload, owner }) => {
    if (path === 'metrics.sampled') heard.push({ owner, ...(payload as { points: SampleSet[]; state: WatchState }) })
  })
  const world = { device: aDevice(), isWritable: true, settings: new Map<string, string>(), isReadOnly: false }
  const profile = { isWriter: true, getSetting: (name: string) => world.settings.get(name), setSetting: async (name: string, value: string) => void world.settings.set(name, value), isReadOnly: () => world.isReadOnly, setReadOnly: async (_: string, isReadOnly: boolean) => void (world.isReadOnly = isReadOnly) }
  const modes = createModes({ profile, settings: {}, network: { setOffline: () => undefined } } as unknown as Ports, 'c1')
  const stored: { series: string; at: number; value: number | null }[] = []
  const hub = createMetricHub({
    ports: { clock, trace: createNodeTrace(), ids: { next: () => 't1' }, log: { warn: () => undefined }, profile },
    events,
    modes,
    connections: { provider: async () => vendor.provider, account: async () => ({ name: 'Test', isActive: true }) },
    store: {
      read: { device: async () => world.device },
      write: { addSamples: async (_: string, points: typeof stored) => void stored.push(...points) },
    },
    journal: {
      intent: async () => {
        if (!world.isWritable) throw new Error('The journal is closed.')
        return 1
      },
      result: async () => undefined,
    },
  } as unknown as CompanyContext)
  const points = () => heard.flatMap((event) => event.points)
  return { clock, vendor, hub, heard, modes, world, stored, points, state: () => heard.at(-1)?.state }
}

test('S10: the first watcher starts sampling, and it stops within one interval after the last one left', async () => {
  const { clock, vendor, hub } = openHub()
  await hub.watch(id, 'one', 5)
  await hub.watch(id, 'two', 5)
  await clock.advanceSettled(20_100)
  expect(vendor.asked).toBe(5)
  expect(hub.unwatch(id, 'one')).toBe(false)
  await clock.advanceSettled(5_000)
  expect(vendor.asked).toBe(6)
  expect(hub.unwatch(id, 'two')).toBe(true)
  await clock.advanceSettled(60_000)
  expect(vendor.asked).toBe(6)
  expect(clock.waiting).toBe(0)
})

test('B97: a hidden tab costs zero requests: nobody watches, nothing is asked', async () => {
  const { clock, vendor, hub } = openHub()
  await hub.watch(id, 'one', 1)
  await clock.advanceSettled(3_000)
  hub.leave('one')
  const asked = vendor.asked
  await clock.advanceSettled(600_000)
  expect(vendor.asked).toBe(asked)
})

test('B97: the fastest watcher sets the pace, and bytes are counted', async () => {
  const { clock, vendor, hub, state } = openHub()
  await hub.watch(id, 'slow', 60)
  await clock.advanceSettled(30_000)
  expect(vendor.asked).toBe(1)
  await hub.watch(id, 'fast', 5)
  await clock.advanceSettled(10_100)
  expect(vendor.asked).toBe(4)
  expect(state()).toMatchObject({ bytes: 20_000, samples: 4, intervalSeconds: 5, source: 'Practice RMM, live by a sampling script' })
  hub.leave('fast')
  await clock.advanceSettled(50_000)
  expect(vendor.asked).toBe(5)
})

test('B97: at the default pace ten minutes cost under 1 MB', async () => {
  const { clock, vendor, hub, state } = openHub()
  vendor.bytes = 8_000
  await hub.watch(id, 'one', 10)
  await clock.advanceSettled(600_000)
  expect(state()?.bytes).toBeLessThan(1_000_000)
})

test('S10: only watchers hear samples, each its own', async () => {
  const { clock, hub, heard } = openHub()
  await hub.watch(id, 'one', 5)
  await clock.advanceSettled(1_000)
  expect(heard.map((event) => event.owner)).toEqual(['one'])
})

test('B98: a failed reading is a gap in every series, and the rate after a long pause is none', async () => {
  const { clock, vendor, hub, points, state } = openHub()
  vendor.answer = { interfaces: [anInterface({ rxBytes: 1_000 })] }
  await hub.watch(id, 'one', 5)
  await clock.advanceSettled(5_200)
  vendor.answer = 'fail'
  await clock.advanceSettled(5_000)
  const gap = points().at(-1)
  expect(Object.keys(gap?.values ?? {})).toContain('disk.queue_mean_1m:C:')
  expect(new Set(Object.values(gap?.values ?? {}))).toEqual(new Set([null]))
  expect(state()).toMatchObject({ gaps: 1, samples: 2, lastError: 'The device did not answer.' })
  await clock.advanceSettled(120_000)
  vendor.answer = { interfaces: [anInterface({ rxBytes: 9_000_000 })] }
  await clock.advanceSettled(300_000)
  const first = points().find((point) => point.at > (gap?.at ?? 0) && point.values['cpu.percent'] === 20)
  expect(first?.values['net.rx:Ethernet']).toBeNull()
})

test('B99: errors double the interval with the reason shown, and recovery halves it again', async () => {
  const { clock, vendor, hub, state } = openHub()
  await hub.watch(id, 'one', 5)
  await clock.advanceSettled(5_200)
  vendor.answer = 'fail'
  await clock.advanceSettled(5_000)
  expect(state()).toMatchObject({ intervalSeconds: 10, askedIntervalSeconds: 5 })
  expect(state()?.reason).toContain('The device did not answer.')
  vendor.answer = {}
  await clock.advanceSettled(60_000)
  expect(state()).toMatchObject({ intervalSeconds: 5, reason: null, lastError: null })
})

test('B99: a slow link doubles the interval', async () => {
  const { clock, vendor, hub, state } = openHub()
  await hub.watch(id, 'one', 5)
  await clock.advanceSettled(10_200)
  vendor.roundTripMs = 3_000
  await clock.advanceSettled(8_000)
  expect(state()?.intervalSeconds).toBe(10)
  expect(state()?.reason).toContain('an answer takes 3.0 s')
})

test('S160: an offline device is not asked; it is asked again when the list says that it is back', async () => {
  const { clock, vendor, hub, world, state } = openHub()
  world.device = aDevice({ status: 'offline' })
  await hub.watch(id, 'one', 1)
  await clock.advanceSettled(120_000)
  expect(vendor.asked).toBe(0)
  expect(state()).toMatchObject({ reason: expect.stringContaining('offline'), refusal: null })
  world.device = aDevice()
  await clock.advanceSettled(2_000)
  expect(vendor.asked).toBeGreaterThan(0)
  expect(state()?.reason).toBeNull()
})

test('B17: working offline asks nothing and says so', async () => {
  const { clock, vendor, hub, modes, state } = openHub()
  await hub.watch(id, 'one', 60)
  await clock.advanceSettled(1_000)
  await modes.setOffline(true)
  hub.modesChanged()
  await clock.advanceSettled(1)
  expect(state()).toMatchObject({ reason: 'You are working offline.', gaps: 1, refusal: { code: 'lock.offline', remedy: 'go-online' } })
  await clock.advanceSettled(120_000)
  expect(vendor.asked).toBe(1)
  await modes.setOffline(false)
  hub.modesChanged()
  await clock.advanceSettled(200)
  expect(vendor.asked).toBe(2)
  expect(state()).toMatchObject({ reason: null, refusal: null })
})

test('S39: a device whose clock is an hour ahead gives points in our time, at the pace the device measured', async () => {
  const { clock, hub, points } = openHub({ skewMs: 3_600_000 })
  await hub.watch(id, 'one', 5)
  await clock.advanceSettled(10_200)
  const times = points().map((point) => point.at)
  expect(times[0]).toBe(Date.UTC(2026, 10, 22, 10) + 50)
  expect(times.map((at) => at - (times[0] ?? 0))).toEqual([0, 5_000, 10_000])
})

test('S31: minute means go to the store, the last one when nobody watches any more', async () => {
  const { clock, hub, stored } = openHub()
  await hub.watch(id, 'one', 10)
  await clock.advanceSettled(75_000)
  hub.leave('one')
  const cpu = stored.filter((point) => point.series === 'cpu.percent')
  const start = Date.UTC(2026, 10, 22, 10)
  expect(cpu).toEqual([
    { series: 'cpu.percent', at: start - 1, value: null },
    { series: 'cpu.percent', at: start, value: 20 },
    { series: 'cpu.percent', at: start + 60_000, value: 20 },
  ])
  expect(stored.some((point) => point.series === 'cpu.temperature' && point.value !== null)).toBe(false)
})

test('S10: coming back to a tab shows the points that are still in memory, with the pause as a gap', async () => {
  const { clock, hub } = openHub()
  await hub.watch(id, 'one', 5)
  await clock.advanceSettled(10_200)
  hub.leave('one')
  await clock.advanceSettled(60_000)
  const { points } = await hub.watch(id, 'two', 5)
  expect(points.filter((point) => point.values['cpu.percent'] === 20)).toHaveLength(3)
  expect(points.at(-1)?.values['cpu.percent']).toBeNull()
})

test('S172: a watch by script that cannot be recorded asks nothing, and asks when it can', async () => {
  const { clock, vendor, hub, world } = openHub()
  world.isWritable = false
  await hub.watch(id, 'one', 5)
  await clock.advanceSettled(20_000)
  expect(vendor.asked).toBe(0)
  world.isWritable = true
  await clock.advanceSettled(60_000)
  expect(vendor.asked).toBeGreaterThan(0)
})

test('B12: read-only mode runs no sampling script and says why', async () => {
  const { clock, vendor, hub, modes, state } = openHub()
  await modes.setReadOnly(true)
  await hub.watch(id, 'one', 5)
  await clock.advanceSettled(20_000)
  expect(vendor.asked).toBe(0)
  expect(state()?.refusal).toMatchObject({ code: 'lock.read-only', what: expect.stringContaining('script'), next: expect.stringContaining('Switch read-only off') })
})
