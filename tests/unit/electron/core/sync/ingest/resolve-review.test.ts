import { describe, expect, test } from 'vitest'
import { readMappings } from '#core/storage/mapping-repository.ts'
import { readReviews } from '#core/storage/review-repository.ts'
import { runPass } from '#tests/builders/a-pass.ts'
import { anInProcessStore, type TestStore } from '#tests/builders/an-in-process-store.ts'
import { anIncomingDevice } from '#tests/builders/an-incoming-device.ts'

const start = 1_790_000_000_000
const minute = 60_000

const known = anIncomingDevice(1, { lastSeenAt: start - 5 * minute })
const clone = { ...anIncomingDevice(1, { description: 'the clone', lastSeenAt: start }), remoteId: 'clone' }
const other = anIncomingDevice(2)

/** Two live entries of one serial: shown as two devices, with a question. */
async function aQuestion(test: TestStore) {
  await runPass(test.store, { all: [known, clone, other] })
  const [review] = readReviews(test.db.work)
  const devices = await test.store.read.devices()
  const idOf = (remoteId: string) => devices.find((one) => one.remoteId === remoteId)?.id ?? ''
  return { reviewId: review?.n ?? 0, knownId: idOf(known.remoteId), cloneId: idOf('clone') }
}

const refusal = expect.objectContaining({ shape: expect.objectContaining({ code: 'review.not-found' }) })

