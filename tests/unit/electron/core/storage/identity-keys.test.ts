import { expect, onTestFinished, test } from 'vitest'
import type { WriteDb } from '#core/storage/database.ts'
import { findSimilar, insertIdentity, updateIdentity } from '#core/storage/identity-repository.ts'
import { openWriterFiles } from '#platform/store-files.ts'
import { identityOf, type RawIdentity } from '#tests/builders/identities.ts'
import { aCompanyFolder } from '#tests/builders/open-stores.ts'

const laptop: RawIdentity = { serial: 'PF3ABC12', model: 'ThinkPad T14', uuid: '4c4c4544-0042-3510-8054-b4c04f4d3332', macs: ['C8:F7:50:11:22:33'], host: 'AMS-LT-01' }
const add = (db: WriteDb, n: number, raw: RawIdentity) => insertIdentity(db, { identityN: n, deviceId: `d${n}`, companyId: 'c1', identity: identityOf(raw, `host-${n}`), at: 1 })
const like = (db: WriteDb, raw: RawIdentity) => findSimilar(db, identityOf(raw, 'nobody')).map(({ deviceId }) => deviceId)

/** One thing each that a row can share with the laptop. */
const shared: readonly RawIdentity[] = [{ serial: 'PF3ABC12' }, { uuid: '4c4c4544-0042-3510-8054-b4c04f4d3332' }, { macs: ['c8-f7-50-11-22-33'] }, { host: 'ams-lt-01' }]

test('S7: a device is found by each of its identifiers, in the ledger that it was just written into and in one that was opened again', () => {
  const at = aCompanyFolder()
  const first = openWriterFiles(at)
  expect(like(first.stores.work, laptop)).toEqual([])
  add(first.stores.work, 1, laptop)
  add(first.stores.work, 2, { serial: 'OTHER1' })
  for (const raw of shared) expect([raw, like(first.stores.work, raw)]).toEqual([raw, ['d1']])
  expect(like(first.stores.work, { serial: 'NOBODY1' })).toEqual([])
  updateIdentity(first.stores.work, 'd2', identityOf({ serial: 'OTHER1', macs: ['A4:BB:6D:00:00:01'] }, 'host-2'))
  expect(like(first.stores.work, { macs: ['A4:BB:6D:00:00:01'] })).toEqual(['d2'])
  first.close()
  const again = openWriterFiles(at)
  onTestFinished(() => again.close())
  for (const raw of shared) expect([raw, like(again.stores.work, raw)]).toEqual([raw, ['d1']])
})

test('S7: a device whose row was rolled back is not found, and is when it is written after all', () => {
  const { stores, close } = openWriterFiles(aCompanyFolder())
  onTestFinished(close)
  const broken = new Error('the disk is full')
  expect(() =>
    stores.work.transaction(() => {
      add(stores.work, 1, laptop)
      throw broken
    }),
  ).toThrow(broken)
  expect(like(stores.work, laptop)).toEqual([])
  add(stores.work, 1, laptop)
  expect(like(stores.work, laptop)).toEqual(['d1'])
})
