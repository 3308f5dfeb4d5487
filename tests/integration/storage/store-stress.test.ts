import { expect, test } from 'vitest'
import { aTacticalList, aTacticalPage } from '#tests/builders/a-tactical-list.ts'
import { aCompanyFolder, openTestStores } from '#tests/builders/open-stores.ts'

test('S166: one writer at work and several readers: no call ever fails because of a lock', async () => {
  const at = aCompanyFolder()
  const writer = await openTestStores(at)
  const readers = [writer, await openTestStores(at, 'reader'), await openTestStores(at, 'reader')]
  const body = await aTacticalList(300)
  let isDone = false
  const counts = { reads: 0, writes: 0 }
  const write = async () => {
    for (let pass = 1; pass <= 6; pass++) {
      await writer.store.write.beginPass('a1', `p${pass}`, pass)
      await writer.store.write.ingestPage(aTacticalPage(body, { passId: `p${pass}`, fetchedAt: pass, batchSize: 10, context: { fieldNames: '{}', pass } }))
      await writer.store.write.finishPass({ accountId: 'a1', passId: `p${pass}`, isComplete: true, startedAt: pass, fetchedAt: pass })
    }
    isDone = true
  }
  const alsoWrite = async () => {
    for (; !isDone; counts.writes++) await writer.store.write.setSetting('n', String(counts.writes))
  }
  const read = async ({ store }: (typeof readers)[number]) => {
    for (; !isDone; counts.reads++) {
      const { count } = await store.read.snapshot(0, 20_000)
      expect(count % 10 === 0 || count === 300 || count > 290).toBe(true)
      await Promise.all([store.read.mappingCounts(), store.read.setting('n'), store.read.listStates()])
    }
  }
  await Promise.all([write(), alsoWrite(), ...readers.map(read)])
  expect(counts.reads).toBeGreaterThan(20)
  expect(counts.writes).toBeGreaterThan(20)
  expect(await readers[1]?.store.read.setting('n')).toBe(String(counts.writes - 1))
})
