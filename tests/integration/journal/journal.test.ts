import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { CompanyContext, Journal, JournalIntent } from '#core/context.ts'
import { createJournalFeature } from '#core/journal/handlers.ts'
import { createSessionVault } from '#platform/session-vault.ts'
import type { JournalRecord } from '#shared/model/journal.ts'
import { checkText } from '#tests/builders/journal-chain.ts'
import { aTemporaryFolder } from '#tests/builders/temporary-folder.ts'
import { openTestCompany, type TestCompanyOptions } from '#tests/builders/test-company.ts'

const script = resolve(import.meta.dirname, '../../../resources/verify-journal.mjs')
const caller = { id: 'test' }

function open(options: Partial<TestCompanyOptions> = {}) {
  const company = openTestCompany({ folder: options.folder ?? aTemporaryFolder(), ...options })
  onTestFinished(() => company.close())
  const feature = createJournalFeature(company.context as unknown as CompanyContext)
  onTestFinished(feature.stop)
  return { ...company, handlers: feature.handlers }
}

const anIntent = (change: Partial<JournalIntent> = {}): JournalIntent => ({
  action: 'device.runCommand',
  class: 'mutating',
  tier: 2,
  accountId: 'a1',
  vendor: 'tactical-rmm',
  targets: [{ deviceId: 'd1', remoteId: 'r1', shown: 'ACME-WS07' }],
  params: { shell: 'powershell', command: 'Get-Service Spooler', timeoutSeconds: 60, ratio: 0.5, password: 'hunter2', nothing: null },
  request: { method: 'POST', path: '/agents/{device}/cmd/' },
  operationId: null,
  traceId: 't1',
  ...change,
})
const aResult = { state: 'succeeded', httpClass: '2xx', exitCode: 0, durationMs: 850.4, output: { bytes: 42, hash: 'ab', isTruncated: false } } as const
const actOn = async (journal: Journal, times: number) => {
  for (let round = 0; round < times; round += 1) await journal.result(await journal.intent(anIntent(), null), aResult, null)
}
const all = async (company: { readonly store: ReturnType<typeof open>['store'] }) => company.store.read.journalSlice(0, 10_000)

