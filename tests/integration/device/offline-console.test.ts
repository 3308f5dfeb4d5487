import { expect, onTestFinished, test } from 'vitest'
import { AlertsSection, type SectionName, UpdatesSection } from '#shared/model/section.ts'
import { raiseAlert } from '#tests/builders/tactical-people.ts'
import { openTestCore } from '#tests/builders/test-core.ts'
import { openBench } from './bench.ts'

const kept: SectionName[] = ['hardware', 'volumes', 'network', 'software', 'services', 'updates', 'checks', 'alerts']

test('B13: after a restart with the network gone, facts, software, services, patches, checks, alerts, notes, last outputs and the journal are all readable, each with its age', async () => {
  const bench = await openBench({ keep: () => {} })
  const device = bench.online.windows
  await raiseAlert(bench.simulator, device.remoteId, 'The shelf is wet')
  const before = await bench.api.device.refresh({ deviceId: device.id, sections: kept, force: true })
  const ran = await bench.run(device, 'Write-Output kept-for-later')
  const noted = await bench.api.device.saveNote({ deviceId: device.id, text: 'Rack 2, behind the door.\nKey: caretaker.', basedOn: 0 })
  const records = (await bench.api.journal.list({ limit: 500 })).records
  await bench.close()

  const { api, close } = await openTestCore({ folder: bench.folder })
  onTestFinished(async () => {
    await close()
    bench.removeFolder()
  })
  // Nothing listens any more: whatever is asked of the server fails, and whatever is shown was kept.
  await expect(api.sync.run({})).resolves.toMatchObject([{ outcome: 'failed' }])
  const { ids } = await api.inventory.match({ filter: `serial:${JSON.stringify(device.serial)} ip:${device.localIps[0]}` })
  expect(ids).toEqual([device.id])
  const view = await api.device.get({ deviceId: device.id })
  expect([view.device.serial, view.device.localIps, view.device.publicIp]).toEqual([device.serial, device.localIps, device.publicIp])
  for (const name of kept) {
    const [now, then] = [view, before].map(({ sections }) => sections.find((one) => one.section === name))
    expect([name, now?.value]).toEqual([name, then?.value])
    expect([name, now?.value === null, now?.fetchedAt, now?.observedAt, now?.source]).toEqual([name, false, then?.fetchedAt, then?.observedAt, expect.stringContaining('Tactical RMM')])
  }
  expect(await api.device.note({ deviceId: device.id })).toEqual(noted)
  expect((await api.inventory.match({ filter: 'note:caretaker' })).ids).toEqual([device.id])
  const valueOf = (name: SectionName) => view.sections.find((one) => one.section === name)?.value
  expect(AlertsSection.parse(valueOf('alerts')).alerts).toContainEqual(expect.objectContaining({ message: 'The shelf is wet', severity: 'warning' }))
  expect(UpdatesSection.parse(valueOf('updates')).updates.map((one) => one.kb)).toContain('KB5044285')
  const [operation] = await api.device.operations({ deviceId: device.id, text: 'kept-for-later' })
  expect(operation).toMatchObject({ id: ran.id, state: 'succeeded', output: expect.stringContaining('kept-for-later') })
  expect((await api.journal.list({ limit: 500 })).records.map((one) => one.hash)).toEqual(expect.arrayContaining(records.map((one) => one.hash)))
  expect(await api.journal.verify({})).toMatchObject({ isIntact: true })
}, 60_000)
