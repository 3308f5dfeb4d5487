import { describe, expect, onTestFinished, test } from 'vitest'
import { OperationRunner } from '#core/jobs/operation-runner.ts'
import type { Order } from '#core/jobs/order.ts'
import type { CommandOutcome } from '#core/providers/provider.ts'
import type { Operation } from '#shared/model/operation.ts'
import { createSessionVault } from '#platform/session-vault.ts'
import { aDevice } from '#tests/builders/a-device.ts'
import { aTemporaryFolder } from '#tests/builders/temporary-folder.ts'
import { openTestCompany, type TestCompanyOptions } from '#tests/builders/test-company.ts'

/** The far end of an order, in the hands of the test. */
function aWire() {
  const sends: { onSent: () => void; signal: AbortSignal; answer: (outcome: CommandOutcome) => void }[] = []
  const waiting: (() => void)[] = []
  const send: Order['send'] = ({ signal, onSent }) =>
    new Promise((answer) => {
      sends.push({ onSent, signal, answer })
      waiting.shift()?.()
    })
  /** Resolves when the order was handed over for the `n`-th time. */
  const reached = async (n = 1) => {
    while (sends.length < n) await new Promise<void>((resolve) => waiting.push(resolve))
    return sends[n - 1] as (typeof sends)[number]
  }
  return { send, sends, reached }
}

function open(options: Partial<TestCompanyOptions> = {}) {
  const company = openTestCompany({ folder: options.folder ?? aTemporaryFolder(), ...options })
  onTestFinished(() => company.close())
  const runner = new OperationRunner(company.context)
  const ended = (id: string): Promise<Operation> => company.heard('device.operationChanged', (one) => one.id === id && one.endedAt !== null)
  return { ...company, runner, ended }
}

const anOrder = (send: Order['send'], change: Partial<Order> = {}): Order => ({
  action: 'device.runCommand',
  device: aDevice(),
  tier: 2,
  params: { shell: 'powershell', command: 'Get-Date' },
  shownParams: { shell: 'powershell', command: 'Get-Date' },
  request: { method: 'POST', path: '/agents/{device}/cmd/' },
  assertReachable: async () => undefined,
  shownRequest: { method: 'POST', url: 'https://rmm.example/agents/X/cmd/', body: '{}', transport: 'http' },
  send,
  ...change,
})
const isAskedToWait = (one: Operation) => one.state === 'waiting' && one.says !== null
const answered = (output: string, exitCode: number | null = null, note: string | null = null): CommandOutcome => ({ kind: 'answered', output, exitCode, note })
const phases = async ({ store }: ReturnType<typeof open>) => (await store.read.journalSlice(0, 100)).filter((record) => record.phase !== 'open').map((record) => [record.phase, (record['result'] as { state?: string } | undefined)?.state])

