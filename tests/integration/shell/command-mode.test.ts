import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ShellView } from '#shared/model/shell.ts'
import { type LiveBench, openLiveBench } from '#tests/builders/live-bench.ts'
import { readShellRecords } from '#tests/builders/shell-records.ts'
import { type ShellWatcher, watchShell } from '#tests/builders/shell-watcher.ts'

const commands = (bench: LiveBench): readonly string[] =>
  bench.simulator.requests.bodies({ method: 'POST', path: '/agents/*/cmd/' }).map((body) => (JSON.parse(body) as { cmd: string }).cmd)

describe('command mode with an API key only', () => {
  let bench: LiveBench
  let screen: ShellWatcher
  let view: ShellView

  beforeAll(async () => {
    bench = await openLiveBench({ isSignedIn: false })
    screen = watchShell(bench.api)
    view = await bench.api.shell.open({ deviceId: bench.find((one) => one.osFamily === 'windows').id })
    await screen.waitForState('ready')
  })
  afterAll(() => bench.close())
  const type = (data: string) => bench.api.shell.input({ shellId: view.id, data })

  test('B91: it is named, says why it is not deeper, and what delay to expect', () => {
    expect(screen.views.at(-1)).toMatchObject({ depth: 'buffered' })
    expect(screen.views.at(-1)?.depthReason).toContain('API key')
    expect(screen.views.at(-1)?.says).toMatch(/Command mode.*at most 60 s/)
  })

  test('B91: a line is edited here and sent whole, once', async () => {
    bench.simulator.requests.clear()
    await type('whoamx\x7fi\r')
    await screen.waitForText(/nt authority\\system\r\npowershell> $/)
    expect(commands(bench)).toEqual(['whoami'])
  })

  test('B91: history brings a line back', async () => {
    bench.simulator.requests.clear()
    await type('\x1b[A\r')
    await screen.waitForText(/(?:nt authority\\system[\s\S]*){2}powershell> $/)
    expect(commands(bench)).toEqual(['whoami'])
  })

  test('B91: lines typed ahead run one at a time, in order', async () => {
    bench.simulator.requests.clear()
    await type('echo one\recho two\r')
    await screen.waitForText(/two\r\npowershell> $/)
    expect(commands(bench)).toEqual(['echo one', 'echo two'])
  })

  test('S172: every line is in the journal with its own end', async () => {
    const records = await readShellRecords(bench.api, view.id, 4)
    const intents = records.filter((record) => record['phase'] === 'intent' && record.action === 'shell.run')
    expect(intents.map((record) => (record['params'] as { command: string }).command)).toEqual(['whoami', 'whoami', 'echo one', 'echo two'])
    const results = records.filter((record) => intents.some((intent) => intent.seq === record['ref']))
    expect(results).toHaveLength(intents.length)
    expect(new Set(results.map((record) => (record['result'] as { state: string }).state))).toEqual(new Set(['succeeded']))
  })
})

test('B91: with a sign-in, a lesser depth can be asked for and its output comes while it runs', async () => {
  const bench = await openLiveBench()
  const screen = watchShell(bench.api)
  const device = bench.find((one) => one.osFamily === 'linux')
  const { id, depthReason } = await bench.api.shell.open({ deviceId: device.id, depth: 'streamed' })
  await screen.waitForState('ready')
  expect(depthReason).toContain('chosen')
  await bench.api.shell.input({ shellId: id, data: 'echo one; sleep 20; echo two\r' })
  await screen.waitForText(/\none\r\n/)
  await screen.waitForText(/two\r\nbash> $/)
  await bench.close()
})
