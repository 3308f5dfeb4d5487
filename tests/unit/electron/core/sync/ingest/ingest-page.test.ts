import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readReviews } from '#core/storage/review-repository.ts'
import { readMappings } from '#core/storage/mapping-repository.ts'
import { aListPage } from '#tests/builders/a-list-page.ts'
import { runPass } from '#tests/builders/a-pass.ts'
import { anInProcessStore } from '#tests/builders/an-in-process-store.ts'
import { anIncomingDevice, incomingDevices } from '#tests/builders/an-incoming-device.ts'

const start = 1_790_000_000_000
const minute = 60_000
const day = 86_400_000

test('a first list creates every device with every fact', async () => {
  const { store } = anInProcessStore()
  const devices = incomingDevices(120)
  const { pages } = await runPass(store, { all: devices })
  expect(pages[0]).toMatchObject({ rows: 120, created: 120, updated: 0, touched: 0, unchanged: 0, rejected: 0, inReview: 0 })
  const stored = await store.read.devices()
  const { identity: _identity, ...facts } = anIncomingDevice(7)
  expect(stored.find((one) => one.remoteId === facts.remoteId)).toEqual({
    ...facts,
    id: expect.stringMatching(/^d[a-z2-7]{15}$/),
    accountId: 'a1',
    vendor: 'tactical-rmm',
    fetchedAt: start,
    missingSince: null,
  })
  expect(new Set(stored.map((one) => one.id)).size).toBe(120)
})

test('S161: the same bytes again write no row, change no id, and only the time of fetching moves', async () => {
  const { store, db } = anInProcessStore()
  const devices = incomingDevices(60)
  await runPass(store, { all: devices })
  const rowsBefore = db.cache.all('SELECT * FROM device ORDER BY n')
  const { pages } = await runPass(store, { all: devices }, { fetchedAt: start + minute })
  expect(pages[0]).toMatchObject({ rows: 60, unchanged: 60, rowsWritten: 0, changedIds: [], touchedIds: [] })
  expect(db.cache.all('SELECT * FROM device ORDER BY n')).toEqual(rowsBefore)
  expect(new Set((await store.read.devices()).map((one) => one.fetchedAt))).toEqual(new Set([start + minute]))
})

test('S161: the same rows after a restart are read again and write no row', async () => {
  const test = anInProcessStore()
  await runPass(test.store, { all: incomingDevices(60) })
  test.reopen()
  const { pages } = await runPass(test.store, { all: incomingDevices(60) }, { fetchedAt: start + minute })
  expect(pages[0]).toMatchObject({ unchanged: 60, rowsWritten: 0 })
})

test('a later contact touches one narrow line a device; a changed fact is an update', async () => {
  const { store } = anInProcessStore()
  const devices = incomingDevices(10)
  await runPass(store, { all: devices })
  const next = devices.map((one, n) => ({
    ...one,
    lastSeenAt: n < 4 ? start + minute : one.lastSeenAt,
    checksFailing: n === 9 ? 5 : one.checksFailing,
  }))
  const { pages } = await runPass(store, { all: next }, { fetchedAt: start + minute })
  expect(pages[0]).toMatchObject({ touched: 4, updated: 1, unchanged: 5, created: 0 })
  expect(pages[0]?.touchedAt).toEqual([start + minute, start + minute, start + minute, start + minute])
  expect(pages[0]?.rowsWritten).toBeLessThan(10)
  const stored = await store.read.devices()
  expect(stored.find((one) => one.remoteId === devices[9]?.remoteId)?.checksFailing).toBe(5)
  expect(stored.find((one) => one.remoteId === devices[0]?.remoteId)?.lastSeenAt).toBe(start + minute)
})

test('S6: a fact that is not reported any more stays in the store, with the time since when', async () => {
  const { store, db } = anInProcessStore()
  const device = anIncomingDevice(1)
  await runPass(store, { all: [device] })
  await runPass(store, { all: [{ ...device, publicIp: null, localIps: [] }] }, { fetchedAt: start + minute })
  const [stored] = await store.read.devices()
  expect(stored).toMatchObject({ publicIp: device.publicIp, localIps: device.localIps })
  expect(JSON.parse(db.cache.get<{ unreported: string }>('SELECT unreported FROM device')?.unreported ?? '')).toEqual({
    publicIp: start + minute,
    localIps: start + minute,
  })
})

test('S7: a device enrolled again under a new id keeps our id and its facts', async () => {
  const { store } = anInProcessStore()
  const old = anIncomingDevice(1, { lastSeenAt: start - 3 * day })
  await runPass(store, { all: [old] })
  const [before] = await store.read.devices()
  const again = { ...anIncomingDevice(1, { description: null }), remoteId: 'new-remote' }
  const { pages } = await runPass(store, { all: [old, again] }, { fetchedAt: start + minute })
  expect(pages[0]).toMatchObject({ created: 0, updated: 1 })
  const after = await store.read.devices()
  expect(after).toHaveLength(1)
  expect(after[0]).toMatchObject({ id: before?.id, remoteId: 'new-remote', description: old.description })
})

