import { expect, test } from 'vitest'
import type { Account, ProbeReport } from '#shared/model/account.ts'
import { AccountId, CompanyId, DeviceId, OperationId } from '#shared/model/ids.ts'
import type { JournalRecord } from '#shared/model/journal.ts'
import type { Operation } from '#shared/model/operation.ts'
import type { SyncSummary } from '#shared/model/sync.ts'
import { runPass } from '#tests/builders/a-pass.ts'
import { anInProcessStore } from '#tests/builders/an-in-process-store.ts'
import { incomingDevices } from '#tests/builders/an-incoming-device.ts'

const start = 1_790_000_000_000

const account = (id: string, changes: Partial<Account> = {}): Account => ({
  id: AccountId.parse(id),
  companyId: CompanyId.parse('c1'),
  vendor: 'tactical-rmm',
  name: `Account ${id}`,
  apiUrl: 'https://api.example.test',
  user: null,
  isActive: true,
  syncInterval: 3_600,
  certificatePin: null,
  createdAt: start,
  ...changes,
})

const operation = (id: string, changes: Partial<Operation> = {}): Operation => ({
  id: OperationId.parse(id),
  action: 'device.runCommand',
  accountId: AccountId.parse('a1'),
  deviceId: DeviceId.parse('d1'),
  deviceName: 'ACME-WS07',
  client: 'Acme',
  remoteId: 'r1',
  params: { command: 'Get-Service', timeout: 60 },
  state: 'succeeded',
  operator: 'ann',
  host: 'laptop',
  createdAt: start,
  sentAt: start + 1,
  endedAt: start + 2,
  durationMs: 1,
  exitCode: 0,
  isExitCodeReported: true,
  request: { method: 'POST', url: 'https://rmm.example/agents/X/cmd/', body: '{}', transport: 'http' },
  refusedBy: null,
  output: 'Status   Name\nRunning  Spooler',
  outputBytes: 29,
  isOutputTruncated: false,
  outputNote: null,
  says: null,
  traceId: 't1',
  ...changes,
})

const commitment = `c1:${'ab'.repeat(32)}`
const record = (seq: number, more: Readonly<Record<string, unknown>> = {}): JournalRecord => ({
  v: 1,
  seq,
  id: `01JD${seq}`,
  at: '2026-11-22T10:00:00.000Z',
  mono: seq,
  boot: 'b1',
  install: 'i1',
  company: 'c1',
  phase: 'note',
  action: 'app.setReadOnly',
  prev: seq === 0 ? '0'.repeat(64) : `hash${seq - 1}`,
  hash: `hash${seq}`,
  ...more,
})

test('S30: the account table has no place for a secret, and one vendor may have several accounts', async () => {
  const { store, db } = anInProcessStore()
  await store.write.saveAccount(account('a1'))
  await store.write.saveAccount(account('a2', { createdAt: start + 1 }))
  expect((await store.read.accounts()).map((one) => one.vendor)).toEqual(['tactical-rmm', 'tactical-rmm'])
  const columns = db.work.all<{ name: string }>(`SELECT name FROM pragma_table_info('account')`).map((one) => one.name)
  expect(columns.toSorted()).toEqual(['api_url', 'certificate_pin', 'company_id', 'created_at', 'id', 'is_active', 'name', 'sync_interval', 'user', 'vendor'])
})

test('an account changes what may change; its vendor stays', async () => {
  const { store } = anInProcessStore()
  await store.write.saveAccount(account('a1'))
  await store.write.saveAccount(account('a1', { name: 'New name', isActive: false, syncInterval: 60, user: 'ann', certificatePin: 'ff', vendor: 'ninjaone' }))
  expect(await store.read.accounts()).toEqual([account('a1', { name: 'New name', isActive: false, syncInterval: 60, user: 'ann', certificatePin: 'ff' })])
})

test('S30: a removed account takes its devices and report along; operations and journal stay', async () => {
  const { store, db } = anInProcessStore()
  const report: ProbeReport = { at: start, isUsable: true, steps: [], serverVersion: '1.5.0', clockSkewMs: 0, untrustedFingerprint: null, capabilities: [] }
  await store.write.saveAccount(account('a1'))
  await store.write.saveProbeReport('a1', report)
  expect(await store.read.probeReport('a1')).toEqual(report)
  await runPass(store, { all: incomingDevices(5) })
  await store.write.saveOperation(operation('o1'))
  await store.write.appendJournal([record(0)], {}, null)
  await store.write.removeAccount('a1')
  expect(await store.read.accounts()).toEqual([])
  expect(await store.read.probeReport('a1')).toBeNull()
  expect(await store.read.listStates()).toEqual({})
  for (const table of ['device', 'mapping', 'device_contact', 'word', 'list_page', 'pass']) expect(db.cache.get(`SELECT count(*) AS n FROM ${table}`)).toEqual({ n: 0 })
  expect(await store.read.operation('o1')).toEqual(operation('o1'))
  expect(await store.read.journalHead()).toEqual({ seq: 0, hash: 'hash0' })
})

