import { setImmediate } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Device } from '#shared/model/device.ts'
import type { SampleSet, WatchState } from '#shared/model/metric.ts'
import { eventually } from '#tests/builders/eventually.ts'
import { createJumpClock } from '#tests/builders/jump-clock.ts'
import { type LiveBench, openLiveBench } from '#tests/builders/live-bench.ts'
import { connectTo } from '#tests/builders/test-core.ts'

const sampling = { method: 'POST', path: '/agents/*/cmd/' }

/** Watches a device for a caller; collects what it hears. */
async function watchDevice(bench: LiveBench, device: Device, intervalSeconds: 1 | 5 | 60) {
  const points: SampleSet[] = []
  let state: WatchState | undefined
  const stop = bench.api.on('metrics.sampled', (sampled) => {
    if (sampled.deviceId !== device.id) return
    points.push(...sampled.points)
    state = sampled.state
  })
  await bench.api.metrics.watch({ deviceId: device.id, intervalSeconds })
  const forPoints = (count: number) => eventually(`${count} points`, () => points.length >= count && points)
  return { points, forPoints, state: () => state, stop: () => (stop(), bench.api.metrics.unwatch({ deviceId: device.id })) }
}

describe('live numbers of simulated devices', () => {
  let bench: LiveBench

  beforeAll(async () => {
    bench = await openLiveBench({ isSignedIn: false })
  })
  afterAll(() => bench.close())

  test('S10: CPU, memory, disk and network come with time and source; two readings give rates', async () => {
    const watch = await watchDevice(bench, bench.find((one) => one.osFamily === 'windows'), 1)
    const [first, second] = await watch.forPoints(2)
    expect(first?.values['cpu.percent']).toBeGreaterThanOrEqual(0)
    expect(first?.values['memory.used_percent']).toBeGreaterThan(0)
    expect(first?.values['disk.read:C:']).toBeNull()
    expect(second?.values['disk.read:C:']).toBeGreaterThanOrEqual(0)
    expect(Object.keys(second?.values ?? {}).filter((series) => series.startsWith('net.rx:')).length).toBeGreaterThan(0)
    expect(watch.state()?.source).toContain('Tactical RMM')
    await watch.stop()
  })

  test('S40, S47: a device without a sensor has no temperature; load and queue are never mixed', async () => {
    for (const osFamily of ['windows', 'linux'] as const) {
      const watch = await watchDevice(bench, bench.find((one) => one.osFamily === osFamily), 60)
      const [point] = await watch.forPoints(1)
      const { 'load.1m': load, 'cpu.queue': queue, 'cpu.temperature': temperature } = point?.values ?? {}
      expect([typeof load, typeof queue]).toEqual(osFamily === 'windows' ? ['undefined', 'number'] : ['number', 'undefined'])
      expect(temperature).not.toBe(0)
      expect(temperature === null).toBe(watch.state()?.sensor === null)
      await watch.stop()
    }
  })

  test('B97: bytes are counted, and when nobody watches not one request leaves', async () => {
    const watch = await watchDevice(bench, bench.find(), 1)
    await watch.forPoints(1)
    expect(watch.state()?.bytes).toBeGreaterThan(1_000)
    expect(await watch.stop()).toEqual({ stopped: true })
    const asked = bench.simulator.requests.count(sampling)
    const other = await watchDevice(bench, bench.find((one) => one.osFamily === 'linux'), 1)
    await other.forPoints(3)
    await other.stop()
    expect(bench.simulator.requests.count(sampling) - asked).toBe(other.points.length)
  })

  test('S10: leaving a live view before its answer came stops it, whoever leaves and however', async () => {
    const { api, simulator } = bench
    const [left, gone, back] = bench.devices.filter((one) => one.status === 'online')
    const other = bench.devices.findLast((one) => one.status === 'online')
    if (!left || !gone || !back || !other) throw new Error('The fleet is too small.')
    const asked = (device: Device) => simulator.requests.count({ method: 'POST', path: `/agents/${device.remoteId}/cmd/` })
    const before = { left: asked(left), gone: asked(gone), back: asked(back) }
    const pending = [api.metrics.watch({ deviceId: left.id, intervalSeconds: 1 }), api.metrics.unwatch({ deviceId: left.id })]
    const caller = { id: 'a window that closes' }
    const away = connectTo(bench.core, caller).metrics.watch({ deviceId: gone.id, intervalSeconds: 1 })
    await setImmediate()
    bench.core.callerGone(caller)
    const again = [api.metrics.watch({ deviceId: back.id, intervalSeconds: 1 }), api.metrics.unwatch({ deviceId: back.id }), api.metrics.watch({ deviceId: back.id, intervalSeconds: 1 })]
    expect(await pending[1]).toEqual({ stopped: true })
    await Promise.all([...pending, away, ...again])
    const watch = await watchDevice(bench, other, 1)
    await watch.forPoints(4)
    await eventually('the one that came back', () => asked(back) > before.back)
    expect({ left: asked(left), gone: asked(gone) }).toEqual({ left: before.left, gone: before.gone })
    await watch.stop()
    expect(await api.metrics.unwatch({ deviceId: back.id })).toEqual({ stopped: true })
  })

  test('B98: a reading that fails is a gap and stays one', async () => {
    const watch = await watchDevice(bench, bench.find(), 1)
    await watch.forPoints(1)
    const gaps = watch.state()?.gaps ?? 0
    bench.simulator.setFaults([{ match: { path: '/agents/*/cmd/' }, kind: 'status', status: 500 }])
    await eventually('a gap', () => (watch.state()?.gaps ?? 0) > gaps)
    expect(Object.values(watch.points.at(-1)?.values ?? {}).every((value) => value === null)).toBe(true)
    expect(watch.state()?.lastError).toBeTruthy()
    expect(watch.state()?.intervalSeconds).toBeGreaterThan(1)
    bench.simulator.setFaults([])
    await watch.stop()
  })

  test('S160: a device that is offline is not asked', async () => {
    const offline = bench.devices.find((one) => one.status === 'offline')
    if (!offline) throw new Error('The fleet has no offline device.')
    const asked = bench.simulator.requests.count(sampling)
    const watch = await watchDevice(bench, offline, 1)
    await eventually('the reason', () => watch.state()?.reason?.includes('offline'))
    expect(bench.simulator.requests.count(sampling)).toBe(asked)
    await watch.stop()
  })
})