describe('S7: a device in review', () => {
  test('S7: linked to the candidate it is one device under the candidate’s id, with the newer report, and stays so at the next list and after the cache is lost', async () => {
    const test = anInProcessStore()
    const { reviewId, knownId, cloneId } = await aQuestion(test)
    const answer = await test.store.write.resolveReview({ reviewId, decision: 'link', deviceId: knownId })
    expect(answer.changedIds.toSorted()).toEqual([knownId, cloneId].toSorted())
    const check = async () => {
      const devices = await test.store.read.devices()
      expect(devices.map((one) => one.id).toSorted()).toEqual([knownId, devices.find((one) => one.remoteId === other.remoteId)?.id ?? ''].toSorted())
      expect(devices.find((one) => one.id === knownId)).toMatchObject({ remoteId: 'clone', description: 'the clone' })
    }
    await check()
    expect(readMappings(test.db.cache, knownId).map((one) => [one.remoteId, one.state, one.isPrimary])).toEqual([[known.remoteId, 'inactive', false], ['clone', 'active', true]])
    expect(await test.store.read.reviews(10)).toEqual({ items: [], open: 0 })
    expect(await test.store.read.device(cloneId)).toBeNull()
    const { pages } = await runPass(test.store, { all: [known, clone, other] }, { fetchedAt: start + minute })
    expect(pages[0]).toMatchObject({ created: 0, inReview: 0 })
    await check()
    test.db.cache.exec('DELETE FROM device')
    test.reopen()
    await runPass(test.store, { all: [clone, other] }, { fetchedAt: start + 2 * minute })
    expect((await test.store.read.devices()).find((one) => one.remoteId === 'clone')?.id).toBe(knownId)
  })

  test('S7: kept apart, the two stay two devices and it is not asked again', async () => {
    const test = anInProcessStore()
    const { reviewId, knownId, cloneId } = await aQuestion(test)
    expect(await test.store.write.resolveReview({ reviewId, decision: 'apart', deviceId: null })).toEqual({ changedIds: [] })
    test.reopen()
    await runPass(test.store, { all: [known, clone, other] }, { fetchedAt: start + minute })
    expect((await test.store.read.devices()).map((one) => one.id)).toEqual(expect.arrayContaining([knownId, cloneId]))
    expect((await test.store.read.reviews(10)).open).toBe(0)
  })

  test('S7: what was run on the device that went belongs to the one that stays', async () => {
    const test = anInProcessStore()
    const { reviewId, knownId, cloneId } = await aQuestion(test)
    const operation = { id: 'o1', action: 'device.runCommand', accountId: 'a1', deviceId: cloneId, deviceName: 'x', client: null, remoteId: 'clone', params: {}, state: 'succeeded', operator: 'jo', host: 'h', createdAt: 1, sentAt: 1, endedAt: 2, durationMs: 1, exitCode: 0, isExitCodeReported: true, output: 'ok', outputBytes: 2, isOutputTruncated: false, outputNote: null, says: null, traceId: 't1' }
    await test.store.write.saveOperation(operation as never)
    await test.store.write.resolveReview({ reviewId, decision: 'link', deviceId: knownId })
    expect((await test.store.read.operations({ deviceId: knownId, limit: 10 })).map((one) => one.id)).toEqual(['o1'])
  })

  test('S28: linked, both notes are kept whole in one, whoever still writes is told, and apart each keeps its own', async () => {
    const note = (deviceId: string, deviceName: string, text: string, changedBy: string, at: number) => ({ deviceId, deviceName, text, changedBy, changedAt: start + at, basedOn: 0 })
    const long = 'x'.repeat(20_000)
    const linkAfter = async (knownText: string | null, cloneText: string | null) => {
      const test = anInProcessStore()
      const { reviewId, knownId, cloneId } = await aQuestion(test)
      if (knownText !== null) await test.store.write.saveNote(note(knownId, 'WS1', knownText, 'ann', 1))
      if (cloneText !== null) await test.store.write.saveNote(note(cloneId, 'WS1-OLD', cloneText, 'bob', 2))
      await test.store.write.resolveReview({ reviewId, decision: 'link', deviceId: knownId })
      expect(await test.store.read.note(cloneId)).toBeNull()
      return { kept: await test.store.read.note(knownId), save: (text: string, basedOn: number) => test.store.write.saveNote({ ...note(knownId, 'WS1', text, 'ann', 3), basedOn }) }
    }
    const both = await linkAfter('key: caretaker', long)
    expect(both.kept).toMatchObject({ deviceName: 'WS1', version: 2, changedBy: 'bob', changedAt: start + 2 })
    expect(both.kept?.text).toMatch(/^key: caretaker\n\n\[Note of WS1-OLD, which is the same device\. Saved 2026-09-21 by bob\.\]\nx{20000}$/)
    await expect(both.save('typed meanwhile', 1)).rejects.toMatchObject({ code: 'device.note-changed' })
    expect((await linkAfter(null, 'only theirs')).kept).toMatchObject({ text: 'only theirs', version: 2, changedBy: 'bob' })
    expect((await linkAfter('only ours', null)).kept).toMatchObject({ text: 'only ours', version: 1, changedBy: 'ann' })
    expect((await linkAfter('the same', 'the same')).kept).toMatchObject({ text: 'the same', changedBy: 'ann' })
    expect((await linkAfter(null, null)).kept).toBeNull()
    const test = anInProcessStore()
    const { reviewId, knownId, cloneId } = await aQuestion(test)
    await test.store.write.saveNote(note(cloneId, 'WS1-OLD', 'mine', 'bob', 2))
    await test.store.write.resolveReview({ reviewId, decision: 'apart', deviceId: null })
    expect([await test.store.read.note(knownId), (await test.store.read.note(cloneId))?.text]).toEqual([null, 'mine'])
  })

  test('S7: a device that is none of its candidates, and a question that was settled, change nothing', async () => {
    const test = anInProcessStore()
    const { reviewId, knownId } = await aQuestion(test)
    const before = test.db.cache.all('SELECT * FROM mapping')
    const stranger = (await test.store.read.devices()).find((one) => one.remoteId === other.remoteId)?.id ?? ''
    await expect(test.store.write.resolveReview({ reviewId, decision: 'link', deviceId: stranger })).rejects.toEqual(refusal)
    await expect(test.store.write.resolveReview({ reviewId, decision: 'admit', deviceId: null })).rejects.toEqual(refusal)
    await test.store.write.resolveReview({ reviewId, decision: 'apart', deviceId: null })
    await expect(test.store.write.resolveReview({ reviewId, decision: 'link', deviceId: knownId })).rejects.toEqual(refusal)
    expect(test.db.cache.all('SELECT * FROM mapping')).toEqual(before)
  })

  test('S149: a held device that is let in comes with the next list, even when its bytes are the same; the others go on waiting', async () => {
    const test = anInProcessStore()
    await runPass(test.store, { all: [known] })
    await test.store.write.setSetting('auto_create_assets', 'off')
    const all = [known, other, anIncomingDevice(3)]
    await runPass(test.store, { all }, { fetchedAt: start + minute })
    const [held] = readReviews(test.db.work)
    await test.store.write.resolveReview({ reviewId: held?.n ?? 0, decision: 'admit', deviceId: null })
    await runPass(test.store, { all }, { fetchedAt: start + 2 * minute })
    expect((await test.store.read.devices()).map((one) => one.remoteId).toSorted()).toEqual([known.remoteId, other.remoteId].toSorted())
    expect((await test.store.read.reviews(10)).items.map((one) => one.subject)).toEqual([anIncomingDevice(3).name])
  })

  test('S7: an entry that came back beside its successor can be taken out of the device again', async () => {
    const test = anInProcessStore()
    const { reviewId, knownId } = await aQuestion(test)
    await test.store.write.resolveReview({ reviewId, decision: 'link', deviceId: knownId })
    const revived = { ...known, lastSeenAt: start + 10 * minute, description: 'alive' }
    await runPass(test.store, { all: [revived, clone, other] }, { fetchedAt: start + 11 * minute })
    const [question] = readReviews(test.db.work)
    expect(question).toMatchObject({ kind: 'match', deviceId: knownId, candidates: [knownId] })
    await test.store.write.resolveReview({ reviewId: question?.n ?? 0, decision: 'apart', deviceId: null })
    await runPass(test.store, { all: [revived, clone, other] }, { fetchedAt: start + 12 * minute })
    const devices = await test.store.read.devices()
    expect(devices).toHaveLength(3)
    expect(devices.find((one) => one.remoteId === 'clone')?.id).toBe(knownId)
    expect(devices.find((one) => one.remoteId === known.remoteId)?.id).not.toBe(knownId)
  })
})
