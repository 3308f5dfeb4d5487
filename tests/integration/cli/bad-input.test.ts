import type { IncomingMessage, ServerResponse } from 'node:http'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import type { AppErrorShape } from '#shared/errors/app-error.ts'
import type { AccountView } from '#shared/model/account.ts'
import type { Device } from '#shared/model/device.ts'
import type { SyncSummary } from '#shared/model/sync.ts'
import { startSimulator } from '#simulators/start-simulator.ts'
import type { Simulator } from '#simulators/start-simulator.ts'
import { oneTimeCode } from '#platform/one-time-code.ts'
import { makeCertificate, startLocalServer, startTlsServer } from '#tests/builders/local-server.ts'
import { aDeskWithVault, patience, runCli, startCli } from './run-cli.ts'
import type { Desk } from './run-cli.ts'

vi.setConfig({ testTimeout: patience, hookTimeout: patience })

type Fault = Parameters<Simulator['setFaults']>[0][number]

let server: Simulator
let desk: Desk

beforeAll(async () => {
  server = await startSimulator({ vendor: 'tactical_rmm', devices: 20, port: 0, seed: 7, waitScale: 0.01, steady: true })
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

  const strangers: readonly [string, string, (request: IncomingMessage, response: ServerResponse) => void][] = [
    ['JSON 404 for everything', 'vendor.not-api', (_, response) => void response.writeHead(404, { 'content-type': 'application/json' }).end('{"detail":"Not found."}')],
    ['HTML 404 for everything', 'vendor.not-api', (_, response) => void response.writeHead(404, { 'content-type': 'text/html' }).end('<!doctype html><title>404</title>')],
    ['a proxy that asks for a sign-in', 'network.proxy', (_, response) => void response.writeHead(407, { 'proxy-authenticate': 'Basic' }).end()],
    ['plain text', 'vendor.not-api', (_, response) => void response.writeHead(200, { 'content-type': 'text/plain' }).end('hello')],
    ['an empty 200', 'vendor.not-api', (_, response) => void response.writeHead(200).end()],
    ['204', 'vendor.not-api', (_, response) => void response.writeHead(204).end()],
    ['JSON of another API', 'vendor.not-api', (_, response) => void response.writeHead(200, { 'content-type': 'application/json' }).end('{"status":"healthy"}')],
    ['the greeting of another protocol', 'vendor.not-api', (request) => void request.socket.end('SSH-2.0-OpenSSH_9.6\r\n')],
  ]
  test.each(strangers)('S26: %s is told for what it is: exit code 5, %s, and the key stays home (S145)', async (name, code, listener) => {
    const headers: string[] = []
    const other = await startLocalServer((request, response) => {
      headers.push(JSON.stringify(request.headers))
      listener(request, response)
    })
    const found = await tryToAdd({ url: other.url })
    await other.close()
    expect([found.code, found.error.code]).toEqual([5, code])
    expectSentences(found.error)
    expect(found.error.next).toMatch(name.includes('proxy') ? /proxy/ : name.includes('protocol') ? /port and the address/ : /[Cc]heck the address/)
    expect(headers.join()).not.toMatch(/x-api-key/i)
  })

  test('S182: a failed connect prints its steps, and says what of the address was left out', async () => {
    const result = await runCli(desk, ['account', 'add', '--url', `${server.url}/dashboard/login`], { variables: { OUTRIDER_API_KEY: 'WRONGWRONGWRONGWRONGWRONGWRONG12' } })
    expect(result.code).toBe(4)
    expect(result.err).toMatch(/address +.*"\/dashboard\/login" at its end was left out\.\n[^]*ok +tcp [^]*FAIL +sign-in [^]*skip +rights /)
  })

  test('B25: asked to wait, the connect says until when', async () => {
    server.setFaults([{ kind: 'status', status: 429, headers: { 'retry-after': '86400' } }])
    expect((await tryToAdd()).error.next).toMatch(/^Try again after \d{4}-\d\d-\d\d \d\d:\d\d UTC\.$/)
    server.setFaults([{ kind: 'status', status: 429, headers: { 'retry-after': '0' } }])
    expect((await tryToAdd()).error.next).toMatch(/^Try again after /)
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

  test('S27: fields that nobody reads are told with their counts, of the list and of one device', async () => {
    server.setFaults([])
    const { devices } = (await runCli(desk, ['device', 'list', '--filter', 'os:windows status:online', '--json'])).json<{ devices: Device[] }>()
    const [device] = devices
    expect((await runCli(desk, ['sync', '--device', device?.id ?? '', '--json'])).json<SyncSummary[]>()[0]?.drift).toEqual({})
    server.setFaults([{ kind: 'status', status: 200, body: { plat: 'windows', brand_new: 1 }, match: { path: `/agents/${device?.remoteId}/` } }, { kind: 'status', status: 200, body: [{ id: 1, newer: 2 }, { id: 2, newer: 3 }], match: { path: '/agents/*/checks/' } }])
    expect((await runCli(desk, ['sync', '--device', device?.id ?? ''])).out).toContain('Sent by the server and not read: brand_new (1), newer (2)')
    const list = (await (await fetch(`${server.url}/agents/`, { headers: { 'X-API-KEY': server.apiKey } })).json()) as object[]
    const rows = list.map((row) => ({ ...row, wholly_new: true }))
    server.setFaults([{ kind: 'status', status: 200, body: rows, match: { path: '/agents/' } }])
    const summaries = (await runCli(desk, ['sync', '--json'])).json<SyncSummary[]>()
    expect(summaries[0]?.drift['wholly_new']).toBeGreaterThanOrEqual(20)
    expect((await runCli(desk, ['account', 'list', '--json'])).json<AccountView[]>()[0]?.drift).toEqual(summaries[0]?.drift)
    server.setFaults([])
    await runCli(desk, ['sync'])
  })

  test('S8: an empty list of a known fleet says that the server sent none, and nothing is removed', async () => {
    server.setFaults([{ kind: 'status', status: 200, body: [], match: { path: '/agents/' } }])
    const result = await runCli(desk, ['sync'])
    expect([result.code, result.out]).toEqual([1, expect.stringContaining("The server sent no devices. Nothing was removed. Check the key's scope")])
    expect((await runCli(desk, ['device', 'list', '--json'])).json<{ devices: unknown[] }>().devices).toHaveLength(20)
  })

  test('S140: a refresh of a device ends with what it came to: 5 nothing answered, 4 no right, 1 something could not be read again', async () => {
    const { devices } = (await runCli(desk, ['device', 'list', '--filter', 'os:windows status:online', '--json'])).json<{ devices: Device[] }>()
    const id = devices[0]?.id ?? ''
    const asked = ['/agents/**', '/software/**', '/winupdate/**', '/alerts/']
    expect(await runCli(desk, ['device', 'show', id, '--refresh'])).toMatchObject({ code: 0, err: '' })
    server.setFaults(asked.map((path) => ({ kind: 'status', status: 502, match: { path } }) as const))
    expect(await runCli(desk, ['device', 'show', id, '--refresh'])).toMatchObject({ code: 5, out: expect.stringContaining('Sections'), err: expect.stringMatching(/\(502\)\. .+\n$/) })
    server.setFaults(asked.map((path) => ({ kind: 'status', status: 403, body: { detail: 'no' }, match: { path } }) as const))
    expect(await runCli(desk, ['device', 'show', id, '--refresh'])).toMatchObject({ code: 4, err: expect.stringContaining('hardware was not read: no right') })
    server.setFaults([{ kind: 'nulls', match: { path: '/agents/*/' } }])
    expect(await runCli(desk, ['device', 'show', id, '--refresh'])).toMatchObject({ code: 1, err: expect.stringContaining('volumes was not read: the answer could not be read') })
  })

  test('S10: one reading that fails ends with its reason: 4 for a missing right, 1 for something that is no reading', async () => {
    const { devices } = (await runCli(desk, ['device', 'list', '--filter', 'os:windows status:online', '--json'])).json<{ devices: Device[] }>()
    await runCli(desk, ['mode', '--read-only', 'off'])
    const id = devices[0]?.id ?? ''
    server.setFaults([{ kind: 'status', status: 200, body: 'garbage', match: { path: '/agents/*/cmd/' } }])
    expect((await runCli(desk, ['metrics', id, '--count', '1'])).code).toBe(1)
    server.setFaults([{ kind: 'status', status: 403, body: { detail: 'no' }, match: { path: '/agents/*/cmd/' } }])
    expect(await runCli(desk, ['metrics', id, '--count', '1'])).toMatchObject({ code: 4, err: expect.stringContaining('can_send_cmd') })
  })

  test('S164: asked to wait, run says so and until when, and Ctrl-C ends the waiting before anything is sent', async () => {
    const { devices } = (await runCli(desk, ['device', 'list', '--filter', 'os:windows status:online', '--json'])).json<{ devices: Device[] }>()
    await runCli(desk, ['mode', '--read-only', 'off'])
    server.requests.clear()
    server.setFaults([{ kind: 'status', status: 429, headers: { 'retry-after': '3600' }, match: { path: '/agents/*/cmd/' } }])
    const running = startCli(desk, ['run', devices[0]?.id ?? '', '--', 'hostname'])
    await running.said('Ctrl-C cancels it.')
    running.child.kill('SIGINT')
    expect(await running.ended).toMatchObject({ code: 130, err: expect.stringMatching(/The server asks to wait\. Nothing ran; it is sent at \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC\. Ctrl-C cancels it\./) })
    expect(server.requests.count({ path: '/agents/*/cmd/' })).toBe(1)
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

test('S154: a time limit that makes no sense starts nothing, names its variable, and says what it takes', async () => {
  const bad = [['OUTRIDER_API_TIMEOUT', 'soon'], ['OUTRIDER_API_TIMEOUT', '4'], ['NESTOGY_RMM_API_TIMEOUT', '601'], ['NESTOGY_RMM_API_TIMEOUT', '-5']] as const
  for (const [variable, value] of bad) {
    const { code, out, err } = await runCli(desk, ['status'], { variables: { OUTRIDER_API_TIMEOUT: '', [variable]: value } })
    expect([code, out, err]).toEqual([2, '', `The environment variable ${variable} has a value that Outrider does not understand. Nothing was started. Set it to a whole number from 5 to 600, or remove it.\n`])
  }
  const json = await runCli(desk, ['status', '--json'], { variables: { OUTRIDER_API_TIMEOUT: 'soon' } })
  expect(json.json()).toMatchObject({ error: { code: 'input.invalid', facts: { variable: 'OUTRIDER_API_TIMEOUT' } } })
})