test('S31, S39, B98: minute means are kept in the store with their source, and the pause between two looks as a gap', async () => {
  const clock = createJumpClock()
  const bench = await openLiveBench({ isSignedIn: false, devices: 20, adapt: (ports) => ({ ...ports, clock }) })
  const device = bench.find()
  const from = clock.now() - 3_600_000
  for (const pauseMs of [600_000, 0]) {
    const watch = await watchDevice(bench, device, 60)
    const values = () => watch.points.filter((point) => typeof point.values['cpu.percent'] === 'number').length
    await eventually('a reading', () => values() === 1)
    await clock.jump(60_000)
    await eventually('a reading a minute later', () => values() === 2)
    await watch.stop()
    await clock.jump(pauseMs)
  }
  const { series, sources, n, gaps } = await bench.api.metrics.history({ deviceId: device.id, series: ['cpu.percent'], from, to: clock.now() + 1 })
  expect(n).toBe(4)
  expect(gaps).toBe(1)
  expect(sources['cpu.percent']).toEqual([{ from: (series['cpu.percent']?.[0]?.at ?? 0), source: 'Tactical RMM, live by a sampling script' }])
  expect(series['cpu.percent']?.every((sample) => sample.value === null || (sample.value >= 0 && sample.value <= 100))).toBe(true)
  await bench.close()
})