describe('one operation', () => {
  test('S164: is answered at once, before anything was sent', async () => {
    const wire = aWire()
    const { runner, store } = open()
    const operation = await runner.start(anOrder(wire.send))
    expect(operation).toMatchObject({ state: 'waiting', sentAt: null, endedAt: null })
    expect(wire.sends).toHaveLength(0)
    expect(await store.read.operation(operation.id)).toMatchObject({ id: operation.id })
    await wire.reached()
  })

  test('B113: when bytes may leave, the intent and the state `sending` are on disk', async () => {
    const wire = aWire()
    const company = open()
    const { id } = await company.runner.start(anOrder(wire.send))
    await wire.reached()
    expect(await phases(company)).toEqual([['intent', undefined]])
    expect(await company.store.read.operation(id)).toMatchObject({ state: 'sending' })
  })

  test('S33: its result is stored with output, duration, operator and device, announced, and in the journal', async () => {
    const wire = aWire()
    const company = open()
    const { id } = await company.runner.start(anOrder(wire.send))
    const far = await wire.reached()
    far.onSent()
    company.clock.advance(1_250)
    far.answer(answered('  Ümläut\r\n\ttab\n', 0))
    const operation = await company.ended(id)
    expect(operation).toMatchObject({ state: 'succeeded', output: '  Ümläut\r\n\ttab\n', exitCode: 0, isExitCodeReported: true, durationMs: 1_250, operator: 'jane', host: 'LAPTOP-1', deviceName: 'ACME-WS07', says: null })
    expect(await company.store.read.operation(id)).toEqual(operation)
    expect(await company.store.read.operations({ text: 'mläut', limit: 5 })).toEqual([operation])
    expect(await phases(company)).toEqual([['intent', undefined], ['result', 'succeeded']])
    const result = (await company.store.read.journalSlice(0, 10)).at(-1)
    expect(result).toMatchObject({ op: id, ref: 1, request: { sent_at: new Date(operation.sentAt ?? 0).toISOString() }, result: { output_bytes: operation.outputBytes, duration_ms: 1_250 } })
  })

  test.each([
    ['succeeded', answered('', null), 'The vendor does not report an exit code.'],
    ['failed', answered('no such file', 3), 'The command ended with exit code 3.'],
    ['failed', { kind: 'failed', says: 'The server refused it.', httpStatus: 403 }, 'The server refused it.'],
    ['timed-out', { kind: 'timed-out', output: 'part', says: 'The limit of 60 s passed.' }, 'The limit of 60 s passed.'],
    ['sent-no-answer', { kind: 'no-answer', output: 'half', says: 'The connection was lost.' }, 'The connection was lost.'],
  ] as const)('B57: %s after its answer, in words', async (state, outcome, says) => {
    const wire = aWire()
    const company = open()
    const { id } = await company.runner.start(anOrder(wire.send))
    const far = await wire.reached()
    far.onSent()
    far.answer(outcome)
    expect(await company.ended(id)).toMatchObject({ state, says })
  })

  test('B57: an order that breaks after sending is sent, no answer; before sending it has failed', async () => {
    const company = open()
    const before = await company.runner.start(anOrder(() => Promise.reject(new Error('bug'))))
    expect(await company.ended(before.id)).toMatchObject({ state: 'failed', sentAt: null })
    const after = await company.runner.start(anOrder(({ onSent }) => (onSent(), Promise.reject(new Error('bug')))))
    expect(await company.ended(after.id)).toMatchObject({ state: 'sent-no-answer' })
  })

  test('B76: a dropped output is labelled and never an empty success without a word', async () => {
    const wire = aWire()
    const company = open()
    const { id } = await company.runner.start(anOrder(wire.send))
    ;(await wire.reached()).answer(answered('', null, 'server dropped output'))
    expect(await company.ended(id)).toMatchObject({ output: '', outputNote: 'server dropped output' })
  })

  test('B76: a part of an output that arrived before the answer was cut is kept and labelled', async () => {
    const wire = aWire()
    const company = open()
    const { id } = await company.runner.start(anOrder(wire.send))
    ;(await wire.reached()).answer({ kind: 'no-answer', output: 'the first half', says: 'Cut.' })
    expect(await company.ended(id)).toMatchObject({ state: 'sent-no-answer', output: 'the first half', outputNote: 'cut: the answer did not arrive whole' })
  })
})

describe('outputs', () => {
  test('S55: output over 1 MB is cut in the row, whole and redacted in a file', async () => {
    const wire = aWire()
    const company = open({ secretValues: async () => ['the-vault-value'] })
    const { id } = await company.runner.start(anOrder(wire.send))
    const whole = `start ${'é'.repeat(600_000)} the-vault-value net user bob Winter2026# end`
    company.clock.after(0, () => {})
    const far = await wire.reached()
    far.answer(answered(whole))
    const drain = async (): Promise<Operation> => {
      const end = company.ended(id)
      let isOver = false
      void end.then(() => (isOver = true))
      while (!isOver) await company.clock.advanceSettled(1)
      return end
    }
    const operation = await drain()
    expect(operation.isOutputTruncated).toBe(true)
    expect(Buffer.byteLength(operation.output ?? '')).toBeLessThanOrEqual(1_000_000)
    expect(Buffer.byteLength(operation.output ?? '')).toBeGreaterThan(999_990)
    const file = (await company.files.read(`operation-${id}.txt`)) ?? ''
    expect(file).toBe(`start ${'é'.repeat(600_000)} [redacted:vault] net user bob [redacted:password] end`)
    expect(operation.outputBytes).toBe(Buffer.byteLength(file))
    expect(company.log.lines.find((line) => line.message === 'remote operation ended')?.fields['result']).toBe(`operation-${id}.txt`)
  })

  test('S190: the log line has who, where, how it ended and where the result is, and no command text', async () => {
    const wire = aWire()
    const company = open()
    const { id, traceId } = await company.runner.start(anOrder(wire.send, { params: { command: 'Get-SecretThing' }, shownParams: { command: 'Get-SecretThing' } }))
    ;(await wire.reached()).answer(answered('output text', 0))
    await company.ended(id)
    const line = company.log.lines.find((one) => one.message === 'remote operation ended')
    expect(line).toMatchObject({ level: 'info', fields: { operation: id, operator: 'jane', device: 'd1', state: 'succeeded', durationMs: 0, result: `operation/${id}`, traceId } })
    expect(JSON.stringify(company.log.lines)).not.toMatch(/Get-SecretThing|output text/)
  })
})