test('S55: operations come back whole, newest first, by device and by a text of their output', async () => {
  const { store } = anInProcessStore()
  await store.write.saveOperation(operation('o1'))
  await store.write.saveOperation(operation('o2', { createdAt: start + 5, deviceId: DeviceId.parse('d2'), output: 'access_denied 100%', exitCode: null, isExitCodeReported: false }))
  expect((await store.read.operations({ limit: 10 })).map((one) => one.id)).toEqual(['o2', 'o1'])
  expect((await store.read.operations({ deviceId: 'd1', limit: 10 })).map((one) => one.id)).toEqual(['o1'])
  expect((await store.read.operations({ text: 'spooler', limit: 10 })).map((one) => one.id)).toEqual(['o1'])
  expect((await store.read.operations({ text: 'denied 100%', limit: 10 })).map((one) => one.id)).toEqual(['o2'])
  expect(await store.read.operations({ text: '100_', limit: 10 })).toEqual([])
  await store.write.saveOperation(operation('o1', { state: 'failed', says: 'no' }))
  expect(await store.read.operation('o1')).toMatchObject({ state: 'failed', says: 'no' })
})

test('an action that was on its way when the process died becomes "sent, no answer" once', async () => {
  const { store } = anInProcessStore()
  const open = { endedAt: null, durationMs: null, exitCode: null, output: null }
  await store.write.saveOperation(operation('o1', { ...open, state: 'running' }))
  await store.write.saveOperation(operation('o2', { ...open, state: 'sending' }))
  await store.write.saveOperation(operation('o3', { ...open, state: 'waiting' }))
  const settled = await store.write.recoverOperations(start + 99)
  expect(settled.map((one) => [one.id, one.state, one.endedAt])).toEqual([['o1', 'sent-no-answer', start + 99], ['o2', 'sent-no-answer', start + 99]])
  expect(await store.write.recoverOperations(start + 100)).toEqual([])
  expect((await store.read.operation('o3'))?.state).toBe('waiting')
})

test('B116: journal records come back newest first, by device, with the texts behind their commitments', async () => {
  const { store } = anInProcessStore()
  const intent = record(1, { phase: 'intent', targets: [{ device: 'd1', remote: 'r1', shown: commitment }] })
  const result = record(2, { phase: 'result', ref: 1, result: { state: 'succeeded' } })
  await store.write.appendJournal([record(0), intent], { [commitment]: { salt: '00', value: 'ACME-WS07' } }, operation('o1', { state: 'sending' }))
  await store.write.appendJournal([result, record(3)], {}, operation('o1'))
  expect(await store.read.journal({ limit: 2 })).toEqual({ records: [record(3), result], subjects: {} })
  expect(await store.read.journal({ deviceId: 'd1', limit: 10 })).toEqual({ records: [result, intent], subjects: { [commitment]: 'ACME-WS07' } })
  expect((await store.read.journal({ before: 1, limit: 10 })).records).toEqual([record(0)])
  expect(await store.read.journalSlice(1, 2)).toEqual([intent, result])
  expect((await store.read.operation('o1'))?.state).toBe('succeeded')
})

test('B116: a record that does not continue the chain is refused, with the operation it came with', async () => {
  const { store } = anInProcessStore()
  await store.write.appendJournal([record(0)], {}, null)
  const refused = { code: 'journal.not-writable' }
  await expect(store.write.appendJournal([record(2)], {}, operation('o1'))).rejects.toMatchObject(refused)
  await expect(store.write.appendJournal([record(1, { prev: 'other' })], {}, operation('o1'))).rejects.toMatchObject(refused)
  await expect(store.write.appendJournal([record(1), record(1)], {}, operation('o1'))).rejects.toMatchObject(refused)
  expect(await store.read.journalHead()).toEqual({ seq: 0, hash: 'hash0' })
  expect(await store.read.operation('o1')).toBeNull()
})

test('B116: nothing in the program can change or delete a journal record', async () => {
  const { store, db } = anInProcessStore()
  await store.write.appendJournal([record(0)], {}, null)
  expect(() => db.work.run(`UPDATE journal SET record = '{}'`)).toThrow(/never change/)
  expect(() => db.work.run('DELETE FROM journal')).toThrow(/never deleted/)
  expect(() => db.work.run('REPLACE INTO journal SELECT * FROM journal')).toThrow(/only added at the end/)
  expect(() => db.work.run(`REPLACE INTO journal SELECT 1, company_id, id, at, phase, action, prev, hash, '{}' FROM journal`)).toThrow(/only added at the end/)
  expect(await store.read.journalSlice(0, 10)).toEqual([record(0)])
})

test('settings and summaries are kept', async () => {
  const { store } = anInProcessStore()
  await store.write.setSetting('a', '1')
  await store.write.setSetting('a', '2')
  expect([await store.read.setting('a'), await store.read.setting('b')]).toEqual(['2', null])
  const summary = (endedAt: number) => ({ accountId: 'a1', endedAt, says: 'x' }) as unknown as SyncSummary
  for (const at of [1, 3, 2]) await store.write.saveSummary(summary(at))
  expect((await store.read.summaries(2)).map((one) => one.endedAt)).toEqual([3, 2])
  const { cacheBytes, workBytes } = await store.read.size()
  expect(cacheBytes).toBeGreaterThan(8_192)
  expect(workBytes).toBeGreaterThan(8_192)
})
