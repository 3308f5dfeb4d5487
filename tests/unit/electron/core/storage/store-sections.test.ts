import { expect, test } from 'vitest'
import type { IncomingSection, SoftwareItem } from '#shared/model/section.ts'
import { runPass } from '#tests/builders/a-pass.ts'
import { anInProcessStore } from '#tests/builders/an-in-process-store.ts'
import { anIncomingDevice, incomingDevices } from '#tests/builders/an-incoming-device.ts'

const start = 1_790_000_000_000
const item = (name: string, version: string, more: Partial<SoftwareItem> = {}): SoftwareItem => ({ name, version, publisher: null, installedAt: null, bytes: null, location: null, ...more })
const section = (name: IncomingSection['section'], value: unknown): IncomingSection => ({ section: name, value, observedAt: start - 5, observedKind: 'bounded', source: 'test answer' })

async function withDevices(count: number) {
  const test = anInProcessStore()
  await runPass(test.store, { all: incomingDevices(count) })
  const devices = await test.store.read.devices()
  return { ...test, store: test.store, db: test.db, ids: devices.map((one) => one.id) }
}

test('S12: every program comes back as reported, in order, with equal names once for the fleet', async () => {
  const { store, db, ids } = await withDevices(2)
  const items = [
    item('7-Zip 24.08 (x64)', '24.08', { publisher: 'Igor Pavlov', installedAt: 1_700_006_400_000, bytes: 5_780_000, location: 'C:\\Program Files\\7-Zip' }),
    item('Zoom', '6.1', { publisher: '' }),
    item('Zoom', '6.1'),
    item('7-Zip 24.08 (x64)', '24.08', { publisher: 'Igor Pavlov' }),
  ]
  for (const id of ids) expect(await store.write.saveSections(id, [section('software', { items })], start)).toEqual(['software'])
  const [stored] = await store.read.sections(ids[0] ?? '')
  expect(stored).toEqual({ section: 'software', value: { items }, observedAt: start - 5, observedKind: 'bounded', fetchedAt: start, source: 'test answer' })
  expect(db.cache.get('SELECT count(*) AS n FROM software_title')).toEqual({ n: 3 })
})

test('S12: who has it is answered for the whole fleet, with the text taken as it is', async () => {
  const { store, ids } = await withDevices(3)
  await store.write.saveSections(ids[0] ?? '', [section('software', { items: [item('Mozilla Firefox', '128.0'), item('100% Tool_x', '1')] })], start)
  await store.write.saveSections(ids[2] ?? '', [section('software', { items: [item('Mozilla Firefox', '115.1')] })], start)
  const found = await store.read.software({ name: 'firefox', limit: 10 })
  expect(found.items.map((one) => [one.deviceId, one.version])).toEqual([[ids[2], '115.1'], [ids[0], '128.0']])
  expect(await store.read.software({ name: '100% tool_x', limit: 10 })).toMatchObject({ total: 1 })
  expect(await store.read.software({ name: '100x', limit: 10 })).toEqual({ items: [], total: 0 })
})

test('S161: a section with the same content in another order is not written; only the time of reading moves', async () => {
  const { store, db, ids } = await withDevices(1)
  const [id = ''] = ids
  const services = (names: readonly string[]) => section('services', { services: names.map((name) => ({ name, state: 'running' })) })
  expect(await store.write.saveSections(id, [services(['a', 'b'])], start)).toEqual(['services'])
  const before = db.cache.all('SELECT * FROM section_state')
  expect(await store.write.saveSections(id, [services(['b', 'a'])], start + 1_000)).toEqual([])
  expect(db.cache.all('SELECT * FROM section_state')).toEqual(before)
  expect((await store.read.sections(id))[0]?.fetchedAt).toBe(start + 1_000)
  expect(await store.write.saveSections(id, [services(['b', 'c'])], start + 2_000)).toEqual(['services'])
  expect(await store.read.sectionValues('services')).toEqual([{ deviceId: id, value: services(['b', 'c']).value }])
})

test('S6: a section without a value leaves the known one', async () => {
  const { store, ids } = await withDevices(1)
  const [id = ''] = ids
  await store.write.saveSections(id, [section('volumes', { volumes: [{ name: 'C:' }] })], start)
  expect(await store.write.saveSections(id, [section('volumes', null)], start + 9)).toEqual([])
  expect(await store.read.sections(id)).toEqual([expect.objectContaining({ value: { volumes: [{ name: 'C:' }] }, fetchedAt: start })])
})