describe('cancel', () => {
  test('B57: before bytes leave nothing is sent, and it says so', async () => {
    const wire = aWire()
    const company = open()
    const { id } = await company.runner.start(anOrder(wire.send))
    const far = await wire.reached()
    far.signal.addEventListener('abort', () => far.answer({ kind: 'failed', says: 'aborted', httpStatus: null }))
    expect(await company.runner.cancel(id)).toMatchObject({ state: 'cancelled-before-sending', says: 'Nothing was sent.', sentAt: null })
    expect(await phases(company)).toEqual([['intent', undefined], ['result', 'cancelled-before-sending']])
  })

  test('B57: while the intent is still being written, the order is never handed over', async () => {
    const wire = aWire()
    const company = open()
    const { id } = await company.runner.start(anOrder(wire.send))
    expect(await company.runner.cancel(id)).toMatchObject({ state: 'cancelled-before-sending' })
    expect(wire.sends).toHaveLength(0)
  })

  test('B57: after bytes left it may have run, at once, and a late answer changes nothing', async () => {
    const wire = aWire()
    const company = open()
    const { id } = await company.runner.start(anOrder(wire.send))
    const far = await wire.reached()
    far.onSent()
    const cancelled = await company.runner.cancel(id)
    expect(cancelled).toMatchObject({ state: 'cancelled-may-have-run' })
    expect(far.signal.aborted).toBe(true)
    far.answer(answered('late', 0))
    await company.journal.note({ action: 'x.y', params: {} })
    expect(await company.store.read.operation(id)).toEqual(cancelled)
    expect(await phases(company)).toEqual([['intent', undefined], ['result', 'cancelled-may-have-run'], ['note', undefined]])
  })

  test('B57: bytes that leave in spite of a cancel make it "may have run"', async () => {
    const wire = aWire()
    const company = open()
    const { id } = await company.runner.start(anOrder(wire.send))
    const far = await wire.reached()
    far.signal.addEventListener('abort', () => far.onSent())
    expect(await company.runner.cancel(id)).toMatchObject({ state: 'cancelled-may-have-run' })
  })

  test('an ended or unknown operation cannot be cancelled, in words', async () => {
    const wire = aWire()
    const company = open()
    const { id } = await company.runner.start(anOrder(wire.send))
    ;(await wire.reached()).answer(answered('x', 0))
    await company.ended(id)
    await expect(company.runner.cancel(id)).rejects.toMatchObject({ code: 'operation.finished' })
    await expect(company.runner.cancel('o-unknown')).rejects.toMatchObject({ code: 'operation.not-found' })
  })
})