describe('records', () => {
  test('B113: the first record of a start opens the chain; intent and result tell who, what, where and how it ended', async () => {
    const company = open()
    await actOn(company.journal, 1)
    const [opening, intent, result] = await all(company)
    expect(opening).toMatchObject({ seq: 0, phase: 'open', prev: '0'.repeat(64), install: 'i1', company: 'c1', app: { version: '1.2.3' }, key_kept: 'session' })
    expect(intent).toMatchObject({ seq: 1, phase: 'intent', action: 'device.runCommand', account: 'a1', class: 'mutating', tier: 2, trace: 't1', target_count: 1, request: { method: 'POST', path: '/agents/{device}/cmd/' } })
    expect(intent?.['params']).toEqual({ shell: 'powershell', command: 'Get-Service Spooler', timeoutSeconds: 60, ratio: '0.5', password: '***' })
    expect(result).toMatchObject({ seq: 2, phase: 'result', ref: 1, trace: 't1', result: { state: 'succeeded', http_class: '2xx', exit_code: 0, duration_ms: 850, output_bytes: 42, truncated: false } })
  })

  test('B113: personal texts are commitments, resolved beside the chain', async () => {
    const company = open()
    await actOn(company.journal, 2)
    const text = JSON.stringify(await all(company))
    expect(text).not.toMatch(/jane|ACME-WS07|LAPTOP-1/)
    const { records, subjects } = await company.store.read.journal({ limit: 10 })
    const intent = records.find((record) => record.phase === 'intent') as JournalRecord & { operator: { os_user: string }; targets: { shown: string }[] }
    expect(subjects[intent.operator.os_user]).toBe('jane')
    expect(subjects[intent.targets[0]?.shown ?? '']).toBe('ACME-WS07')
    expect(Object.keys(subjects)).toHaveLength(3)
  })

  test('B113: secrets never reach a record, known formats and vault values alike', async () => {
    const company = open({ secretValues: async () => ['vault-value-1234'] })
    await company.journal.intent(anIntent({ params: { command: 'net user bob Winter2026# ; echo vault-value-1234', args: [{ apiKey: 'abcd' }, '-Password x1y2z3'] } }), null)
    const text = JSON.stringify(await all(company))
    expect(text).not.toMatch(/Winter2026#|vault-value-1234|abcd"|x1y2z3/)
    expect(text).toContain('[redacted:vault]')
  })

  test('B113: no field is null and every number is whole', async () => {
    const company = open()
    await company.journal.result(await company.journal.intent(anIntent({ accountId: null, vendor: null, request: null }), null), { ...aResult, httpClass: null, exitCode: null, output: null }, null)
    await company.journal.note({ action: 'app.setReadOnly', params: { isReadOnly: false, share: 1.25, gone: undefined } })
    await company.journal.checkpoint()
    const leaves = (value: unknown): unknown[] => (typeof value === 'object' && value !== null ? Object.values(value).flatMap(leaves) : [value])
    const values = (await all(company)).flatMap(leaves)
    expect(values.filter((value) => value === null || (typeof value === 'number' && !Number.isSafeInteger(value)))).toEqual([])
    expect(values).toContain('1.25')
  })

  test('B113: appends from many callers at once make one chain', async () => {
    const company = open()
    const seqs = await Promise.all(Array.from({ length: 40 }, () => company.journal.intent(anIntent(), null)))
    expect(new Set(seqs).size).toBe(40)
    await Promise.all(seqs.map((seq) => company.journal.result(seq, aResult, null)))
    expect(await company.handlers.verify({}, caller)).toMatchObject({ isIntact: true, records: 81, intentsWithoutResult: 0 })
  })

  test('every record is announced after it is written', async () => {
    const company = open()
    await actOn(company.journal, 1)
    const told = company.announced.filter((one) => one.path === 'journal.appended').map((one) => one.payload)
    expect(told).toEqual([{ seq: 0, action: 'journal.open', phase: 'open' }, { seq: 1, action: 'device.runCommand', phase: 'intent' }, { seq: 2, action: 'device.runCommand', phase: 'result' }])
  })
})

describe('checkpoints', () => {
  const signed = (records: readonly JournalRecord[]) => records.filter((record) => record.phase === 'checkpoint')

  test('B113: one every 1,000 records, one a day, one on request, none when there is nothing new', async () => {
    const company = open()
    await actOn(company.journal, 501)
    expect(signed(await all(company)).map((record) => record.seq)).toEqual([1_000])
    company.clock.advance(86_400_000)
    await actOn(company.journal, 1)
    expect(signed(await all(company))).toHaveLength(2)
    await company.journal.checkpoint()
    await company.journal.checkpoint()
    expect(signed(await all(company))).toHaveLength(3)
    expect(await company.handlers.verify({}, caller)).toMatchObject({ isIntact: true, checkpoints: 3, checkpointsValid: 3 })
  })

  test('B113: the day’s checkpoint is written by the clock even when nobody acts', async () => {
    const company = open()
    await actOn(company.journal, 1)
    company.clock.advance(86_400_000)
    await company.heard('journal.appended', (one) => one.phase === 'checkpoint')
    expect(signed(await all(company))).toHaveLength(1)
  })

  test('B113: a restart continues the chain with a new open record and the same key', async () => {
    const folder = aTemporaryFolder()
    const vault = createSessionVault('for a test')
    const first = openTestCompany({ folder, vault })
    await actOn(first.journal, 2)
    await first.journal.checkpoint()
    first.close()
    const second = open({ folder, vault })
    await actOn(second.journal, 1)
    await second.journal.checkpoint()
    const records = await all(second)
    expect(records.filter((record) => record.phase === 'open')).toHaveLength(2)
    expect(new Set(signed(records).map((record) => record['key'])).size).toBe(1)
    expect(await second.handlers.verify({}, caller)).toMatchObject({ isIntact: true, clockNotes: [] })
  })

  test('B113: a lost key is replaced by one whose open record names the old one', async () => {
    const folder = aTemporaryFolder()
    const first = openTestCompany({ folder })
    await actOn(first.journal, 1)
    await first.journal.checkpoint()
    const [oldKey] = signed(await all(first)).map((record) => record['key'])
    first.close()
    const second = open({ folder })
    await actOn(second.journal, 1)
    await second.journal.checkpoint()
    expect((await all(second)).find((record) => record['previous_key'] === oldKey)).toMatchObject({ phase: 'open' })
    expect(await second.handlers.verify({}, caller)).toMatchObject({ isIntact: true, checkpointsValid: 2 })
  })

  test('B113: a vault that does not answer stops no record; signing follows when it is back', async () => {
    const vault = createSessionVault('for a test')
    let isLocked = true
    const locked = { ...vault, get: async (key: string) => { if (isLocked) throw new Error('locked'); return vault.get(key) } }
    const company = open({ vault: locked })
    await actOn(company.journal, 2)
    await company.journal.checkpoint()
    expect(signed(await all(company))).toHaveLength(0)
    isLocked = false
    await company.journal.checkpoint()
    expect(await company.handlers.verify({}, caller)).toMatchObject({ isIntact: true, checkpointsValid: 1 })
  })
})

describe('verification of the store', () => {
  test('B113: an old copy of the files put back is found by the anchor in the vault, and the next start says so for good', async () => {
    const vault = createSessionVault('for a test')
    const [newer, older] = [aTemporaryFolder(), aTemporaryFolder()]
    const first = openTestCompany({ folder: newer, vault })
    await actOn(first.journal, 3)
    await first.journal.checkpoint()
    first.close()
    const restored = open({ folder: older, vault })
    expect((await restored.handlers.verify({}, caller)).firstBad).toEqual({ seq: 7, why: 'does not reach the anchor' })
    await actOn(restored.journal, 1)
    expect((await all(restored))[0]?.['anchor_missed']).toMatchObject({ seq: 7 })
    await restored.journal.checkpoint()
    const report = await restored.handlers.verify({}, caller)
    expect(report.clockNotes).toEqual(['seq 0: at this start the record 7 known from before was missing or different'])
  })

  test('B113: a second writer of the same chain is refused and can continue after it', async () => {
    const folder = aTemporaryFolder()
    const one = open({ folder })
    await actOn(one.journal, 1)
    const other = open({ folder: folder, vault: one.vault })
    await actOn(other.journal, 1)
    await expect(one.journal.intent(anIntent(), null)).rejects.toMatchObject({ code: 'journal.not-writable' })
    await actOn(one.journal, 1)
    expect((await one.handlers.verify({}, caller)).isIntact).toBe(true)
  })
})

describe('export', () => {
  test('S178: JSON Lines of everything verify by both verifiers, in and outside the product', async () => {
    const company = open()
    await actOn(company.journal, 3)
    const { text, records } = await company.handlers.export({ format: 'jsonl' }, caller)
    expect(records).toBe(9)
    expect(checkText(text)).toMatchObject({ isIntact: true, records: 9, checkpointsValid: 1 })
    expect(text).toContain('"action":"journal.export"')
    const file = join(aTemporaryFolder(), 'all.jsonl')
    writeFileSync(file, text)
    expect(spawnSync(process.execPath, [script, file], { encoding: 'utf8' }).stdout).toContain('Holds. 9 records, 1 signed checkpoints')
  })

  test('S178: the export of a period holds its records whole and the way to a signature by hash', async () => {
    const company = open()
    await actOn(company.journal, 2)
    company.clock.advance(3_600_000)
    const from = company.clock.now()
    await actOn(company.journal, 2)
    const to = company.clock.now()
    company.clock.advance(3_600_000)
    await actOn(company.journal, 2)
    const { text, records } = await company.handlers.export({ format: 'jsonl', from, to }, caller)
    expect(records).toBe(4)
    const lines = text.trim().split('\n').map((line) => JSON.parse(line) as JournalRecord)
    expect(lines.filter((line) => line['left_out'] !== true && line.phase !== 'checkpoint')).toHaveLength(4)
    expect(checkText(text, { isPartial: true })).toMatchObject({ isIntact: true, checkpointsValid: 1 })
    expect(checkText(text.replace('"exit_code":0', '"exit_code":1'), { isPartial: true }).isIntact).toBe(false)
  })

  test('S178: the table shows names, disarms formulas and is signed', async () => {
    const company = open()
    await company.journal.note({ action: 'x.y', params: {} })
    await company.journal.intent(anIntent({ targets: [{ deviceId: 'd1', remoteId: 'r1', shown: '=HYPERLINK("http://x")' }], params: { command: 'a,"b"\r\nc' } }), null)
    const { text } = await company.handlers.export({ format: 'csv' }, caller)
    expect(text).toContain('jane')
    expect(text).toContain(`"'=HYPERLINK(""http://x"")"`)
    expect(text.split('\r\n').filter((line) => line.startsWith('=') || line.startsWith('@'))).toEqual([])
    const folder = aTemporaryFolder()
    const verify = (content: string) => {
      writeFileSync(join(folder, 'table.csv'), content)
      return spawnSync(process.execPath, [script, join(folder, 'table.csv')], { encoding: 'utf8' }).status
    }
    expect(verify(text)).toBe(0)
    expect(verify(text.replace('jane', 'mary'))).toBe(1)
    const at = text.lastIndexOf('\r\nsignature,') + 2
    expect(text.slice(at)).toContain(createHash('sha256').update(text.slice(0, at)).digest('hex'))
  })

  test('B116: an export is in the journal, with its period', async () => {
    const company = open()
    await company.handlers.export({ format: 'csv', from: 5 }, caller)
    expect((await all(company)).find((record) => record.action === 'journal.export')).toMatchObject({ phase: 'note', params: { format: 'csv', from: 5 } })
  })

  test('an empty period gives an empty export', async () => {
    const company = open()
    expect(await company.handlers.export({ format: 'jsonl', from: 1, to: 2 }, caller)).toEqual({ text: '', records: 0 })
  })
})

describe('list', () => {
  test('S178: newest first, by device, with the texts behind commitments', async () => {
    const company = open()
    await actOn(company.journal, 2)
    await company.journal.intent(anIntent({ targets: [{ deviceId: 'd2', remoteId: 'r2', shown: 'ACME-WS08' }] }), null)
    const { records, subjects } = await company.handlers.list({ deviceId: 'd2' as never, limit: 10 }, caller)
    expect(records.map((record) => record.seq)).toEqual([5])
    expect(Object.values(subjects)).toContain('ACME-WS08')
    expect((await company.handlers.list({ deviceId: 'd1' as never, limit: 10 }, caller)).records.map((record) => record.seq)).toEqual([4, 3, 2, 1])
  })
})
