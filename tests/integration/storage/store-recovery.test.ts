import { randomBytes } from 'node:crypto'
import { readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { OpenStores, StoreOptions } from '#platform/store-client.ts'
import { aTacticalList, aTacticalPage } from '#tests/builders/a-tactical-list.ts'
import { aCompanyFolder, openTestStores } from '#tests/builders/open-stores.ts'

async function sync({ store }: OpenStores, body: Uint8Array, pass: number) {
  await store.write.beginPass('a1', `p${pass}`, pass)
  const result = await store.write.ingestPage(aTacticalPage(body, { passId: `p${pass}`, fetchedAt: pass }))
  await store.write.finishPass({ accountId: 'a1', passId: `p${pass}`, isComplete: true, startedAt: pass, fetchedAt: pass })
  return result
}

const idsOf = async ({ store }: OpenStores) => Object.fromEntries((await store.read.devices()).map((one) => [one.remoteId, one.id]))

/** A closed company with a synced fleet. */
async function aSyncedCompany() {
  const at = aCompanyFolder()
  const stores = await openTestStores(at)
  const body = await aTacticalList(150)
  await sync(stores, body, 1)
  await stores.store.write.setSetting('mine', 'kept')
  const ids = await idsOf(stores)
  await stores.close()
  return { at, body, ids, path: (name: string) => join(at.folder, name) }
}

function damage(file: string, offsets: readonly number[]): void {
  const bytes = readFileSync(file)
  for (const at of offsets) bytes[at] = (bytes[at] ?? 0) ^ 0xff
  writeFileSync(file, bytes)
}

const quarantined = ({ folder }: Pick<StoreOptions, 'folder'>) => readdirSync(folder).filter((name) => name.startsWith('cache.db.damaged-'))

test('F7: a cache that does not open is put aside and made new; the next sync finds the same ids', async () => {
  const { at, body, ids, path } = await aSyncedCompany()
  damage(path('cache.db'), [40, 200, 4_000])
  const stores = await openTestStores(at)
  expect(await stores.store.read.devices()).toEqual([])
  expect(quarantined(at)).toHaveLength(1)
  expect(await stores.store.read.setting('mine')).toBe('kept')
  await sync(stores, body, 2)
  expect(await idsOf(stores)).toEqual(ids)
})

test('F7: damage that shows during work is told once, then the cache is new and work goes on', async () => {
  const { at, body, ids, path } = await aSyncedCompany()
  const pages = Math.floor(statSync(path('cache.db')).size / 8_192)
  damage(path('cache.db'), Array.from({ length: pages - 2 }, (_, n) => (n + 2) * 8_192 + 500))
  const stores = await openTestStores(at)
  await expect(stores.store.read.snapshot(0, 20_000)).rejects.toMatchObject({ code: 'store.corrupt' })
  expect(await stores.store.read.snapshot(0, 20_000)).toMatchObject({ count: 0, total: 0 })
  await sync(stores, body, 2)
  expect(await idsOf(stores)).toEqual(ids)
  expect(await stores.store.read.setting('mine')).toBe('kept')
})

test('B124: rebuilding the cache on purpose keeps the work store and gives the same ids back', async () => {
  const { at, body, ids } = await aSyncedCompany()
  const stores = await openTestStores(at)
  const reads = Array.from({ length: 5 }, () => stores.store.read.snapshot(0, 10))
  await Promise.all([stores.rebuildCache(), stores.rebuildCache(), ...reads])
  expect(await stores.store.read.devices()).toEqual([])
  expect((await sync(stores, body, 2)).created).toBeGreaterThan(0)
  expect(await idsOf(stores)).toEqual(ids)
  expect(await stores.store.read.setting('mine')).toBe('kept')
})

test('B124: a deleted cache file is made new under the same ids', async () => {
  const { at, body, ids, path } = await aSyncedCompany()
  rmSync(path('cache.db'))
  const stores = await openTestStores(at)
  await sync(stores, body, 2)
  expect(await idsOf(stores)).toEqual(ids)
})

test('F8: a damaged work store is never put aside or written: it is refused with words', async () => {
  const { at, path } = await aSyncedCompany()
  damage(path('work.db'), [3 * 8_192 + 77])
  const before = readFileSync(path('work.db'))
  await expect(openTestStores(at)).rejects.toMatchObject({ code: 'store.corrupt' })
  expect(readFileSync(path('work.db')).equals(before)).toBe(true)
  expect(quarantined(at)).toEqual([])
})

test('a wrong key of the work store is refused with words, and nothing is touched', async () => {
  const { at, ids } = await aSyncedCompany()
  await expect(openTestStores({ ...at, workKey: randomBytes(32).toString('hex') })).rejects.toMatchObject({ code: 'store.wrong-key' })
  expect(quarantined(at)).toEqual([])
  expect(await idsOf(await openTestStores(at))).toEqual(ids)
})

test('F9: a write-ahead log that was lost or left behind does not keep a store from opening', async () => {
  const { at, ids, path } = await aSyncedCompany()
  for (const name of ['cache.db-shm', 'work.db-shm']) writeFileSync(path(name), randomBytes(32_768))
  expect(await idsOf(await openTestStores(at))).toEqual(ids)
})
