import { expect, onTestFinished, test } from 'vitest'
import type { Ports } from '#core/ports.ts'
import type { DeviceId } from '#shared/model/ids.ts'
import type { SampleSet, WatchState } from '#shared/model/metric.ts'
import { eventually } from '#tests/builders/eventually.ts'
import { type LiveBench, openLiveBench } from '#tests/builders/live-bench.ts'

/** A network that changes what a device's sampling script printed, on its way to us. */
const adaptReadings =
  (change: (text: string) => string) =>
  (ports: Ports): Ports => {
    const { http } = ports.network
    const send: typeof http.send = async (request) => {
      const result = await http.send(request)
      if (!result.ok || !request.url.endsWith('/cmd/')) return result
      return { ...result, response: { ...result.response, body: new TextEncoder().encode(change(new TextDecoder().decode(result.response.body))) } }
    }
    return { ...ports, network: { http: { ...http, send }, openSocket: ports.network.openSocket, probe: ports.network.probe, setOffline: ports.network.setOffline, meter: ports.network.meter } }
  }

async function openChanged(change: (text: string) => string): Promise<LiveBench> {
  const bench = await openLiveBench({ isSignedIn: false, devices: 20, adapt: adaptReadings(change) })
  onTestFinished(() => bench.close())
  return bench
}

/** Watches until `readings` points came. */
async function watchFor(bench: LiveBench, deviceId: DeviceId, readings: number) {
  const points: SampleSet[] = []
  let state: WatchState | undefined
  bench.api.on('metrics.sampled', (sampled) => {
    points.push(...sampled.points)
    state = sampled.state
  })
  await bench.api.metrics.watch({ deviceId, intervalSeconds: 1 })
  await eventually(`${readings} readings`, () => points.length >= readings)
  await bench.api.metrics.unwatch({ deviceId })
  return { points, state }
}

const activityOf = async (bench: LiveBench, deviceId: DeviceId, phase: string) =>
  (await bench.api.journal.list({ deviceId, limit: 100 })).records.filter((record) => record.phase === phase).map((record) => ({ action: record.action, params: record['params'] }))

test('S51: a steady stream of network errors becomes one entry in the Activity of the device', async () => {
  let errors = 0
  const bench = await openChanged((text) => text.replace(/(\\"rxErrors\\":)\d+/, (_, name: string) => `${name}${(errors += 10)}`))
  const device = bench.find((one) => one.osFamily === 'windows')
  await watchFor(bench, device.id, 4)
  const notes = await activityOf(bench, device.id, 'note')
  expect(notes).toEqual([{ action: 'metrics.networkErrorsRising', params: { interface: expect.stringMatching(/.+/), errorsPerMinute: expect.any(Number) } }])
  const other = bench.find((one) => one.id !== device.id)
  expect(await activityOf(bench, other.id, 'note')).toEqual([])
  expect(await bench.api.journal.verify({})).toMatchObject({ isIntact: true })
})

test('S51, B116: what was refused for a device is in its Activity', async () => {
  const bench = await openChanged((text) => text)
  const device = bench.find((one) => one.osFamily === 'windows')
  await bench.api.app.setReadOnly({ isReadOnly: true })
  await expect(bench.api.device.runCommand({ deviceId: device.id, shell: 'powershell', command: 'hostname' })).rejects.toMatchObject({ code: 'lock.read-only' })
  await bench.api.app.setReadOnly({ isReadOnly: false })
  await expect(bench.api.device.runCommand({ deviceId: device.id, shell: 'bash', command: 'hostname' })).rejects.toThrow()
  const notes = await activityOf(bench, device.id, 'note')
  expect(notes.map((note) => note.action)).toEqual(['device.runCommand', 'device.runCommand'])
  expect(notes.at(-1)?.params).toEqual({ refused: 'lock.read-only' })
})

test('S41, D01: a reading that calls 75 % used while 24 of 32 GB are free is flagged and shown from its bytes', async () => {
  const memory = '\\"memory\\":{\\"total\\":34359738368,\\"available\\":25769803776,\\"usedPercent\\":75,\\"cached\\":null}'
  const bench = await openChanged((text) => text.replace(/\\"memory\\":\{[^}]*\}/, memory))
  const { points, state } = await watchFor(bench, bench.find((one) => one.osFamily === 'windows').id, 1)
  expect(points[0]?.values['memory.used_percent']).toBe(25)
  expect(points[0]?.values['memory.available']).toBe(24 * 2 ** 30)
  expect(state?.flag).toContain('75.0 % of memory used, but 24.0 GiB of 32.0 GiB are available')
})
