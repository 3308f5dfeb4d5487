import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { AccountId } from '#shared/model/ids.ts'
import type { Operation } from '#shared/model/operation.ts'
import { openBench, type Bench } from './bench.ts'

let bench: Bench
let close: () => Promise<void> = async () => {}
beforeAll(async () => {
  bench = await openBench({ keep: (end) => (close = end) })
}, 60_000)
afterAll(() => close())
beforeEach(() => {
  bench.simulator.setFaults([])
  bench.simulator.requests.clear()
})

const onCommands = { match: { method: 'POST', path: '/agents/*/cmd/' } }
const body = (): { cmd: string; shell: string; timeout: number } => JSON.parse(bench.sent().at(-1)?.bodyText ?? '{}')
const records = async () => (await bench.api.journal.list({ limit: 1_000 })).records.toReversed()
const recordsOf = async (operation: Operation) => (await records()).filter((record) => record['op'] === operation.id)

describe('a command', () => {
  test('S52: PowerShell text arrives byte for byte and its output comes back with every blank', async () => {
    const command = '  Write-Output "ä  ö`t€ 😀"\r\n# end \t'
    const operation = await bench.run(bench.online.windows, command)
    expect(body()).toMatchObject({ cmd: command, shell: 'powershell' })
    expect(operation.state).toBe('succeeded')
    expect((await bench.run(bench.online.windows, 'hostname')).output?.trim()).toBe(bench.online.windows.name)
  })

  test('S52: the output is kept byte for byte: tabs, blanks at both ends, empty lines, every kind of letter', async () => {
    const output = '  two blanks\tand a tab  \r\n\r\n\u00a0no-break äöü ß \u0130\u0131 Ελληνικά 日本語 👩‍💻 e\u0301 \u2028\r\n\tlast line without an end  '
    bench.simulator.setFaults([{ kind: 'status', status: 200, body: output, ...onCommands }])
    const operation = await bench.run(bench.online.windows, 'Get-Everything')
    expect(Buffer.from(operation.output ?? '').equals(Buffer.from(output))).toBe(true)
    expect(operation.outputBytes).toBe(Buffer.byteLength(output))
    expect((await bench.api.device.operation({ operationId: operation.id })).output).toBe(output)
  })

  test('S53: a system command uses cmd on Windows and bash on Linux, and what the system lacks is refused unsent', async () => {
    await bench.run(bench.online.windows, 'hostname', { shell: 'cmd' })
    expect(body().shell).toBe('cmd')
    await bench.run(bench.online.linux, 'hostname')
    expect(body().shell).toBe('/bin/bash')
    bench.simulator.requests.clear()
    await expect(bench.run(bench.online.linux, 'dir', { shell: 'cmd' })).rejects.toMatchObject({ code: 'vendor.unsupported' })
    await expect(bench.run(bench.online.windows, 'ls', { shell: 'bash' })).rejects.toMatchObject({ code: 'vendor.unsupported' })
    expect(bench.sent()).toHaveLength(0)
  })

  test('S54: the limit is 60 s unless another is asked for, and only 1 to 3,600 s is taken', async () => {
    await bench.run(bench.online.windows, 'hostname')
    expect(body().timeout).toBe(60)
    await bench.run(bench.online.windows, 'hostname', { timeoutSeconds: 3_600 })
    expect(body().timeout).toBe(3_600)
    for (const timeoutSeconds of [0, -1, 3_601, 1.5]) await expect(bench.run(bench.online.windows, 'x', { timeoutSeconds })).rejects.toMatchObject({ code: 'input.invalid' })
  })

  test('S54: when the limit passes the row says timed out, not failed, and nothing is sent again', async () => {
    const operation = await bench.run(bench.online.linux, 'sleep 30', { timeoutSeconds: 1 })
    expect(operation).toMatchObject({ state: 'timed-out', says: expect.stringContaining('limit') })
    expect(bench.sent()).toHaveLength(1)
  })

  test('S33: its result appears in the list of operations, searchable by command, output and device', async () => {
    const operation = await bench.run(bench.online.windows, 'Write-Output needle-in-output')
    const found = async (text: string) => (await bench.api.device.operations({ text })).map((one) => one.id)
    expect(await found('needle-in-output')).toContain(operation.id)
    expect(await found(bench.online.windows.name)).toContain(operation.id)
    expect((await bench.api.device.operations({ deviceId: bench.online.windows.id }))[0]?.id).toBe(operation.id)
    expect((await bench.api.device.operations({ deviceId: bench.online.linux.id })).map((one) => one.id)).not.toContain(operation.id)
  })

  test('S164: its operation is answered although the server does not answer at all, and can be cancelled', async () => {
    bench.simulator.setFaults([{ kind: 'hang', ...onCommands }])
    const operation = await bench.api.device.runCommand({ deviceId: bench.online.windows.id, shell: 'powershell', command: 'hostname' })
    expect(operation).toMatchObject({ state: 'waiting', deviceName: bench.online.windows.name })
    const cancelled = await bench.api.device.cancelOperation({ operationId: operation.id })
    expect(['cancelled-before-sending', 'cancelled-may-have-run']).toContain(cancelled.state)
    expect(cancelled.state === 'cancelled-before-sending').toBe(cancelled.sentAt === null)
    await expect(bench.api.device.cancelOperation({ operationId: operation.id })).rejects.toMatchObject({ code: 'operation.finished' })
  })

  test('S190: the log has id, operator, device, end, duration and place of the result, and never the text', async () => {
    const operation = await bench.run(bench.online.windows, 'Write-Output log-canary-77')
    const line = bench.log.lines.find((one) => one.fields['operation'] === operation.id && one.message === 'remote operation ended')
    expect(line?.fields).toMatchObject({ operator: bench.ports.person.osUser, device: bench.online.windows.id, state: 'succeeded', durationMs: operation.durationMs, result: `operation/${operation.id}` })
    expect(JSON.stringify(bench.log.lines)).not.toContain('log-canary-77')
  })

  test('S55: a secret in command or output is stored nowhere in the clear', async () => {
    const operation = await bench.run(bench.online.windows, 'Write-Output "Password=Winter2026-canary"')
    expect(body().cmd).toContain('Winter2026-canary')
    expect(JSON.stringify([operation, await recordsOf(operation)])).not.toContain('Winter2026-canary')
    expect(operation.params).toMatchObject({ command: 'Write-Output "Password=[redacted:password]"' })
  })
})

