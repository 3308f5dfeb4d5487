import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { openTestCore } from '#tests/builders/test-core.ts'
import { aDeskWithVault, patience, runCli } from '../cli/run-cli.ts'

vi.setConfig({ testTimeout: patience })

test('B12: a mode that the environment fixes is not switched, not kept for later and not in the journal', async () => {
  const first = await openTestCore()
  onTestFinished(() => first.removeFolder())
  await first.close()
  const fixed = await openTestCore({ folder: first.folder, variables: { OUTRIDER_READ_ONLY: '1' } })
  await expect(fixed.api.app.setReadOnly({ isReadOnly: false })).rejects.toMatchObject({ code: 'lock.read-only', message: expect.stringContaining('OUTRIDER_READ_ONLY') })
  expect(await fixed.api.app.state({})).toMatchObject({ isReadOnly: true })
  expect((await fixed.api.journal.list({ limit: 100 })).records.filter((one) => one.action === 'app.setReadOnly')).toEqual([])
  await fixed.close()
  const free = await openTestCore({ folder: first.folder })
  expect(await free.api.app.state({})).toMatchObject({ isReadOnly: true })
  expect(await free.api.app.setReadOnly({ isReadOnly: false })).toMatchObject({ isReadOnly: false })
  await free.close()
})

test('B147: a switch that the environment fixes ends with code 6 on the command line', async () => {
  const desk = await aDeskWithVault()
  onTestFinished(() => desk.remove())
  const refused = await runCli(desk, ['mode', '--read-only', 'off'], { variables: { OUTRIDER_READ_ONLY: 'true' } })
  expect(refused).toMatchObject({ code: 6, out: '', err: expect.stringContaining('fixed on by OUTRIDER_READ_ONLY') })
})

test('B147: a mistake of ours tells the reference it is logged under', async () => {
  const desk = await aDeskWithVault()
  onTestFinished(() => desk.remove())
  const profile = join(desk.folder, 'profile')
  // Something nobody expects: a folder where a file belongs.
  mkdirSync(join(profile, 'app.json'))
  const { code, err } = await runCli(desk, ['status'])
  const reference = /Reference: (\S+)/.exec(err)?.[1] ?? 'none was told'
  expect([code, err]).toEqual([1, expect.stringContaining('Outrider made a mistake')])
  const logs = readdirSync(join(profile, 'logs')).map((name) => readFileSync(join(profile, 'logs', name), 'utf8')).join('')
  expect(logs).toContain(reference)
})
