import { readFileSync, readdirSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import type { Server as TlsServer } from 'node:tls'
import { expect, onTestFinished, test } from 'vitest'
import { isAppError } from '#shared/errors/app-error.ts'
import type { AccountId } from '#shared/model/ids.ts'
import type { JournalRecord } from '#shared/model/journal.ts'
import { startSimulator } from '#simulators/start-simulator.ts'
import { makeCertificate, startTlsServer } from '#tests/builders/local-server.ts'
import { openConnectedCore, openTestCore, type TestCore } from '#tests/builders/test-core.ts'

const refusal = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => (isAppError(error) ? error.shape : null),
  )

/** Closes at the end of the test. */
function keep<T extends { close(): Promise<void>; removeFolder?: () => void }>(one: T): T {
  onTestFinished(async () => {
    await one.close()
    one.removeFolder?.()
  })
  return one
}

const paramsOf = async ({ api }: TestCore, action: string) => {
  const { records } = await api.journal.list({ limit: 50 })
  return records.filter((record) => record.action === action).map((record: JournalRecord) => (record as { params?: unknown }).params)
}

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? filesBelow(join(folder, entry.name)) : [join(folder, entry.name)]))

test('S26, S145: a new key is tried before it is kept; a wrong one leaves the old one working, and both tries are recorded', async () => {
  const core = keep(await openConnectedCore({ devices: 12 }))
  const { api, simulator, folder } = core
  const accountId = core.accountId as AccountId
  const wrong = 'WRONGWRONGWRONGWRONGWRONGWRONG12'
  expect(await refusal(api.accounts.setSecret({ accountId, secrets: { apiKey: wrong } }))).toMatchObject({ code: 'auth.refused', effect: expect.stringContaining('old one stays') })
  expect((await api.sync.run({ accountId }))[0]?.outcome).toBe('done')
  const view = await api.accounts.setSecret({ accountId, secrets: { apiKey: simulator.apiKey } })
  expect(view).toMatchObject({ health: { state: 'ok' }, secrets: { hasApiKey: true } })
  expect(simulator.requests.count({ isMutating: true })).toBe(0)
  expect(await paramsOf(core, 'accounts.setSecret')).toEqual([
    { kind: 'api-key', outcome: 'done' },
    { kind: 'api-key', outcome: 'begun' },
    { kind: 'api-key', outcome: 'auth.refused' },
    { kind: 'api-key', outcome: 'begun' },
  ])
  const told = JSON.stringify([view, await api.journal.list({ limit: 50 })])
  for (const key of [wrong, simulator.apiKey]) {
    expect(told).not.toContain(key)
    expect(filesBelow(folder).filter((file) => readFileSync(file).includes(Buffer.from(key)))).toEqual([])
  }
})

test('S26: an account whose key has expired is well again with a new one, without being removed', async () => {
  const core = keep(await openConnectedCore({ devices: 12 }))
  const { api, simulator } = core
  const accountId = core.accountId as AccountId
  simulator.setFaults([{ kind: 'status', status: 401, body: { detail: 'Token has expired' }, match: { path: '/core/**' } }])
  await api.accounts.test({ accountId })
  expect((await api.accounts.get({ accountId })).health.state).toBe('needs-sign-in')
  simulator.setFaults([])
  expect((await api.accounts.setSecret({ accountId, secrets: { apiKey: simulator.apiKey } })).health.state).toBe('ok')
})

test('S146: no key is tried and nobody signs in for an account that is off', async () => {
  const core = keep(await openConnectedCore({ devices: 12 }))
  const { api, simulator } = core
  const accountId = core.accountId as AccountId
  await api.accounts.update({ accountId, isActive: false })
  simulator.requests.clear()
  expect((await refusal(api.accounts.setSecret({ accountId, secrets: { apiKey: simulator.apiKey } })))?.code).toBe('account.inactive')
  expect((await refusal(api.accounts.signIn({ accountId, user: simulator.user, password: simulator.password })))?.code).toBe('account.inactive')
  expect(simulator.requests.all).toEqual([])
})

/** A simulator behind TLS with a certificate nobody signed, which can be renewed. */
async function startPinnedServer() {
  const simulator = keep(await startSimulator({ vendor: 'tactical_rmm', devices: 12, port: 0, seed: 3, steady: true }))
  const [first, second] = [makeCertificate(), makeCertificate()]
  const server = keep(
    await startTlsServer(first, (incoming, outgoing) => {
      const onward = request(`${simulator.url}${incoming.url}`, { method: incoming.method, headers: { ...incoming.headers, host: new URL(simulator.url).host } }, (answer) => {
        outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(outgoing)
      })
      incoming.pipe(onward)
    }),
  )
  const renew = () => {
    ;(server.server as unknown as TlsServer).setSecureContext({ key: second.key, cert: second.cert })
    server.server.closeAllConnections()
  }
  return { simulator, url: server.url, first, second, renew }
}

test('S144: a renewed certificate is refused and shown, accepted on request, recorded with the one before, and can be given up', async () => {
  const { simulator, url, first, second, renew } = await startPinnedServer()
  const core = keep(await openTestCore())
  const { api } = core
  const { account, isUnencrypted } = await api.accounts.add({ vendor: 'tactical-rmm', name: 'Own', apiUrl: url, secrets: { apiKey: simulator.apiKey }, certificatePin: first.fingerprint })
  expect(isUnencrypted).toBe(false)
  renew()
  const before = simulator.requests.all.length
  const report = await api.accounts.test({ accountId: account.id })
  expect(report).toMatchObject({ isUsable: false, untrustedFingerprint: second.fingerprint })
  expect(simulator.requests.all.length).toBe(before)
  expect((await refusal(api.accounts.update({ accountId: account.id, certificatePin: 'no fingerprint' })))?.code).toBe('input.invalid')
  const changed = await api.accounts.update({ accountId: account.id, certificatePin: second.fingerprint })
  expect(changed.account.certificatePin).toBe(second.fingerprint)
  expect((await api.sync.run({ accountId: account.id }))[0]).toMatchObject({ outcome: 'done', created: 12 })
  expect((await paramsOf(core, 'accounts.update'))[0]).toMatchObject({ certificatePin: second.fingerprint, certificatePinBefore: first.fingerprint })
  await api.accounts.update({ accountId: account.id, certificatePin: null })
  expect((await api.accounts.test({ accountId: account.id })).isUsable).toBe(false)
})

test('S144: an account that is reached by plain http says so', async () => {
  const core = keep(await openConnectedCore({ devices: 12 }))
  expect((await core.api.accounts.list({}))[0]?.isUnencrypted).toBe(true)
})