describe('what can go wrong with a command', () => {
  const ends = async (faults: Parameters<Bench['simulator']['setFaults']>[0]): Promise<Operation> => {
    bench.simulator.setFaults(faults)
    return bench.run(bench.online.windows, 'hostname', { timeoutSeconds: 5 })
  }

  test.each([
    ['B57: an error of the server after the command arrived is "sent, no answer"', { kind: 'status', status: 500, body: 'oops', ...onCommands }, 'sent-no-answer'],
    ['B57: a gateway that gave up is "sent, no answer"', { kind: 'status', status: 502, body: '<html>', ...onCommands }, 'sent-no-answer'],
    ['B57: a connection that breaks is "sent, no answer"', { kind: 'reset', ...onCommands }, 'sent-no-answer'],
    ['B57: a body that breaks off is "sent, no answer"', { kind: 'cut', bytes: 3, ...onCommands }, 'sent-no-answer'],
    ['B57: a page instead of an answer is "sent, no answer"', { kind: 'html', ...onCommands }, 'sent-no-answer'],
    ['B57: a refused right is a failure', { kind: 'status', status: 403, body: { detail: 'You do not have permission to perform this action.' }, ...onCommands }, 'failed'],
    ['B57: a redirect is "sent, no answer" and is not followed', { kind: 'redirect', location: 'https://elsewhere.example/', ...onCommands }, 'sent-no-answer'],
  ] as const)('%s', async (_, fault, state) => {
    const operation = await ends([fault])
    expect(operation.state).toBe(state)
    expect(operation.says).not.toBeNull()
    expect(bench.sent()).toHaveLength(1)
    expect((await recordsOf(operation)).map((record) => record.phase)).toEqual(['intent', 'result'])
    // A refused right turns the control off until somebody tests the connection again.
    bench.simulator.setFaults([])
    await bench.api.accounts.test({ accountId: AccountId.parse(bench.accountId) })
  })

  test('B76: an output of exactly the server’s cap is labelled, never shown as a plain success', async () => {
    const operation = await ends([{ kind: 'status', status: 200, body: 'x'.repeat(512 * 1024), ...onCommands }])
    expect(operation).toMatchObject({ state: 'succeeded', outputNote: 'server dropped output', outputBytes: 512 * 1024 })
  })

  test('S55: output over 1 MB is cut in the row', async () => {
    const operation = await ends([{ kind: 'status', status: 200, body: 'line of output\n'.repeat(100_000), ...onCommands }])
    expect(operation).toMatchObject({ isOutputTruncated: true, outputBytes: 1_500_000 })
    expect(operation.output?.length).toBe(1_000_000)
  })
})

describe('before a command', () => {
  test('B12: in read-only mode nothing that changes anything is sent, and the refusal is recorded', async () => {
    await bench.api.app.setReadOnly({ isReadOnly: true })
    await expect(bench.run(bench.online.windows, 'hostname')).rejects.toMatchObject({ code: 'lock.read-only' })
    await bench.api.app.setReadOnly({ isReadOnly: false })
    expect(bench.simulator.requests.count({ isMutating: true })).toBe(0)
    expect((await records()).filter((record) => record.phase === 'note').map((record) => record['params'])).toContainEqual({ refused: 'lock.read-only' })
  })

  test('B17: offline nothing is sent', async () => {
    await bench.api.app.setOffline({ isOffline: true })
    await expect(bench.run(bench.online.windows, 'hostname')).rejects.toMatchObject({ code: 'lock.offline' })
    await bench.api.app.setOffline({ isOffline: false })
    expect(bench.simulator.requests.all).toHaveLength(0)
  })

  test('B116: a refused command is in the journal with its code and device', async () => {
    await expect(bench.run(bench.online.linux, 'dir', { shell: 'cmd' })).rejects.toMatchObject({ code: 'vendor.unsupported' })
    expect((await records()).at(-1)).toMatchObject({ phase: 'note', action: 'device.runCommand', params: { refused: 'vendor.unsupported' }, targets: [{ device: bench.online.linux.id }], operator: { os_user: expect.stringMatching(/^c1:/) } })
  })

  test('a device or operation that does not exist is said in words', async () => {
    await expect(bench.api.device.get({ deviceId: 'd-none' as never })).rejects.toMatchObject({ code: 'device.not-found' })
    await expect(bench.api.device.operation({ operationId: 'o-none' as never })).rejects.toMatchObject({ code: 'operation.not-found' })
  })
})
