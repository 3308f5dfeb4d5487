import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ReadDb } from '#core/storage/database.ts'
import type { IncomingSection } from '#shared/model/section.ts'
import { runPass } from '#tests/builders/a-pass.ts'
import { anInProcessStore } from '#tests/builders/an-in-process-store.ts'
import { incomingDevices } from '#tests/builders/an-incoming-device.ts'
import { noteTexts } from '#tests/builders/note-texts.ts'

const start = 1_790_000_000_000
const minute = 60_000

const services: IncomingSection = { section: 'services', value: { services: [] }, observedAt: null, observedKind: 'unknown', source: 'test' }
const aNote = (deviceId: string, text: string, basedOn = 0) => ({ deviceId, deviceName: `name of ${deviceId}`, text, changedAt: start, changedBy: 'ann', basedOn })

/** Everything in tables, but for those that say when a list or section was asked for. */
function contentOf(db: ReadDb, leftOut: readonly string[]): Record<string, unknown[]> {
  const tables = db.all<{ name: string }>(`SELECT name FROM sqlite_schema WHERE type = 'table'`).map((one) => one.name)
  return Object.fromEntries(tables.filter((name) => !leftOut.includes(name)).map((name) => [name, db.all(`SELECT * FROM ${name}`)]))
}

test('S28: after each of 1,000 random notes a sync writes no row and changes no hash, and the note is the same to the last byte', async () => {
  const opened = anInProcessStore()
  const { store, db } = opened
  const devices = incomingDevices(3)
  await runPass(store, { all: devices })
  const deviceId = (await store.read.devices()).find((one) => one.remoteId === devices[1]?.remoteId)?.id ?? ''
  await store.write.saveSections(deviceId, [services], start)
  const content = () => ({ cache: contentOf(db.cache, ['list_page', 'account_list', 'pass', 'section_seen']), work: contentOf(db.work, ['device_note']) })
  const before = content()
  expect(before.cache['mapping']).toHaveLength(3)
  let at = start
  await fc.assert(
    fc.asyncProperty(noteTexts, async (text) => {
      at += minute
      await store.write.saveNote(aNote(deviceId, text, (await store.read.note(deviceId))?.version))
      // Another order is other bytes: every row is parsed, matched and compared, not waved through.
      const rows = at % (2 * minute) === 0 ? devices : devices.toReversed()
      const { pages } = await runPass(store, { all: rows }, { fetchedAt: at })
      expect(pages[0]).toMatchObject({ rows: 3, unchanged: 3, rowsWritten: 0, changedIds: [], touchedIds: [] })
      expect(await store.write.saveSections(deviceId, [services], at)).toEqual([])
      expect(content()).toEqual(before)
      expect((await store.read.note(deviceId))?.text ?? '').toBe(text)
    }),
    { numRuns: 1_000 },
  )
  const kept = await store.read.note(deviceId)
  db.cache.exec('DELETE FROM device')
  opened.reopen()
  await runPass(opened.store, { all: devices }, { fetchedAt: at + minute })
  expect((await opened.store.read.devices()).map((one) => one.id)).toContain(deviceId)
  expect(await opened.store.read.note(deviceId)).toEqual(kept)
}, 120_000)

test('S28: a note written from an older version is refused and changes nothing; an emptied one does not begin again', async () => {
  const { store } = anInProcessStore()
  const refusal = (what: RegExp) => expect.objectContaining({ shape: expect.objectContaining({ code: 'device.note-changed', what: expect.stringMatching(what) }) })
  expect(await store.write.saveNote(aNote('d1', ''))).toEqual({ before: null, after: null })
  expect((await store.write.saveNote(aNote('d1', 'one'))).after?.version).toBe(1)
  await expect(store.write.saveNote(aNote('d1', 'mine'))).rejects.toEqual(refusal(/^ann saved another note/))
  expect(await store.read.note('d1')).toMatchObject({ text: 'one', version: 1 })
  // The answer of the first save got lost, and it was asked for again.
  expect((await store.write.saveNote(aNote('d1', 'one'))).after?.version).toBe(1)
  expect((await store.write.saveNote(aNote('d1', '', 1))).after).toMatchObject({ text: '', version: 2 })
  expect(await store.read.notes(-1)).toEqual({ items: [], total: 0 })
  await expect(store.write.saveNote(aNote('d1', 'late', 1))).rejects.toEqual(refusal(/meanwhile/))
  await expect(store.write.saveNote(aNote('d2', 'of another profile', 4))).rejects.toEqual(refusal(/no note any more/))
})

test('S28: notes are listed with the last saved first, and a limit leaves out the oldest', async () => {
  const { store } = anInProcessStore()
  for (const [index, id] of ['d1', 'd2', 'd3'].entries()) await store.write.saveNote({ ...aNote(id, id), changedAt: start + index })
  const { items, total } = await store.read.notes(2)
  expect([items.map((one) => one.deviceId), total]).toEqual([['d3', 'd2'], 3])
  expect((await store.read.notes(-1)).items).toHaveLength(3)
})
