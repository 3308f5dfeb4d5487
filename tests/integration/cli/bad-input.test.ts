import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { AppErrorShape } from '#shared/errors/app-error.ts'
import type { SyncSummary } from '#shared/model/sync.ts'
import { startSimulator } from '#simulators/start-simulator.ts'
import type { Simulator } from '#simulators/start-simulator.ts'
import { oneTimeCode } from '#platform/one-time-code.ts'
import { makeCertificate, startTlsServer } from '#tests/builders/local-server.ts'
import { aDeskWithVault, patience, runCli } from './run-cli.ts'
import type { Desk } from './run-cli.ts'

vi.setConfig({ testTimeout: patience, hookTimeout: patience })

type Fault = Parameters<Simulator['setFaults']>[0][number]

let server: Simulator
let desk: Desk

beforeAll(async () => {
  server = await startSimulator({ vendor: 'tactical_rmm', devices: 20, port: 0, seed: 7, waitScale: 0.01 })
  desk = await aDeskWithVault()
})
beforeEach(() => server.setFaults([]))
afterAll(async () => {
  await server.close()
  desk.remove()
})

interface Attempt {
  readonly url?: string
  readonly apiKey?: string
  readonly args?: readonly string[]
  readonly variables?: Readonly<Record<string, string>>
}

/** Tries to add an account as JSON and answers exit code and error. */
async function tryToAdd({ url = server.url, apiKey = server.apiKey, args = [], variables = {} }: Attempt = {}): Promise<{ code: number | null; error: AppErrorShape }> {
  const result = await runCli(desk, ['account', 'add', '--url', url, '--json', ...args], { variables: { OUTRIDER_API_KEY: apiKey, ...variables } })
  expect(result.out + result.err).not.toContain(apiKey)
  return { code: result.code, error: result.json<{ error: AppErrorShape }>().error }
}

