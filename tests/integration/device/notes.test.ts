import { expect, onTestFinished, test } from 'vitest'
import { longestNote } from '#shared/model/device-note.ts'
import type { DeviceId } from '#shared/model/ids.ts'
import { openConnectedCore } from '#tests/builders/test-core.ts'
import { nastyNotes } from '#tests/builders/note-texts.ts'

/** A real core in its first state: read-only mode is on. */
async function openSynced() {
  const opened = await openConnectedCore({ devices: 40, frozen: true })
  onTestFinished(async () => {
    await opened.close()
    opened.removeFolder()
  })
  await opened.api.sync.run({})
  const { ids } = await opened.api.inventory.match({ filter: '' })
  return { ...opened, ids: ids as readonly DeviceId[], first: ids[0] as DeviceId }
}

const code = (expected: string) => expect.objectContaining({ shape: expect.objectContaining({ code: expected }) })

test('S28: notes are written in read-only mode and offline, nothing of them leaves, and a sync of the whole fleet neither changes nor notices them', async () => {
  const { api, ids, simulator } = await openSynced()
  await api.app.setOffline({ isOffline: true })
  simulator.requests.clear()
  const texts = ids.map((_, index) => `${index} ${nastyNotes[index % nastyNotes.length]}`.slice(0, longestNote).toWellFormed())
  for (const [index, deviceId] of ids.entries()) await api.device.saveNote({ deviceId, text: texts[index] ?? '', basedOn: 0 })
  expect(simulator.requests.all).toEqual([])
  await api.app.setOffline({ isOffline: false })
  const events: string[] = []
  api.on('inventory.changed', () => events.push('changed'))
  expect(await api.sync.run({})).toMatchObject([{ outcome: 'done', created: 0, updated: 0, touched: 0, unchanged: 40 }])
  expect(events).toEqual([])
  expect(await Promise.all(ids.map(async (deviceId) => (await api.device.note({ deviceId })).text))).toEqual(texts)
  expect(JSON.stringify(simulator.requests.all)).not.toContain('DROP TABLE')
})

test('S28: of two people who write at once the second is told, loses nothing, and every window hears of the first', async () => {
  const { api, first: deviceId, ports } = await openSynced()
  const heard: unknown[] = []
  api.on('device.noteChanged', (news) => heard.push(news))
  expect(await api.device.note({ deviceId })).toEqual({ deviceId, text: '', version: 0, changedAt: null, changedBy: null })
  const saved = await api.device.saveNote({ deviceId, text: 'Key at reception.\nAsk for Marta.', basedOn: 0 })
  expect(saved).toMatchObject({ text: 'Key at reception.\nAsk for Marta.', version: 1, changedBy: ports.person.osUser, changedAt: expect.any(Number) })
  await expect(api.device.saveNote({ deviceId, text: 'Key with the caretaker.', basedOn: 0 })).rejects.toEqual(code('device.note-changed'))
  expect(await api.device.note({ deviceId })).toEqual(saved)
  expect(await api.device.saveNote({ deviceId, text: 'Key with the caretaker.', basedOn: saved.version })).toMatchObject({ version: 2 })
  expect(heard).toEqual([{ deviceId, version: 1 }, { deviceId, version: 2 }])
})

test('S28: what is too long is refused with the limit, half a character is made whole, and the filter reads notes', async () => {
  const { api, ids } = await openSynced()
  const [first, second] = ids as readonly [DeviceId, DeviceId]
  await expect(api.device.saveNote({ deviceId: first, text: 'x'.repeat(longestNote + 1), basedOn: 0 })).rejects.toThrow('"text" is not valid: at most 20000 characters.')
  expect((await api.device.saveNote({ deviceId: first, text: 'Key \ud83d at reception', basedOn: 0 })).text).toBe('Key \ufffd at reception')
  await api.device.saveNote({ deviceId: second, text: 'Ask Marta\nNEVER reboot', basedOn: 0 })
  const match = async (filter: string) => (await api.inventory.match({ filter })).ids
  expect(await match('note:RECEPTION')).toEqual([first])
  expect(await match('note:"never reboot"')).toEqual([second])
  expect(await match('note:""')).toHaveLength(ids.length - 2)
  expect(await match('note:!=marta')).toHaveLength(ids.length - 1)
})

test('B116: who changed a note of which device is in the journal, and not a word of it', async () => {
  const { api, first: deviceId } = await openSynced()
  await api.device.saveNote({ deviceId, text: 'canary words', basedOn: 0 })
  await api.device.saveNote({ deviceId, text: 'canary words', basedOn: 0 })
  await api.device.saveNote({ deviceId, text: '', basedOn: 1 })
  const { records, subjects } = await api.journal.list({ deviceId, limit: 100 })
  expect(records).toMatchObject([
    { phase: 'note', action: 'device.saveNote', operator: expect.anything(), trace: expect.stringMatching(/^t/), params: { version: 2, characters: 0, charactersBefore: 12 } },
    { phase: 'note', action: 'device.saveNote', targets: [{ device: deviceId }], params: { version: 1, characters: 12, charactersBefore: 0 } },
  ])
  expect(JSON.stringify([records, subjects, await api.journal.export({ format: 'jsonl' })])).not.toContain('canary')
  expect(await api.journal.verify({})).toMatchObject({ isIntact: true })
})

test('S28: a removed account leaves its notes, to be read and emptied by id; added again, the same devices have them again', async () => {
  const { api, first: deviceId, accountId, simulator } = await openSynced()
  const { device } = await api.device.get({ deviceId })
  await api.device.saveNote({ deviceId, text: 'in the cellar', basedOn: 0 })
  await api.accounts.remove({ accountId: accountId as never })
  await expect(api.device.get({ deviceId })).rejects.toEqual(code('device.not-found'))
  await expect(api.device.note({ deviceId: 'd-unknown' as DeviceId })).rejects.toEqual(code('device.not-found'))
  await expect(api.device.saveNote({ deviceId: 'd-unknown' as DeviceId, text: 'x', basedOn: 0 })).rejects.toEqual(code('device.not-found'))
  expect(await api.device.notes({})).toMatchObject({ total: 1, items: [{ deviceId, text: 'in the cellar', deviceName: device.name, isListed: false }] })
  expect(await api.device.saveNote({ deviceId, text: 'in the cellar, shelf 2', basedOn: 1 })).toMatchObject({ version: 2 })
  await api.accounts.add({ vendor: 'tactical-rmm', name: 'Again', apiUrl: simulator.url, secrets: { apiKey: simulator.apiKey } })
  await api.sync.run({})
  expect((await api.inventory.match({ filter: `note:cellar serial:${JSON.stringify(device.serial)}` })).ids).toEqual([deviceId])
  expect((await api.device.notes({})).items).toMatchObject([{ deviceId, isListed: true }])
})
