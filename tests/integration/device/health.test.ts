import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Device } from '#shared/model/device.ts'
import type { DeviceHealth } from '#shared/model/disk-health.ts'
import { HardwareSection } from '#shared/model/section.ts'
import { diskFate } from '#simulators/shell/disk-health-line.ts'
import { type Bench, openBench } from './bench.ts'

const dayMs = 86_400_000
let bench: Bench
let close: () => Promise<void> = async () => {}
let aheadMs = 0
beforeAll(async () => {
  bench = await openBench({ keep: (end) => (close = end), adapt: (ports) => ({ ...ports, clock: { ...ports.clock, now: () => ports.clock.now() + aheadMs } }) })
}, 60_000)
afterAll(() => close())

const read = async (device: Device): Promise<DeviceHealth> => {
  const operation = await bench.ended(await bench.api.device.readHealth({ deviceId: device.id }))
  expect(operation).toMatchObject({ state: 'succeeded', action: 'device.readHealth' })
  return bench.api.device.health({ deviceId: device.id })
}

test('S44: never read is unknown, and looking sends nothing', async () => {
  bench.simulator.requests.clear()
  expect(await bench.api.device.health({ deviceId: bench.online.windows.id })).toEqual({ disks: [], readAt: null, source: '' })
  expect(bench.simulator.requests.all).toHaveLength(0)
})

test('S44: one reading is one request that changes nothing, exactly as it was shown, and is in the journal', async () => {
  const { windows } = bench.online
  const preview = await bench.api.device.previewHealth({ deviceId: windows.id })
  bench.simulator.requests.clear()
  const health = await read(windows)
  expect(bench.sent()).toHaveLength(1)
  expect(bench.sent()[0]?.bodyText).toBe(preview.body)
  expect(bench.simulator.requests.count({ isMutating: true })).toBe(0)
  expect(health.disks.length).toBeGreaterThan(0)
  const { records } = await bench.api.journal.list({ limit: 20 })
  expect(records.filter((one) => one.action === 'device.readHealth').map((one) => one['phase'])).toEqual(['result', 'intent'])
})

test('S44: across the fleet every disk has the word its evidence deserves, with what triggered it', async () => {
  const words = { clean: 'good', worn: 'warning', reallocated: 'warning', failing: 'failing', silent: 'unknown' } as const
  const { ids } = await bench.api.inventory.match({ filter: 'status:online os:windows' })
  const seen = new Set<string>()
  for (const deviceId of ids) {
    const { device } = await bench.api.device.get({ deviceId })
    const remote = bench.simulator.fleet.byKey(device.remoteId)
    if (!remote) continue
    for (const [index, { verdict }] of (await read(device)).disks.entries()) {
      const fate = diskFate(remote, index)
      // Wear is a property of flash; a disk with platters does not wear out in these numbers.
      if (fate !== 'worn') expect([fate, verdict.word]).toEqual([fate, words[fate]])
      expect(verdict.reason).not.toBe('')
      seen.add(verdict.word)
    }
  }
  expect([...seen].toSorted()).toEqual(['failing', 'good', 'unknown', 'warning'])
})

test('S44: the hardware of a device shows the word, what triggered it and when it was read; after 30 days it is unknown again', async () => {
  const { windows } = bench.online
  await read(windows)
  const disksOf = async () => {
    const { sections } = await bench.api.device.refresh({ deviceId: windows.id, sections: ['hardware'] })
    return HardwareSection.parse(sections.find((one) => one.section === 'hardware')?.value).disks
  }
  const { disks, readAt } = await bench.api.device.health({ deviceId: windows.id })
  expect((await disksOf()).map((disk) => [disk.health, disk.healthReason, disk.healthReadAt])).toEqual(disks.map(({ verdict }) => [verdict.word, verdict.reason, readAt]))
  aheadMs += 31 * dayMs
  expect(new Set((await disksOf()).map((disk) => disk.health))).toEqual(new Set(['unknown']))
  aheadMs = 0
})

test('S44, B12: in read-only mode and offline nothing is sent and the refusal is recorded', async () => {
  bench.simulator.requests.clear()
  await bench.api.app.setReadOnly({ isReadOnly: true })
  await expect(bench.api.device.readHealth({ deviceId: bench.online.windows.id })).rejects.toMatchObject({ code: 'lock.read-only' })
  await bench.api.app.setReadOnly({ isReadOnly: false })
  expect(bench.sent()).toHaveLength(0)
})
