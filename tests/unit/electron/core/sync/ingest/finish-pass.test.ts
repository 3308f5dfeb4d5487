import { expect, test } from 'vitest'
import { aListPage } from '#tests/builders/a-list-page.ts'
import { runPass } from '#tests/builders/a-pass.ts'
import { anInProcessStore } from '#tests/builders/an-in-process-store.ts'
import { anIncomingDevice, incomingDevices } from '#tests/builders/an-incoming-device.ts'

const start = 1_790_000_000_000
const hour = 3_600_000
const devices = incomingDevices(12)
const fewer = devices.slice(0, 10)
const gone = devices[11]

test('S8: absent from two complete lists 24 h apart is inactive; back again it is the same device with its history', async () => {
  const { store } = anInProcessStore()
  await runPass(store, { all: devices })
  const idOf = async () => (await store.read.devices()).find((one) => one.remoteId === gone?.remoteId)
  const before = await idOf()
  await store.write.saveSections(before?.id ?? '', [{ section: 'volumes', value: { volumes: [] }, observedAt: null, observedKind: 'unknown', source: 'test' }], start)

  const first = await runPass(store, { all: fewer }, { fetchedAt: start + hour })
  expect(first.end).toMatchObject({ missing: 2, inactive: 0 })
  expect(await idOf()).toMatchObject({ missingSince: start + hour, fetchedAt: start })
  const early = await runPass(store, { all: fewer }, { fetchedAt: start + 24 * hour })
  expect(early.end).toMatchObject({ missing: 0, inactive: 0 })
  const late = await runPass(store, { all: fewer }, { fetchedAt: start + 25 * hour })
  expect(late.end).toMatchObject({ missing: 0, inactive: 2, changedIds: expect.arrayContaining([before?.id]) })
  expect(await idOf()).toMatchObject({ id: before?.id, status: 'inactive' })
  expect(await store.read.mappingCounts()).toEqual({ active: 10, missing: 0, inactive: 2 })
  expect((await store.read.listStates())['a1']).toMatchObject({ deviceCount: 10 })

  const back = await runPass(store, { all: devices }, { fetchedAt: start + 30 * hour })
  expect(back.end.reactivated).toBe(2)
  expect(await idOf()).toMatchObject({ id: before?.id, status: before?.status, missingSince: null, fetchedAt: start + 30 * hour })
  expect(await store.read.sections(before?.id ?? '')).toHaveLength(1)
})

test('S8: a list that is not complete never moves anything', async () => {
  const { store } = anInProcessStore()
  await runPass(store, { all: devices })
  for (const at of [hour, 30 * hour, 60 * hour]) {
    const { end } = await runPass(store, { all: fewer }, { fetchedAt: start + at, isComplete: false })
    expect(end).toMatchObject({ missing: 0, inactive: 0, changedIds: [] })
  }
  expect(await store.read.mappingCounts()).toEqual({ active: 12, missing: 0, inactive: 0 })
  expect((await store.read.listStates())['a1']).toMatchObject({ listFetchedAt: start, unfinished: null })
})

test('S8: a list that shrank suspiciously is treated as partial until it was seen often enough', async () => {
  const { store } = anInProcessStore()
  await runPass(store, { all: incomingDevices(40) })
  const small = incomingDevices(20)
  for (const at of [1, 10, 20]) {
    const { end } = await runPass(store, { all: small }, { fetchedAt: start + at * hour })
    expect(end).toMatchObject({ isSuspicious: true, missing: 0 })
  }
  const { end } = await runPass(store, { all: small }, { fetchedAt: start + 26 * hour })
  expect(end).toMatchObject({ isSuspicious: false, missing: 20 })
})

test('S8: an empty list is suspicious', async () => {
  const { store } = anInProcessStore()
  await runPass(store, { all: incomingDevices(3) })
  const { end } = await runPass(store, { all: [] }, { fetchedAt: start + hour })
  expect(end).toMatchObject({ isSuspicious: true, missing: 0 })
})

test('S8: a row that could not be read does not make its device missing', async () => {
  const { store } = anInProcessStore()
  await runPass(store, { all: devices })
  const { end } = await runPass(store, { all: devices.slice(0, 11) }, { fetchedAt: start + hour, rejected: 1 })
  expect(end.missing).toBe(0)
})

test('S8: a page that is not fetched any more makes its devices missing, and they come back with it', async () => {
  const { store } = anInProcessStore()
  const [a, b] = [anIncomingDevice(1), anIncomingDevice(2)]
  await runPass(store, { one: [a], two: [b] })
  expect((await runPass(store, { one: [a] }, { fetchedAt: start + hour })).end.missing).toBe(1)
  const back = await runPass(store, { one: [a], two: [b] }, { fetchedAt: start + 2 * hour })
  expect(back.end.reactivated).toBe(1)
  expect(await store.read.mappingCounts()).toEqual({ active: 2, missing: 0, inactive: 0 })
})

test('S8: a device the vendor calls retired is inactive at once and stays so without being written again', async () => {
  const { store } = anInProcessStore()
  await runPass(store, { all: devices })
  const retired = devices.map((one, n) => (n === 0 ? { ...one, status: 'inactive' as const } : one))
  await runPass(store, { all: retired }, { fetchedAt: start + hour })
  expect(await store.read.mappingCounts()).toEqual({ active: 11, missing: 0, inactive: 1 })
  const again = retired.map((one, n) => (n === 1 ? { ...one, description: 'news' } : one))
  const { pages } = await runPass(store, { all: again }, { fetchedAt: start + 2 * hour })
  expect(pages[0]).toMatchObject({ updated: 1, unchanged: 11 })
})

test('B26: an unfinished pass names the pages it stored; resuming it goes on with the others', async () => {
  const test = anInProcessStore()
  const { store } = test
  await store.write.beginPass('a1', 'p1', start)
  await store.write.ingestPage(aListPage({ devices: devices.slice(0, 6) }, { pageKey: 'one' }))
  test.reopen()
  const { unfinished } = (await test.store.read.listStates())['a1'] ?? {}
  expect(unfinished).toEqual({ passId: 'p1', startedAt: start, pages: ['one'] })
  await test.store.write.ingestPage(aListPage({ devices: devices.slice(6) }, { pageKey: 'two', fetchedAt: start + hour }))
  const end = await test.store.write.finishPass({ accountId: 'a1', passId: 'p1', isComplete: true, startedAt: start, fetchedAt: start + hour })
  expect(end).toMatchObject({ missing: 0, isSuspicious: false })
  expect((await test.store.read.listStates())['a1']).toEqual({ listFetchedAt: start + hour, deviceCount: 12, unfinished: null })
})