/** What a person reads: what happened, what it means, what to do; and no piece of a page or a program in it. */
function expectSentences(error: AppErrorShape): void {
  for (const sentence of [error.what, error.effect, error.next]) expect(sentence).toMatch(/^["\p{L}\d].*[.?!…)]$/su)
  expect(JSON.stringify(error)).not.toMatch(/<html|doctype|undefined|\[object|at .*\.ts:\d/i)
}

describe('connecting with something wrong keeps nothing, and says what to do', () => {
  const ways: readonly [string, number, string, () => Attempt][] = [
    ['no address at all', 2, 'account.address', () => ({ url: 'http://' })],
    ['an address without encryption', 2, 'account.not-https', () => ({ url: 'http://rmm.example' })],
    ['an address with a password in it', 2, 'account.address', () => ({ url: 'https://me:secret@127.0.0.1' })],
    ['an address where nothing listens', 5, 'network.unreachable', () => ({ url: 'http://127.0.0.1:9' })],
    ['an unknown key', 4, 'auth.refused', () => ({ apiKey: 'WRONGWRONGWRONGWRONGWRONGWRONG12' })],
    ['a one-time code with a letter', 2, 'input.invalid', () => ({ args: ['--user', server.user], variables: { OUTRIDER_PASSWORD: server.password, OUTRIDER_CODE: '12345x' } })],
    ['an unknown vendor', 2, 'vendor.unknown', () => ({ args: ['--vendor', 'somebody'] })],
  ]
  test.each(ways)('%s: exit code %i, %s', async (_, code, errorCode, attempt) => {
    const found = await tryToAdd(attempt())
    expect([found.code, found.error.code]).toEqual([code, errorCode])
    expectSentences(found.error)
  })

  const faults: readonly [string, number, string, Fault][] = [
    ['a web page instead of an API', 5, 'vendor.not-api', { kind: 'html' }],
    ['an expired key', 4, 'auth.expired', { kind: 'status', status: 401, body: { detail: 'The token has expired.' }, match: { path: '/core/**' } }],
    ['a key without rights', 4, 'auth.missing-right', { kind: 'status', status: 403, body: { detail: 'no' }, match: { path: '/agents/' } }],
    ['a redirect to another origin', 5, 'network.redirect', { kind: 'redirect', location: 'https://elsewhere.example/' }],
    ['too many requests', 5, 'vendor.rate-limited', { kind: 'status', status: 429, headers: { 'retry-after': '600' } }],
    ['a page of HTML with status 500', 5, 'vendor.failed', { kind: 'html', status: 500 }],
    ['a body that is cut in the middle', 5, 'network.cut', { kind: 'cut', bytes: 5 }],
    ['no answer but a reset', 5, 'network.cut', { kind: 'reset' }],
  ]
  test.each(faults)('%s: exit code %i, %s', async (_, code, errorCode, fault) => {
    server.setFaults([fault])
    const found = await tryToAdd()
    expect([found.code, found.error.code]).toEqual([code, errorCode])
    expectSentences(found.error)
  })

  test.each([['an array where an object is due', { kind: 'array' }], ['null everywhere', { kind: 'nulls' }]] as const)('%s: an account that cannot be read is not kept', async (_, fault) => {
    server.setFaults([fault])
    const found = await tryToAdd()
    expect(found.code).toBe(5)
    expectSentences(found.error)
  })

  test('a wrong one-time code: exit code 4, and the account is not kept although its key is good', async () => {
    const late = oneTimeCode(server.totpSecret, Date.now() - 86_400_000)
    const found = await tryToAdd({ args: ['--user', server.user], variables: { OUTRIDER_PASSWORD: server.password, OUTRIDER_CODE: late } })
    expect(found).toMatchObject({ code: 4, error: { code: expect.stringMatching(/^auth\./), effect: expect.stringContaining('not kept') } })
    expectSentences(found.error)
  })

  test('S144: a self-signed certificate: exit code 5 with its fingerprint, and no key is sent to it', async () => {
    const certificate = makeCertificate()
    const requests: unknown[] = []
    const secure = await startTlsServer(certificate, (request, response) => {
      requests.push(request.url)
      response.end('{}')
    })
    const found = await tryToAdd({ url: secure.url })
    await secure.close()
    expect(found).toMatchObject({ code: 5, error: { code: 'network.tls', facts: { fingerprint: expect.any(String) } } })
    expect(String(found.error.facts['fingerprint']).replaceAll(':', '').toLowerCase()).toBe(certificate.fingerprint.replaceAll(':', '').toLowerCase())
    expectSentences(found.error)
    expect(requests).toEqual([])
  })

  test('after all of it the console works: nothing was kept, and a good key connects', async () => {
    expect((await runCli(desk, ['account', 'list', '--json'])).json()).toEqual([])
    expect((await runCli(desk, ['account', 'add', '--url', server.url, '--name', 'Good'], { variables: { OUTRIDER_API_KEY: server.apiKey } })).code).toBe(0)
    expect((await runCli(desk, ['sync'])).code).toBe(0)
  })
})

describe('a sync that meets something wrong loses nothing', () => {
  const faults: readonly [string, Fault][] = [
    ['a web page', { kind: 'html' }],
    ['a key that was withdrawn', { kind: 'status', status: 401, body: { detail: 'Invalid token.' } }],
    ['too many requests', { kind: 'status', status: 429, headers: { 'retry-after': '600' } }],
    ['a body that is cut', { kind: 'cut', bytes: 40 }],
    ['an array where an object is due', { kind: 'array' }],
    ['null everywhere', { kind: 'nulls' }],
  ]
  test.each(faults)('%s: exit code 1, one sentence, the devices stay', async (_, fault) => {
    server.setFaults([{ ...fault, match: { path: '/agents/' } }])
    const result = await runCli(desk, ['sync', '--json'])
    expect(result.code).toBe(1)
    const [summary] = result.json<SyncSummary[]>()
    expect(summary?.error ?? summary?.firstRejection).toMatch(/\w+/)
    expect((await runCli(desk, ['device', 'list', '--json'])).json<{ devices: unknown[] }>().devices).toHaveLength(20)
  })

  test('status tells the last error, and the next good sync ends it', async () => {
    server.setFaults([{ kind: 'html', match: { path: '/agents/' } }])
    await runCli(desk, ['sync'])
    expect((await runCli(desk, ['status'])).out).toMatch(/Good: 20 devices, list read just now\. The last sync failed\. \S+/)
    server.setFaults([])
    expect(await runCli(desk, ['sync'])).toMatchObject({ code: 0, out: expect.stringMatching(/^Good: 20 devices read/) })
    expect((await runCli(desk, ['status'])).out).toContain('It answered at the last sync.')
  })
})
