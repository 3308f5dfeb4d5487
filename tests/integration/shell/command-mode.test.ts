import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { finalStates, type Operation } from '#shared/model/operation.ts'
import type { ShellView } from '#shared/model/shell.ts'
import { type LiveBench, openLiveBench } from '#tests/builders/live-bench.ts'
import { readShellRecords } from '#tests/builders/shell-records.ts'
import { type ShellWatcher, watchShell } from '#tests/builders/shell-watcher.ts'

const commands = (bench: LiveBench): readonly string[] =>
  bench.simulator.requests.bodies({ method: 'POST', path: '/agents/*/cmd/' }).map((body) => (JSON.parse(body) as { cmd: string }).cmd)

/** Asks again until there is an answer. */
async function readUntil<T>(what: string, read: () => Promise<T | undefined>): Promise<T> {
  const startedAt = performance.now()
  for (;;) {
    const found = await read()
    if (found !== undefined) return found
    if (performance.now() - startedAt > 20_000) throw new Error(`It never happened: ${what}`)
  }
}

/** The operations of shells, newest first, once there are so many and all ended. */
const operationsOf = (bench: LiveBench, count: number): Promise<readonly Operation[]> =>
  readUntil(`${count} lines have ended`, async () => {
    const lines = (await bench.api.device.operations({})).filter((one) => one.action === 'shell.run')
    return lines.length === count && lines.every((one) => finalStates.has(one.state)) ? lines : undefined
  })

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

  test('S55: every line is an operation with id, output, exit code or its absence, duration, operator, device and its shell, and is found by its output', async () => {
    const lines = await operationsOf(bench, 4)
    const [record] = await readShellRecords(bench.api, view.id, 4)
    expect(lines.map((one) => one.params['command'])).toEqual(['echo two', 'echo one', 'whoami', 'whoami'])
    for (const one of lines) {
      expect(one).toMatchObject({
        action: 'shell.run', state: 'succeeded', deviceId: view.deviceId, deviceName: view.deviceName, operator: bench.ports.person.osUser,
        exitCode: null, isExitCodeReported: false, durationMs: expect.any(Number), sentAt: expect.any(Number), params: { shell: view.id }, traceId: record?.['trace'],
      })
    }
    expect(lines[0]?.output?.trim()).toBe('two')
    expect((await bench.api.device.operations({ text: 'authority' })).map((one) => one.id)).toEqual(lines.slice(2).map((one) => one.id))
    expect(await bench.api.device.operation({ operationId: lines[0]?.id ?? '' })).toEqual(lines[0])
    const { records } = await bench.api.journal.list({ limit: 1_000 })
    expect(records.filter((one) => one['op'] === lines[0]?.id).map((one) => one['phase'])).toEqual(['result', 'intent'])
  })

  test('S55: a secret in a line and in its output is redacted in the store', async () => {
    await type('echo net user bob Winter2026-canary\r')
    await screen.waitForText(/\nnet user bob[\s\S]*powershell> $/)
    const [line] = await operationsOf(bench, 5)
    expect(line?.params['command']).toBe('echo net user bob [redacted:password]')
    expect(line?.output).toContain('net user bob [redacted:password]')
    expect(await bench.api.device.operations({ text: 'canary' })).toEqual([])
  })

  test('S164: a line is live while it runs, says where it can be stopped, and one that nobody waited for says that it may have run', async () => {
    const { id } = await bench.api.shell.open({ deviceId: view.deviceId })
    await bench.api.shell.input({ shellId: id, data: 'Start-Sleep 3000\r' })
    const running = await readUntil('the line is stored', async () => (await bench.api.device.operations({ text: 'Start-Sleep 3000', limit: 1 }))[0])
    expect(running).toMatchObject({ state: 'sending', params: { shell: id } })
    await expect(bench.api.device.cancelOperation({ operationId: running.id })).rejects.toMatchObject({ shape: { next: expect.stringContaining('Ctrl-C') } })
    await bench.api.shell.close({ shellId: id })
    const ended = await readUntil('the line has ended', async () => {
      const now = await bench.api.device.operation({ operationId: running.id })
      return finalStates.has(now.state) ? now : undefined
    })
    expect(ended).toMatchObject({ state: 'cancelled-may-have-run', output: null, says: expect.stringContaining('may have run') })
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
