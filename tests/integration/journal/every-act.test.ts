import { copyFileSync, mkdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { oneTimeCode } from '#platform/one-time-code.ts'
import type { JournalRecord } from '#shared/model/journal.ts'
import type { AccountId } from '#shared/model/ids.ts'
import { openTestCore } from '#tests/builders/test-core.ts'
import { openBench, type Bench } from '../device/bench.ts'

type Recorded = JournalRecord & { readonly params?: Readonly<Record<string, unknown>>; readonly operator?: { readonly os_user: string }; readonly result?: Readonly<Record<string, unknown>>; readonly trace?: string }

/** Something the console does itself, and what the journal must say of it, oldest first. */
interface Act {
  readonly name: string
  readonly action: string
  readonly run: (bench: Bench) => Promise<unknown>
  /** How the records of this action end; `begun` comes before anything is done. */
  readonly outcomes: readonly string[]
  /** What every one of them says beside. */
  readonly says?: Readonly<Record<string, unknown>>
}

const passphrase = 'four words of a backup'
const first = async ({ api }: Bench): Promise<AccountId> => (await api.accounts.list({}))[0]?.account.id as AccountId
const done = ['begun', 'done'] as const
const wrongKey = 'WRONGWRONGWRONGWRONGWRONGWRONG12'
let backupName = ''

const connection = ({ simulator }: Bench) => ({ vendor: 'tactical-rmm' as const, apiUrl: simulator.url, secrets: { apiKey: simulator.apiKey } })
const settle = (work: Promise<unknown>) => work.catch((error: unknown) => error)

const acts: readonly Act[] = [
  { name: 'read-only mode on', action: 'app.setReadOnly', run: ({ api }) => api.app.setReadOnly({ isReadOnly: true }), outcomes: ['done'], says: { isReadOnly: true } },
  { name: 'changes allowed', action: 'app.setReadOnly', run: ({ api }) => api.app.setReadOnly({ isReadOnly: false }), outcomes: done, says: { isReadOnly: false } },
  { name: 'working offline', action: 'app.setOffline', run: ({ api }) => api.app.setOffline({ isOffline: true }), outcomes: ['done'], says: { isOffline: true } },
  { name: 'online again', action: 'app.setOffline', run: ({ api }) => api.app.setOffline({ isOffline: false }), outcomes: ['done'], says: { isOffline: false } },
  { name: 'a journal export', action: 'journal.export', run: ({ api }) => api.journal.export({ format: 'jsonl' }), outcomes: done, says: { format: 'jsonl' } },
  { name: 'a signed table as a file', action: 'journal.export', run: ({ api }) => api.journal.saveExport({ format: 'csv', from: 5 }), outcomes: done, says: { format: 'csv', from: 5 } },
  { name: 'a backup', action: 'backup.create', run: async ({ api }) => void (backupName = basename((await api.backup.create({ passphrase })).path)), outcomes: done, says: { company: 'My company' } },
  { name: 'a restore of what is here', action: 'company.restore', run: ({ api }) => settle(api.company.restore({ name: backupName, passphrase })), outcomes: ['begun', 'backup.exists'] },
  { name: 'a restore with a wrong passphrase', action: 'company.restore', run: ({ api }) => settle(api.company.restore({ name: backupName, passphrase: 'not these four words' })), outcomes: ['begun', 'vault.wrong-passphrase'] },
  { name: 'a company made', action: 'company.create', run: ({ api }) => api.company.create({ name: 'Second' }), outcomes: done, says: { name: 'Second' } },
  { name: 'an account added', action: 'accounts.add', run: (bench) => bench.api.accounts.add({ ...connection(bench), name: 'Other' }), outcomes: done, says: { name: 'Other' } },
  { name: 'an account switched off', action: 'accounts.update', run: async (bench) => bench.api.accounts.update({ accountId: await first(bench), isActive: false }), outcomes: done, says: { isActive: false } },
  { name: 'an account switched on, read less often', action: 'accounts.update', run: async (bench) => bench.api.accounts.update({ accountId: await first(bench), isActive: true, syncInterval: 7_200 }), outcomes: done, says: { syncInterval: 7_200 } },
  { name: 'a key that does not work', action: 'accounts.setSecret', run: async (bench) => settle(bench.api.accounts.setSecret({ accountId: await first(bench), secrets: { apiKey: wrongKey } })), outcomes: ['begun', 'auth.refused'], says: { kind: 'api-key' } },
  { name: 'a key that works', action: 'accounts.setSecret', run: async (bench) => bench.api.accounts.setSecret({ accountId: await first(bench), secrets: { apiKey: bench.simulator.apiKey } }), outcomes: done },
  {
    name: 'a sign-in',
    action: 'accounts.signIn',
    run: async (bench) => bench.api.accounts.signIn({ accountId: await first(bench), user: bench.simulator.user, password: bench.simulator.password, code: oneTimeCode(bench.simulator.totpSecret, Date.now()) }),
    outcomes: done,
  },
  { name: 'an account removed with all its data', action: 'accounts.remove', run: async (bench) => bench.api.accounts.remove({ accountId: (await bench.api.accounts.list({})).find(({ account }) => account.name === 'Other')?.account.id as AccountId }), outcomes: done, says: { name: 'Other' } },
]

let bench: Bench
let close: () => Promise<void> = async () => {}
let from = 0

/** Records of one action since the test began, oldest first. */
async function recordsOf(action: string): Promise<readonly Recorded[]> {
  const { records } = await bench.api.journal.list({ limit: 1_000 })
  return (records as Recorded[]).filter((one) => one.action === action && one.seq >= from).toReversed()
}

async function assertWhoAndWhen(records: readonly Recorded[]): Promise<void> {
  const { subjects } = await bench.api.journal.list({ limit: 1_000 })
  for (const record of records) {
    expect([subjects[record.operator?.os_user ?? ''], typeof record.trace]).toEqual([bench.ports.person.osUser, 'string'])
    expect(Date.parse(record.at)).not.toBeNaN()
  }
}

beforeAll(async () => {
  bench = await openBench({ variables: { OUTRIDER_RETRY_ATTEMPTS: '0' }, keep: (end) => (close = end) })
}, 60_000)
afterAll(() => close())

async function begin(): Promise<void> {
  from = ((await bench.api.journal.list({ limit: 1 })).records[0]?.seq ?? -1) + 1
}

test.each(acts)('B116: $name is in the journal: who, what, before and how it ended', async ({ action, run, outcomes, says = {} }) => {
  await begin()
  await run(bench)
  const records = await recordsOf(action)
  expect(records.map(({ phase, params }) => [phase, params])).toEqual(outcomes.map((outcome) => ['note', expect.objectContaining({ ...says, outcome })]))
  await assertWhoAndWhen(records)
})

test('B116: a right the server denies is in the result of the action, and the refusal that follows is in the journal too', async () => {
  await begin()
  bench.simulator.setFaults([{ kind: 'status', status: 403, body: { detail: 'You do not have permission to perform this action.' }, match: { path: '/agents/*/cmd/' } }])
  await bench.run(bench.online.windows, 'hostname')
  bench.simulator.setFaults([])
  await expect(bench.run(bench.online.windows, 'hostname')).rejects.toMatchObject({ code: 'auth.missing-right' })
  const records = await recordsOf('device.runCommand')
  expect(records.map(({ phase, result, params }) => [phase, result?.['state'] ?? null, result?.['refused'] ?? params?.['refused'] ?? null])).toEqual([
    ['intent', null, null],
    ['result', 'failed', 'auth.missing-right'],
    ['note', null, 'auth.missing-right'],
  ])
  await assertWhoAndWhen(records.filter((one) => one.phase !== 'result'))
})

test('B116: a company that comes from a backup is in the journal of the one that was open, and begins with it in its own', async () => {
  const other = await openTestCore()
  const { path } = await other.api.backup.create({ passphrase })
  await other.close()
  mkdirSync(join(bench.folder, 'handed-over'), { recursive: true })
  copyFileSync(path, join(bench.folder, 'handed-over', 'elsewhere.outrider-backup'))
  other.removeFolder()
  await begin()
  const { company } = await bench.api.app.state({})
  await bench.api.company.restore({ name: 'elsewhere.outrider-backup', passphrase })
  const own = (await bench.api.journal.list({ limit: 50 })).records.map((one) => one.action)
  expect(own).toEqual(expect.arrayContaining(['company.restored', 'backup.create']))
  await bench.api.company.open({ companyId: company.id })
  expect((await recordsOf('company.restore')).map(({ params }) => params?.['outcome'])).toEqual(done)
})

test('B116: none of these acts wrote a key, a passphrase or a password, and the chain holds', async () => {
  const told = JSON.stringify(await bench.api.journal.list({ limit: 1_000 }))
  const { apiKey, password } = bench.simulator
  for (const secret of [apiKey, password, passphrase, wrongKey]) expect(told).not.toContain(secret)
  expect(await bench.api.journal.verify({})).toMatchObject({ isIntact: true, intentsWithoutResult: 0 })
})