describe('a server that asks to wait', () => {
  const limited: CommandOutcome = { kind: 'rate-limited', retryAfterMs: 30_000 }

  test('B57: nothing ran, so it waits, visibly, and is sent when the time has come', async () => {
    const wire = aWire()
    const company = open()
    const { id } = await company.runner.start(anOrder(wire.send))
    const first = await wire.reached()
    first.onSent()
    first.answer(limited)
    const waiting = await company.heard('device.operationChanged', isAskedToWait)
    expect(waiting).toMatchObject({ sentAt: null, says: expect.stringContaining('Nothing ran') })
    expect(wire.sends).toHaveLength(1)
    await company.clock.advanceSettled(30_000)
    const second = await wire.reached(2)
    second.onSent()
    second.answer(answered('done', 0))
    expect(await company.ended(id)).toMatchObject({ state: 'succeeded' })
    expect(await phases(company)).toEqual([['intent', undefined], ['result', 'waiting'], ['intent', undefined], ['result', 'succeeded']])
  })

  test('B57: cancelled while it waits, nothing more is sent', async () => {
    const wire = aWire()
    const company = open()
    const { id } = await company.runner.start(anOrder(wire.send))
    ;(await wire.reached()).answer(limited)
    await company.heard('device.operationChanged', isAskedToWait)
    expect(await company.runner.cancel(id)).toMatchObject({ state: 'cancelled-before-sending' })
    await company.clock.advanceSettled(60_000)
    expect(wire.sends).toHaveLength(1)
  })

  test('B12: read-only switched on while it waits stops it', async () => {
    const wire = aWire()
    const company = open()
    const { id } = await company.runner.start(anOrder(wire.send))
    ;(await wire.reached()).answer(limited)
    await company.heard('device.operationChanged', isAskedToWait)
    await company.modes.setReadOnly(true)
    await company.clock.advanceSettled(30_000)
    expect(await company.ended(id)).toMatchObject({ state: 'cancelled-before-sending', says: expect.stringContaining('Read-only') })
    expect(wire.sends).toHaveLength(1)
    expect(await phases(company)).toEqual([['intent', undefined], ['result', 'waiting'], ['note', undefined]])
  })

  test('B12: read-only switched on while the intent is written stops it as well', async () => {
    const wire = aWire()
    const company = open()
    company.context.events.subscribe((one) => {
      if (one.path === 'journal.appended' && (one.payload as { phase: string }).phase === 'intent') void company.modes.setReadOnly(true)
    })
    const { id } = await company.runner.start(anOrder(wire.send))
    expect(await company.ended(id)).toMatchObject({ state: 'cancelled-before-sending' })
    expect(wire.sends).toHaveLength(0)
    expect(await phases(company)).toEqual([['intent', undefined], ['result', 'cancelled-before-sending']])
  })
})

describe('crash', () => {
  test('S164: after a crash what may have left is "sent, no answer" with a result, what waited was never sent, and nothing is sent again', async () => {
    const folder = aTemporaryFolder()
    const vault = createSessionVault('for a test')
    const [sent, limited] = [aWire(), aWire()]
    const first = openTestCompany({ folder, vault })
    const runner = new OperationRunner(first.context)
    const lost = await runner.start(anOrder(sent.send))
    ;(await sent.reached()).onSent()
    const waiting = await runner.start(anOrder(limited.send))
    ;(await limited.reached()).answer({ kind: 'rate-limited', retryAfterMs: 60_000 })
    await first.heard('device.operationChanged', isAskedToWait)
    first.close()

    const second = open({ folder, vault })
    expect(await second.ended(lost.id)).toMatchObject({ state: 'sent-no-answer', endedAt: second.clock.now() })
    expect(await second.ended(waiting.id)).toMatchObject({ state: 'cancelled-before-sending' })
    expect(sent.sends.length + limited.sends.length).toBe(2)
    const results = (await second.store.read.journalSlice(0, 50)).filter((record) => record.phase === 'result' && record['op'] === lost.id)
    expect(results).toEqual([expect.objectContaining({ result: expect.objectContaining({ state: 'sent-no-answer' }), ref: expect.any(Number) })])
  })

  test('B113: a journal that cannot be written lets nothing leave', async () => {
    const folder = aTemporaryFolder()
    const wire = aWire()
    const company = open({ folder })
    await company.journal.note({ action: 'x.y', params: {} })
    const other = open({ folder, vault: company.vault })
    await other.journal.note({ action: 'x.y', params: {} })
    const { id } = await company.runner.start(anOrder(wire.send))
    expect(await company.ended(id)).toMatchObject({ state: 'cancelled-before-sending', says: expect.stringContaining('not sent') })
    expect(wire.sends).toHaveLength(0)
  })
})
