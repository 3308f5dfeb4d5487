import { expect, test } from 'vitest'
import type { IncomingSection } from '#shared/model/section.ts'
import { changeLife } from '#core/storage/change-repository.ts'
import { runPass } from '#tests/builders/a-pass.ts'
import { anInProcessStore } from '#tests/builders/an-in-process-store.ts'
import { anIncomingDevice, incomingDevices } from '#tests/builders/an-incoming-device.ts'

const start = 1_790_000_000_000
const dayMs = 86_400_000
const section = (name: IncomingSection['section'], value: unknown): IncomingSection => ({ section: name, value, observedAt: start, observedKind: 'bounded', source: 'test answer' })
const software = (version: string) => section('software', { items: [{ name: 'Zoom', version, publisher: null, installedAt: null, bytes: null, location: null }] })
const network = (speedMbps: number | null) => section('network', { adapters: [{ name: 'Ethernet', mac: 'F8:75:A4:11:22:33', speedMbps, status: 'connected', isVirtual: false }], publicIp: null })

async function withDevice() {
  const { store, db } = anInProcessStore()
  await runPass(store, { all: incomingDevices(2) })
  const [device] = await store.read.devices()
  return { store, db, id: device?.id ?? '' }
}

test('S46: the first reading writes no history, a changed fact one row, a lost and found one none', async () => {
  const { store, id } = await withDevice()
  await store.write.saveSections(id, [network(1000), software('6.1')], start)
  expect(await store.read.changes(id, 10)).toEqual([])
  await store.write.saveSections(id, [network(100), software('6.1')], start + 1)
  const row = { at: start + 1, place: 'network', subject: 'Ethernet', field: 'speedMbps', before: '1000', after: '100', source: 'test answer', traceId: null }
  expect(await store.read.changes(id, 10)).toEqual([row])
  await store.write.saveSections(id, [network(null), software('6.1')], start + 2)
  await store.write.saveSections(id, [network(100), software('6.1')], start + 3)
  expect(await store.read.changes(id, 10)).toEqual([row])
  await store.write.saveSections(id, [software('6.2')], start + 4)
  expect(await store.read.changes(id, 1)).toMatchObject([{ place: 'software', subject: 'Zoom', before: '6.1', after: '6.2' }])
})

test('S46: a first sync writes no history; later a fact that people ask about is a row with the id of its pass, the status is not', async () => {
  const { store, db, id } = await withDevice()
  const count = () => db.cache.get<{ n: number }>('SELECT count(*) AS n FROM device_change')?.n
  expect(count()).toBe(0)
  const known = await store.read.device(id)
  const n = Number(known?.name.slice(-5))
  const all = (change: Parameters<typeof anIncomingDevice>[1]) => ({ all: incomingDevices(2).map((one) => (one.name === known?.name ? anIncomingDevice(n, change) : one)) })
  await runPass(store, all({ status: 'offline', pendingActions: 3, checksFailing: 2 }), { fetchedAt: start + 1_000 })
  await runPass(store, all({ serial: null, publicIp: '203.0.113.250', clientVersion: '2.10.0' }), { fetchedAt: start + 2_000 })
  const rows = await store.read.changes(id, 10)
  expect(rows.map((one) => [one.place, one.field, one.after, one.traceId])).toEqual([
    ['list', 'publicIp', '203.0.113.250', `p${start + 2_000}`],
    ['list', 'clientVersion', '2.10.0', `p${start + 2_000}`],
  ])
  expect(count()).toBe(2)
})

test(`S46: history is kept ${changeLife.days} days and at most ${changeLife.rowsPerDevice} rows a device`, async () => {
  const { store, db, id } = await withDevice()
  for (let n = 0; n <= changeLife.rowsPerDevice + 5; n += 1) await store.write.saveSections(id, [network(100 + n)], start + n)
  const rows = await store.read.changes(id, 5_000)
  expect(rows).toHaveLength(changeLife.rowsPerDevice)
  expect(rows[0]?.after).toBe(String(100 + changeLife.rowsPerDevice + 5))
  for (let n = 0; n < 8; n += 1) await store.write.saveSections(id, [network(10 + n)], start + (changeLife.days + 2) * dayMs + n)
  expect((await store.read.changes(id, 5_000)).every((one) => one.at > start + dayMs)).toBe(true)
  expect(db.cache.get('SELECT count(*) AS n FROM device_change')).toEqual({ n: 8 })
})