test('S7: an entry that left the list in the same answer counts as gone, so that a re-installed device is recognised', async () => {
  const { store } = anInProcessStore()
  const old = anIncomingDevice(1)
  await runPass(store, { all: [old, anIncomingDevice(2)] })
  const [before] = (await store.read.devices()).filter((one) => one.remoteId === old.remoteId)
  await runPass(store, { all: [{ ...old, remoteId: 'new-remote' }, anIncomingDevice(2)] }, { fetchedAt: start + minute })
  const devices = await store.read.devices()
  expect(devices).toHaveLength(2)
  expect(devices.find((one) => one.id === before?.id)?.remoteId).toBe('new-remote')
})

test('S7: two live entries with one serial are shown as two devices and put before a person', async () => {
  const { store, db } = anInProcessStore()
  const { pages } = await runPass(store, { all: [anIncomingDevice(1), { ...anIncomingDevice(1), remoteId: 'clone' }] })
  expect(pages[0]).toMatchObject({ created: 2, inReview: 1 })
  const [review] = readReviews(db.work)
  expect(review).toMatchObject({ kind: 'match', remoteId: 'clone', subject: 'K2, but both live in one account' })
  expect(await store.read.devices()).toHaveLength(2)
})

test('S29: one device may be known to two accounts; exactly one mapping leads, and the pair of account and remote id is unique', async () => {
  const { store, db } = anInProcessStore()
  await runPass(store, { all: [anIncomingDevice(1)] })
  await runPass(store, { all: [{ ...anIncomingDevice(1, { description: 'seen by b' }), remoteId: 'other' }] }, { accountId: 'b1' })
  const [device, ...more] = await store.read.devices()
  expect(more).toEqual([])
  expect(device).toMatchObject({ accountId: 'a1', description: null })
  const mappings = readMappings(db.cache, device?.id ?? '')
  expect(mappings.map((one) => [one.accountId, one.isPrimary])).toEqual([['a1', true], ['b1', false]])
  expect(() => db.cache.run('INSERT INTO mapping SELECT 99, device_n, company_id, account_code, vendor_code, remote_id, state, since, reason, replaced_by, 0, row_hash, facts FROM mapping WHERE n = 1')).toThrow(/UNIQUE/)
  const companies = db.cache.all<{ company_id: string }>('SELECT company_id FROM mapping UNION SELECT company_id FROM device')
  expect(companies).toEqual([{ company_id: 'c1' }])
})

test('S29: when the account that leads is removed, the other one leads and the device stays', async () => {
  const { store } = anInProcessStore()
  await runPass(store, { all: [anIncomingDevice(1), anIncomingDevice(2)] })
  await runPass(store, { all: [{ ...anIncomingDevice(1, { description: 'seen by b' }), remoteId: 'other' }] }, { accountId: 'b1' })
  await store.write.removeAccount('a1')
  const devices = await store.read.devices()
  expect(devices).toEqual([expect.objectContaining({ accountId: 'b1', remoteId: 'other', description: 'seen by b' })])
})

test('S149: with automatic creation off unknown devices wait in review; known ones go on', async () => {
  const { store, db } = anInProcessStore()
  await runPass(store, { all: [anIncomingDevice(1)] })
  await store.write.setSetting('auto_create_assets', 'off')
  const { pages } = await runPass(store, { all: [anIncomingDevice(1), anIncomingDevice(2)] }, { fetchedAt: start + minute })
  expect(pages[0]).toMatchObject({ created: 0, unchanged: 1, inReview: 1 })
  expect(await store.read.devices()).toHaveLength(1)
  expect(readReviews(db.work)).toEqual([expect.objectContaining({ kind: 'hold', remoteId: anIncomingDevice(2).remoteId })])
})

test('B124: after the cache is lost the same devices get the same ids, also those without any identifier', async () => {
  const test = anInProcessStore()
  const thin = anIncomingDevice(3, { name: 'localhost', identity: { serial: null, model: null, systemUuid: null, macs: [], isVirtual: null } })
  const devices = [anIncomingDevice(1), anIncomingDevice(2), thin]
  await runPass(test.store, { all: devices })
  const idsOf = async () => Object.fromEntries((await test.store.read.devices()).map((one) => [one.remoteId, one.id]))
  const before = await idsOf()
  test.db.cache.exec('DELETE FROM device')
  test.reopen()
  await runPass(test.store, { all: devices }, { fetchedAt: start + minute })
  expect(await idsOf()).toEqual(before)
})

