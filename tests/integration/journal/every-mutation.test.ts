import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type CommandPath, commandPaths, findEntry } from '#shared/contract/contract.ts'
import type { JournalRecord } from '#shared/model/journal.ts'
import { openBench, type Bench } from '../device/bench.ts'

type Recorded = JournalRecord & Readonly<Record<string, unknown>>

/** How a mutating command is used, and under which action its effect is recorded. */
interface Use {
  readonly recordedAs: string
  run(bench: Bench): Promise<void>
}

/** A shell in command mode: one line is one action on the device. */
async function actInShell(bench: Bench, lines: readonly string[]): Promise<void> {
  const { id } = await bench.api.shell.open({ deviceId: bench.online.windows.id, depth: 'buffered' })
  for (const line of lines) await bench.api.shell.input({ shellId: id, data: `${line}\r` })
  if (lines.length > 0) await recorded(bench, 'shell.run')
  await bench.api.shell.close({ shellId: id })
}

/** A live view by script: one record from before its first reading to its end. */
async function watchOnce({ api, online }: Bench): Promise<void> {
  const { promise: sampled, resolve } = Promise.withResolvers<void>()
  const stop = api.on('metrics.sampled', ({ points }) => points.length > 0 && resolve())
  await api.metrics.watch({ deviceId: online.windows.id, intervalSeconds: 60 })
  await sampled
  stop()
  await api.metrics.unwatch({ deviceId: online.windows.id })
}

const uses: Readonly<Partial<Record<CommandPath, Use>>> = {
  'device.runCommand': { recordedAs: 'device.runCommand', run: async (bench) => void (await bench.run(bench.online.windows, 'hostname')) },
  'metrics.watch': { recordedAs: 'metrics.watch', run: watchOnce },
  'device.readHealth': { recordedAs: 'device.readHealth', run: async (bench) => void (await bench.ended(await bench.api.device.readHealth({ deviceId: bench.online.windows.id }))) },
  'shell.open': { recordedAs: 'shell.open', run: (bench) => actInShell(bench, []) },
  'shell.input': { recordedAs: 'shell.run', run: (bench) => actInShell(bench, ['hostname']) },
}

const mutating = commandPaths().filter((path) => {
  const entry = findEntry(path)
  return entry?.kind === 'command' && entry.class.startsWith('mutating')
})

/** Waits for intent and result of an action that began after the last clearing. */
async function recorded(bench: Bench, action: string): Promise<readonly [Recorded, Recorded]> {
  for (;;) {
    // Heard from before the list is asked for: a record that comes in between must not be missed.
    const { promise: appended, resolve } = Promise.withResolvers<void>()
    const stop = bench.api.on('journal.appended', () => resolve())
    const { records } = await bench.api.journal.list({ limit: 1_000 })
    const result = records.find((record) => record.phase === 'result' && record.action === action && record.seq >= from) as Recorded | undefined
    const intent = records.find((record) => record.phase === 'intent' && record.seq === result?.['ref']) as Recorded | undefined
    if (result === undefined || intent === undefined) await appended
    stop()
    if (result !== undefined && intent !== undefined) return [intent, result]
  }
}

let bench: Bench
let close: () => Promise<void> = async () => {}
let from = 0
beforeAll(async () => {
  bench = await openBench({ keep: (end) => (close = end) })
}, 60_000)
afterAll(() => close())

describe('every command that changes something', () => {
  test('S172: is known to this suite, so that a new one cannot be forgotten', () => {
    expect(mutating.length).toBeGreaterThan(0)
    expect(mutating.filter((path) => uses[path] === undefined)).toEqual([])
  })

  test.each(mutating)('S172: %s leaves who, when, company, device, action, masked parameters, result and trace id', async (path) => {
    const use = uses[path] as Use
    from = ((await bench.api.journal.list({ limit: 1 })).records[0]?.seq ?? -1) + 1
    await use.run(bench)
    const [intent, result] = await recorded(bench, use.recordedAs)
    const { subjects } = await bench.api.journal.list({ limit: 1_000 })
    const operator = (intent['operator'] as { os_user: string }).os_user
    const [target] = intent['targets'] as { device: string; remote: string; shown: string }[]
    expect(subjects[operator]).toBe(bench.ports.person.osUser)
    expect(target).toMatchObject({ device: bench.online.windows.id, remote: bench.online.windows.remoteId })
    expect(subjects[target?.shown ?? '']).toBe(bench.online.windows.name)
    for (const record of [intent, result]) {
      expect(Date.parse(record.at)).not.toBeNaN()
      expect(record).toMatchObject({ company: expect.stringMatching(/.+/), install: expect.stringMatching(/.+/), action: use.recordedAs, trace: expect.stringMatching(/.+/), account: bench.accountId, vendor: 'tactical-rmm' })
    }
    expect(intent).toMatchObject({ class: 'mutating', tier: expect.any(Number), params: expect.any(Object), params_hash: expect.stringMatching(/^[0-9a-f]{64}$/) })
    expect(result).toMatchObject({ trace: intent['trace'], result: { state: expect.stringMatching(/.+/), duration_ms: expect.any(Number) } })
  })

  test('S172: parameters are masked in the record', async () => {
    from = ((await bench.api.journal.list({ limit: 1 })).records[0]?.seq ?? -1) + 1
    await bench.run(bench.online.windows, 'net user bob Winter2026-canary')
    const [intent] = await recorded(bench, 'device.runCommand')
    expect(intent['params']).toMatchObject({ command: 'net user bob [redacted:password]' })
    expect(JSON.stringify((await bench.api.journal.list({ limit: 1_000 })).records)).not.toContain('Winter2026-canary')
  })

  test('S172: afterwards the chain holds and no intent is without its result', async () => {
    expect(await bench.api.journal.verify({})).toMatchObject({ isIntact: true, intentsWithoutResult: 0 })
  })
})
