import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { openConnectedCore, openTestCore } from '#tests/builders/test-core.ts'
import { isAppError } from '#shared/errors/app-error.ts'
import { startSimulator } from '#simulators/start-simulator.ts'
import { oneTimeCode } from '#platform/one-time-code.ts'

const opened: { close(): Promise<void>; removeFolder?: () => void }[] = []
afterEach(async () => {
  for (const one of opened.splice(0)) {
    await one.close()
    one.removeFolder?.()
  }
})

const keepOpen = <T extends { close(): Promise<void> }>(one: T): T => {
  opened.push(one)
  return one
}

const codeOf = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'no error',
    (error: unknown) => (isAppError(error) ? error.code : String(error)),
  )

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? filesBelow(join(folder, entry.name)) : [join(folder, entry.name)]))
}

test('B1, S30: adding an account probes with reads only, keeps no secret in its row, and says what the key can do', async () => {
  const { api, simulator } = keepOpen(await openConnectedCore({ devices: 30 }))
  expect(simulator.requests.count({ isMutating: true })).toBe(0)
  const [view] = await api.accounts.list({})
  expect(view?.secrets).toEqual({ hasApiKey: true, hasPassword: false, hasLoginToken: false })
  expect(JSON.stringify(view)).not.toContain(simulator.apiKey)
  expect(view?.lastProbe?.isUsable).toBe(true)
  const list = view?.lastProbe?.capabilities.find((one) => one.capability === 'inventory.list')
  expect(list).toMatchObject({ support: 'native', grant: 'granted' })
})

test('S145: the key is in no file of the profile in plain text, nor in anything the contract answers', async () => {
  const core = keepOpen(await openConnectedCore({ devices: 20 }))
  const { api, simulator, folder } = core
  await api.sync.run({})
  const answers = JSON.stringify([await api.accounts.list({}), await api.app.state({}), await api.journal.list({ limit: 100 }), await api.sync.status({})])
  expect(answers).not.toContain(simulator.apiKey)
  const plain = Buffer.from(simulator.apiKey)
  const hits = filesBelow(folder).filter((file) => readFileSync(file).includes(plain))
  expect(hits).toEqual([])
})

test('S143: a name is unique in its company whatever its letter case, and several accounts of one vendor are allowed', async () => {
  const { api, simulator } = keepOpen(await openConnectedCore({ devices: 20 }))
  const again = (name: string) => api.accounts.add({ vendor: 'tactical-rmm', name, apiUrl: simulator.url, secrets: { apiKey: simulator.apiKey } })
  expect(await codeOf(again('TEST'))).toBe('account.name-taken')
  await again('Second')
  expect((await api.accounts.list({})).map((one) => one.account.name).toSorted()).toEqual(['Second', 'Test'])
  expect(await codeOf(again('x'.repeat(101)))).toBe('input.invalid')
})

test('S146: switched off, no request leaves and the cached devices stay readable', async () => {
  const { api, simulator, accountId } = keepOpen(await openConnectedCore({ devices: 25 }))
  await api.sync.run({})
  await api.accounts.update({ accountId: accountId as never, isActive: false })
  simulator.requests.clear()
  expect(await codeOf(api.sync.run({ accountId: accountId as never }))).toBe('account.inactive')
  await api.sync.run({})
  expect(simulator.requests.all).toHaveLength(0)
  expect((await api.inventory.snapshot({ offset: 0, limit: 100 })).total).toBe(25)
  expect((await api.accounts.list({}))[0]?.health.state).toBe('inactive')
})

test('S142: another company sees nothing of the first, and coming back shows it again', async () => {
  const { api, simulator } = keepOpen(await openConnectedCore({ devices: 25 }))
  await api.sync.run({})
  const first = (await api.app.state({})).company
  const other = await api.company.create({ name: 'Second company' })
  await api.company.open({ companyId: other.id })
  expect(await api.accounts.list({})).toEqual([])
  expect((await api.inventory.snapshot({ offset: 0, limit: 100 })).total).toBe(0)
  await api.accounts.add({ vendor: 'tactical-rmm', name: 'Test', apiUrl: simulator.url, secrets: { apiKey: simulator.apiKey } })
  await api.company.open({ companyId: first.id })
  expect((await api.inventory.snapshot({ offset: 0, limit: 100 })).total).toBe(25)
  expect(await api.accounts.list({})).toHaveLength(1)
})

test('an unusable account leaves nothing behind: wrong key, wrong address, wrong code', async () => {
  const simulator = await startSimulator({ vendor: 'tactical_rmm', devices: 10, port: 0, seed: 3, steady: true })
  keepOpen({ close: () => simulator.close() })
  const { api } = keepOpen(await openTestCore())
  const add = (apiUrl: string, secrets: Parameters<typeof api.accounts.add>[0]['secrets']) => api.accounts.add({ vendor: 'tactical-rmm', name: 'Test', apiUrl, secrets })
  expect(await codeOf(add(simulator.url, { apiKey: 'WRONGWRONGWRONGWRONGWRONGWRONG12' }))).toBe('auth.refused')
  expect(await codeOf(add('http://127.0.0.1:9', { apiKey: simulator.apiKey }))).toBe('network.unreachable')
  expect(await codeOf(add('http://api.example.com', { apiKey: simulator.apiKey }))).toBe('account.not-https')
  const wrongCode = oneTimeCode(simulator.totpSecret, Date.now() - 86_400_000)
  expect(await codeOf(add(simulator.url, { apiKey: simulator.apiKey, user: simulator.user, password: simulator.password, code: wrongCode }))).toMatch(/^auth\./)
  expect(await api.accounts.list({})).toEqual([])
})

test('signing in earns a token for the terminal; the password is kept nowhere', async () => {
  const { api, simulator, accountId, folder, close } = await openConnectedCore({ devices: 15 })
  await api.accounts.signIn({ accountId: accountId as never, user: simulator.user, password: simulator.password, code: oneTimeCode(simulator.totpSecret, Date.now()) })
  expect((await api.accounts.list({}))[0]?.secrets).toMatchObject({ hasLoginToken: true, hasPassword: false })
  await close()
  const hits = filesBelow(folder).filter((file) => readFileSync(file).includes(Buffer.from(simulator.password)))
  expect(hits).toEqual([])
})

test('removing an account forgets its key and its devices; the journal keeps the record', async () => {
  const { api, accountId } = keepOpen(await openConnectedCore({ devices: 15 }))
  await api.sync.run({})
  await api.accounts.remove({ accountId: accountId as never })
  expect(await api.accounts.list({})).toEqual([])
  expect((await api.inventory.snapshot({ offset: 0, limit: 10 })).total).toBe(0)
  const actions = (await api.journal.list({ limit: 50 })).records.map((one) => one.action)
  expect(actions).toEqual(expect.arrayContaining(['accounts.add', 'accounts.remove']))
})