test('S28: whatever is written in texts of a person, sync recognises and stores the device the same way', async () => {
  const { store } = anInProcessStore()
  // Random text of every plane of Unicode, and what breaks software: quotes, nulls, markup, commands, identifiers of other devices.
  const nasty = fc.constantFrom(`"'; DROP TABLE device; --`, '\u0000', 'serial=PF000001', '<script>', '${x}', '\ud83d\udca9', '\u202e', '{"id":1}', '%s\\')
  const note = fc.array(fc.oneof(fc.string({ unit: 'grapheme', maxLength: 40 }), nasty), { minLength: 1, maxLength: 4 }).map((parts) => `n ${parts.join(' ').normalize('NFC')}`)
  const texts = fc.sample(note, { numRuns: 1_000, seed: 28 })
  const devices = texts.map((text, n) => anIncomingDevice(n, { description: text, customFields: { Note: text } }))
  const { pages } = await runPass(store, { all: devices })
  expect(pages[0]).toMatchObject({ created: 1_000, inReview: 0 })
  const stored = new Map((await store.read.devices()).map((one) => [one.remoteId as string, one]))
  expect(stored.size).toBe(1_000)
  for (const { identity: _identity, ...facts } of devices) expect(stored.get(facts.remoteId)).toMatchObject(facts)
  const { pages: again } = await runPass(store, { all: devices.map((one) => ({ ...one, description: 'other words' })) }, { fetchedAt: start + minute })
  expect(again[0]).toMatchObject({ updated: 1_000, created: 0, inReview: 0 })
})

test('S166: rows are written in transactions of the batch size, and other calls are served between them', async () => {
  const { store } = anInProcessStore()
  const seen: number[] = []
  let isDone = false
  await store.write.beginPass('a1', 'p1', start)
  const work = store.write.ingestPage(aListPage({ devices: incomingDevices(500) }, { batchSize: 50 })).finally(() => {
    isDone = true
  })
  while (!isDone) {
    seen.push((await store.read.snapshot(0, 1)).total)
    await new Promise((resolve) => setImmediate(resolve))
  }
  await work
  const steps = new Set(seen.filter((count) => count > 0))
  expect(steps.size).toBeGreaterThan(3)
  expect([...steps].every((count) => count % 50 === 0)).toBe(true)
})

test('a page of an account that was removed meanwhile is refused', async () => {
  const { store } = anInProcessStore()
  await store.write.beginPass('a1', 'p1', start)
  await store.write.removeAccount('a1')
  await expect(store.write.ingestPage(aListPage({ devices: incomingDevices(2) }))).rejects.toMatchObject({ code: 'account.not-found' })
})

test('S161: a poll that reads the list in one piece after a pass that read it in pages writes no row', async () => {
  const { store } = anInProcessStore()
  const devices = incomingDevices(30)
  const inPages = { one: devices.slice(0, 10), two: devices.slice(10) }
  await runPass(store, inPages)
  for (const at of [1, 2, 3]) {
    const poll = await runPass(store, { all: devices }, { fetchedAt: start + at * minute })
    const full = await runPass(store, inPages, { fetchedAt: start + at * minute + 1 })
    expect([...poll.pages, ...full.pages].map((one) => one.rowsWritten)).toEqual([0, 0, 0])
    expect([poll.end.missing, full.end.missing]).toEqual([0, 0])
  }
  expect(new Set((await store.read.devices()).map((one) => one.fetchedAt))).toEqual(new Set([start + 3 * minute + 1]))
})

test('S161: bytes that come again are read again when a row of theirs was changed through another page', async () => {
  const { store } = anInProcessStore()
  const [a, b] = [anIncomingDevice(1, { description: 'before' }), anIncomingDevice(2)]
  await runPass(store, { all: [a, b] })
  await runPass(store, { one: [{ ...a, description: 'after' }], two: [b] }, { fetchedAt: start + minute })
  const { pages } = await runPass(store, { all: [a, b] }, { fetchedAt: start + 2 * minute })
  expect(pages[0]).toMatchObject({ updated: 1, unchanged: 1 })
  expect((await store.read.devices()).map((one) => one.description)).toContain('before')
})

test('a device that moved to another page is neither lost nor doubled, also when the first page comes again unchanged', async () => {
  const { store } = anInProcessStore()
  const [a, b, c] = [anIncomingDevice(1), anIncomingDevice(2), anIncomingDevice(3)]
  await runPass(store, { one: [a, b], two: [c] })
  await runPass(store, { one: [a, b], two: [b, c] }, { fetchedAt: start + minute })
  const { end } = await runPass(store, { one: [a, b], two: [c] }, { fetchedAt: start + 2 * minute })
  expect(end.missing).toBe(0)
  expect(await store.read.mappingCounts()).toEqual({ active: 3, missing: 0, inactive: 0 })
})
