import { expect, test } from 'vitest'
import type { IngestPage } from '#core/storage/store.ts'
import { aTacticalList, aTacticalPage } from '#tests/builders/a-tactical-list.ts'
import { aCompanyFolder, openTestStores } from '#tests/builders/open-stores.ts'

test('a page of a real server goes through the threads into the list; its bytes move', async () => {
  const { store } = await openTestStores()
  const page = aTacticalPage(await aTacticalList(120))
  await store.write.beginPass('a1', 'p1', 1)
  const result = await store.write.ingestPage(page)
  expect(result).toMatchObject({ rejected: 0, firstRejection: null, created: result.rows })
  expect(page.body.byteLength).toBe(0)
  const slice = await store.read.snapshot(0, 20_000)
  expect(slice.count).toBe(result.rows)
  expect((await store.read.devices()).every((one) => one.vendor === 'tactical-rmm' && one.name !== '')).toBe(true)
})

test('bytes that are part of a larger buffer are copied, not torn out of it', async () => {
  const { store } = await openTestStores()
  const large = new Uint8Array(64)
  large.set(new TextEncoder().encode('[]'), 10)
  await store.write.beginPass('a1', 'p1', 1)
  expect(await store.write.ingestPage(aTacticalPage(new Uint8Array(), { body: large.subarray(10, 12) }))).toMatchObject({ rows: 0 })
  expect(large.byteLength).toBe(64)
})

test('what was written can be read at once, and after closing and opening again', async () => {
  const at = aCompanyFolder()
  const first = await openTestStores(at)
  for (let n = 0; n < 50; n++) {
    await first.store.write.setSetting('n', String(n))
    expect(await first.store.read.setting('n')).toBe(String(n))
  }
  await first.close()
  await first.close()
  await expect(first.store.read.setting('n')).rejects.toThrow('the store is closed')
  const second = await openTestStores(at)
  expect(await second.store.read.setting('n')).toBe('49')
})

test('errors come out of the threads with their code and words', async () => {
  const { store } = await openTestStores()
  await expect(store.write.saveSections('dnobody', [], 1)).rejects.toMatchObject({ code: 'device.not-found', shape: { remedy: 'retry' } })
  await store.write.beginPass('a1', 'p1', 1)
  await expect(store.write.ingestPage(aTacticalPage(new Uint8Array(), { vendor: 'no-such-vendor' }))).rejects.toMatchObject({ code: 'vendor.unknown' })
})

test('S21 B26: pages under way together are stored in their order; one that cannot be read leaves the others stored', async () => {
  const { store } = await openTestStores()
  const list = JSON.parse(new TextDecoder().decode(await aTacticalList(90))) as unknown[]
  const page = (pageKey: string, rows: unknown[], change: Partial<IngestPage> = {}) =>
    store.write.ingestPage(aTacticalPage(new TextEncoder().encode(JSON.stringify(rows)), { pageKey, ...change }))
  await store.write.beginPass('a1', 'p1', 1)
  const [first, broken, third, again] = await Promise.allSettled([
    page('one', list.slice(0, 60)),
    page('two', list, { vendor: 'no-such-vendor' }),
    page('three', list.slice(60)),
    page('four', list.slice(0, 60)),
  ])
  expect(first).toMatchObject({ value: { created: 60 } })
  expect(broken).toMatchObject({ reason: { code: 'vendor.unknown' } })
  expect(third).toMatchObject({ value: { created: 30 } })
  expect(again).toMatchObject({ value: { created: 0, unchanged: 60, rowsWritten: 0 } })
  expect((await store.read.listStates())['a1']?.unfinished?.pages.toSorted()).toEqual(['four', 'one', 'three'])
})

test('F11: a second process of the same profile reads, and every write says that another one is the writer', async () => {
  const at = aCompanyFolder()
  const writer = await openTestStores(at)
  const second = await openTestStores(at)
  expect([writer.isWriter, second.isWriter]).toEqual([true, false])
  await writer.store.write.setSetting('from', 'writer')
  expect(await second.store.read.setting('from')).toBe('writer')
  await expect(second.store.write.setSetting('from', 'second')).rejects.toMatchObject({ code: 'store.busy', message: expect.stringContaining('writer') })
  await expect(second.rebuildCache()).rejects.toMatchObject({ code: 'store.busy' })
  await second.close()
  await writer.close()
  expect((await openTestStores(at)).isWriter).toBe(true)
})

test('a reader of a company that nobody prepared yet is told to wait', async () => {
  await expect(openTestStores(aCompanyFolder(), 'reader')).rejects.toMatchObject({ code: 'store.busy' })
})