test('S6: a MAC, an address or a serial that is not reported any more stays in the details; what left a list is gone', async () => {
  const { store, ids } = await withDevices(1)
  const [id = ''] = ids
  const valueOf = async (name: string) => (await store.read.sections(id)).find((one) => one.section === name)?.value
  const adapters = [{ name: 'Ethernet', mac: 'F8:75:A4:11:22:33', ipv4: ['10.0.0.5'], isVirtual: false }, { name: 'Wi-Fi', mac: 'F8:75:A4:11:22:44', ipv4: [], isVirtual: false }]
  await store.write.saveSections(id, [section('network', { adapters, publicIp: '203.0.113.9' }), section('hardware', { serial: 'PF1', memoryTotal: 16 })], start)
  const poorer = [section('network', { adapters: [{ name: 'Ethernet', mac: null, ipv4: [], isVirtual: false }, adapters[1]], publicIp: null }), section('hardware', { serial: '', memoryTotal: 16 })]
  expect(await store.write.saveSections(id, poorer, start + 1)).toEqual([])
  expect(await valueOf('network')).toEqual({ adapters, publicIp: '203.0.113.9' })
  expect(await valueOf('hardware')).toEqual({ serial: 'PF1', memoryTotal: 16 })
  const other = section('network', { adapters: [{ name: 'Ethernet', mac: null, ipv4: ['10.0.0.6'], isVirtual: false }], publicIp: null })
  expect(await store.write.saveSections(id, [other], start + 2)).toEqual(['network'])
  expect(await valueOf('network')).toEqual({ adapters: [{ ...adapters[0], ipv4: ['10.0.0.6'] }], publicIp: '203.0.113.9' })
})

test('a service that stopped has no process number any more', async () => {
  const { store, ids } = await withDevices(1)
  const [id = ''] = ids
  await store.write.saveSections(id, [section('services', { services: [{ name: 'Spooler', state: 'running', pid: 12 }] })], start)
  await store.write.saveSections(id, [section('services', { services: [{ name: 'Spooler', state: 'stopped', pid: null }] })], start + 1)
  expect((await store.read.sections(id))[0]?.value).toEqual({ services: [{ name: 'Spooler', state: 'stopped', pid: null }] })
})

const asked = (before: number) => ({ accountId: 'a1', section: 'software', readBefore: before, answeredBefore: before, triedBefore: before, families: null, limit: 10 }) as const

test('due devices: never read first among the online ones, read long ago next, read lately not at all', async () => {
  const { store, ids } = await withDevices(4)
  const online = (await store.read.devices()).filter((one) => one.status === 'online').map((one) => one.id)
  const [fresh = '', old = '', never = ''] = online
  await store.write.saveSections(fresh, [section('software', { items: [] })], start)
  await store.write.saveSections(old, [section('software', { items: [] })], start - 90_000)
  const due = await store.read.dueDevices(asked(start - 1_000))
  expect(due.map((one) => one.id)).not.toContain(fresh)
  expect(new Set(due.map((one) => one.id)).size).toBe(ids.length - 1)
  expect(due.map((one) => one.status)).toEqual(['online', 'online', 'offline'])
  expect(due.slice(0, 2).map((one) => one.id)).toEqual(expect.arrayContaining([never, old]))
  expect(await store.read.dueDevices({ ...asked(start), accountId: 'other' })).toEqual([])
  expect(await store.read.dueDevices({ ...asked(start), limit: 2 })).toHaveLength(2)
})

test('S7: MACs and system id of the details help to recognise the device under another account', async () => {
  const { store, ids } = await withDevices(1)
  const adapter = { name: 'Ethernet', mac: 'F8:75:A4:11:22:33', isVirtual: false }
  await store.write.saveSections(ids[0] ?? '', [section('network', { adapters: [adapter], publicIp: null })], start)
  const other = anIncomingDevice(0, { remoteId: 'other', name: 'renamed', identity: { serial: null, model: null, systemUuid: null, macs: ['f875a4112233'], isVirtual: null } })
  await runPass(store, { all: [other] }, { accountId: 'b1' })
  expect((await store.read.devices()).map((one) => one.id)).toEqual(ids)
})

test('sections of an unknown device are refused', async () => {
  const { store } = await withDevices(1)
  await expect(store.write.saveSections('dnobody', [section('volumes', { volumes: [] })], start)).rejects.toMatchObject({ code: 'device.not-found' })
})

test('S12: "who has X below Y" names the first of hundreds of devices in order, and the true number of all', async () => {
  const { store, ids } = await withDevices(300)
  for (const [n, id] of ids.entries()) {
    const items = [item(`Product ${n % 7}`, `${n % 30}.0`), item('Product 9', n % 2 === 0 ? '10.1' : '9.2'), item('Other', '1')]
    await store.write.saveSections(id, [section('software', { items })], start)
  }
  const named = new Map((await store.read.devices()).map((one) => [one.id as string, one.name]))
  const expected = ids.flatMap((deviceId, n) => [
    { deviceId, deviceName: named.get(deviceId), name: `Product ${n % 7}`, version: `${n % 30}.0` },
    { deviceId, deviceName: named.get(deviceId), name: 'Product 9', version: n % 2 === 0 ? '10.1' : '9.2' },
  ]).filter((row) => Number.parseFloat(row.version) < 10)
  const byCode = (a = '', b = '') => (a < b ? -1 : a > b ? 1 : 0)
  expected.sort((a, b) => byCode(a.name, b.name) || byCode(a.version, b.version) || byCode(a.deviceName, b.deviceName))
  const question = { name: 'product', version: { op: '<', text: '10' } } as const
  expect(await store.read.software({ ...question, limit: 1_000 })).toEqual({ items: expected, total: expected.length })
  for (const limit of [1, 7, 150]) expect(await store.read.software({ ...question, limit })).toEqual({ items: expected.slice(0, limit), total: expected.length })
  expect((await store.read.softwareOwners('product', question.version)).toSorted(byCode)).toEqual([...new Set(expected.map((row) => row.deviceId))].toSorted(byCode))
})
