import { expect, onTestFinished, test } from 'vitest'
import { openTestCore } from '#tests/builders/test-core.ts'

test('B12: allowing changes in one company allows them in no other, and each keeps its own over a restart', async () => {
  const first = await openTestCore()
  onTestFinished(() => first.removeFolder())
  const { company } = await first.api.app.state({})
  const other = await first.api.company.create({ name: 'Practised' })
  await first.api.company.open({ companyId: other.id })
  expect(await first.api.app.setReadOnly({ isReadOnly: false })).toMatchObject({ isReadOnly: false, company: { id: other.id } })
  await first.api.company.open({ companyId: company.id })
  expect(await first.api.app.state({})).toMatchObject({ isReadOnly: true, company: { id: company.id } })
  await expect(first.api.device.runCommand({ deviceId: 'dev_none', shell: 'bash', command: 'id', timeoutSeconds: 5 })).rejects.toMatchObject({ code: 'lock.read-only' })
  await first.close()

  const second = await openTestCore({ folder: first.folder })
  onTestFinished(() => second.close())
  expect(await second.api.app.state({})).toMatchObject({ isReadOnly: true, company: { id: company.id } })
  await second.api.company.open({ companyId: other.id })
  expect(await second.api.app.state({})).toMatchObject({ isReadOnly: false })
})
