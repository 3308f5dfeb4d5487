import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { tacticalRmm } from '#core/providers/tactical-rmm/provider.ts'
import type { DeviceRef, RemoteShell, ShellRequest, ShellSignal } from '#core/providers/provider.ts'
import { createNodeNetwork } from '#platform/node-network.ts'
import { oneTimeCode } from '#platform/one-time-code.ts'
import type { IncomingDevice } from '#shared/model/device.ts'
import { startSimulator, type Simulator } from '#simulators/start-simulator.ts'
import { eventually } from '#tests/builders/eventually.ts'
import { aConnection, someProviderPorts, someSecrets, type TestSecrets } from '#tests/builders/provider-ports.ts'
import { aRecordingLog } from '#tests/builders/recording-log.ts'
import { allPages, errorOf, toRef } from './provider-bench.ts'

let server: Simulator
let devices: readonly IncomingDevice[] = []
let signedIn: TestSecrets

const connect = (secrets: TestSecrets, ports: Parameters<typeof someProviderPorts>[1] = {}) =>
  tacticalRmm.connect(aConnection(server.url, { user: server.user }), someProviderPorts(secrets, ports))
const keyOnly = () => someSecrets({ 'api-key': server.apiKey })

beforeAll(async () => {
  server = await startSimulator({ vendor: 'tactical_rmm', devices: 200, port: 0, seed: 11, waitScale: 0.01, steady: true })
  signedIn = keyOnly()
  await connect(signedIn).signIn(server.password, oneTimeCode(server.totpSecret, Date.now()))
  devices = (await allPages(connect(keyOnly()), { isPoll: true })).flatMap((page) => tacticalRmm.parseDevicePage(page.body, page.context).devices)
})
afterAll(() => server.close())
beforeEach(() => server.requests.clear())

const pick = (osFamily: IncomingDevice['osFamily'], status: IncomingDevice['status'] = 'online', isWanted: (device: IncomingDevice) => boolean = (device) => device.clientVersion === '2.11.0'): DeviceRef => {
  const found = devices.find((device) => device.osFamily === osFamily && device.status === status && isWanted(device))
  if (!found) throw new Error('no such device')
  return toRef(found)
}

interface Opened {
  readonly shell: RemoteShell
  readonly signals: ShellSignal[]
  text(): string
}

async function open(device: DeviceRef, request: Partial<ShellRequest>, secrets = signedIn): Promise<Opened> {
  const signals: ShellSignal[] = []
  const shell = await connect(secrets).openShell(device, { depth: 'interactive', shell: 'bash', runAsUser: false, columns: 80, rows: 24, ...request }, (signal) => void signals.push(signal))
  return { shell, signals, text: () => signals.map((signal) => (signal.kind === 'data' ? signal.data : '')).join('') }
}

test('S25: an API key alone opens a buffered shell only, and says what it would take', async () => {
  expect(await connect(keyOnly()).shellOffer(pick('windows'))).toEqual({ depths: ['buffered'], reason: expect.stringContaining('sign in') })
})

test('S25: after signing in the terminal is offered, best first', async () => {
  expect(await connect(signedIn).shellOffer(pick('windows'))).toEqual({ depths: ['interactive', 'streamed', 'buffered'], reason: null })
})

test('S25: software on the device that is too old is named with the version it would need', async () => {
  const offer = await connect(signedIn).shellOffer({ ...pick('windows'), clientVersion: '2.10.9' })
  expect(offer).toEqual({ depths: ['streamed', 'buffered'], reason: expect.stringContaining('2.11.0') })
  expect((await connect(signedIn).shellOffer({ ...pick('windows'), clientVersion: '2.9.1' })).depths).toEqual(['buffered'])
})

test('S25: a terminal shows its prompt, echoes keys, runs commands and ends', async () => {
  const { shell, signals, text } = await open(pick('linux'), { shell: 'bash' })
  await eventually('the prompt', () => signals.some((signal) => signal.kind === 'connected'))
  expect(shell).toMatchObject({ depth: 'interactive', runAs: 'root' })
  shell.write('echo from the terminal\r')
  await eventually('the output', () => text().split('from the terminal').length > 2)
  shell.resize(120, 40)
  shell.write('exit\r')
  await eventually('the end', () => signals.some((signal) => signal.kind === 'done'))
  shell.close()
  expect(signals.filter((signal) => signal.kind === 'lost')).toEqual([])
})

test('S25: a ping is answered', async () => {
  const { shell, signals } = await open(pick('linux'), {})
  shell.ping?.()
  await eventually('the answer', () => signals.some((signal) => signal.kind === 'alive'))
  expect(signals).toContainEqual({ kind: 'alive' })
  shell.close()
})

test('S25: a terminal to a device that is off never claims to be connected', async () => {
  const { shell, signals } = await open(pick('windows', 'offline'), { shell: 'powershell' })
  shell.ping?.()
  await eventually('a sign of life of the server', () => signals.some((signal) => signal.kind === 'alive'))
  expect(signals.filter((signal) => signal.kind === 'connected')).toEqual([])
  shell.close()
})

test('S25: a streamed command sends its lines while it runs and its exit code at the end', async () => {
  const { shell, signals, text } = await open(pick('windows'), { depth: 'streamed', shell: 'cmd' })
  expect(signals).toEqual([{ kind: 'connected' }])
  shell.run('echo streamed line', 20)
  await eventually('the end', () => signals.some((signal) => signal.kind === 'done'))
  expect(text()).toContain('streamed line\n')
  expect(signals.at(-1)).toMatchObject({ kind: 'done', exitCode: 0 })
  expect(shell.interrupt()).toBe(false)
  shell.close()
})

test('S25: a connection that breaks is lost, one that we close is not', async () => {
  const network = createNodeNetwork(aRecordingLog(), 'test')
  const signals: ShellSignal[] = []
  await connect(signedIn, { network }).openShell(pick('linux'), { depth: 'interactive', shell: 'bash', runAsUser: false, columns: 80, rows: 24 }, (signal) => void signals.push(signal))
  network.setOffline(true)
  await eventually('the loss', () => signals.some((signal) => signal.kind === 'lost'))
  expect(signals.filter((signal) => signal.kind === 'lost')).toHaveLength(1)
})

test('S145: the token is in the address of the socket and in no log, error or other place', async () => {
  const log = aRecordingLog()
  const network = createNodeNetwork(log, 'test')
  const token = signedIn.values.get('login-token') ?? ''
  const provider = connect(signedIn, { network, log })
  const shell = await provider.openShell(pick('linux'), { depth: 'interactive', shell: 'bash', runAsUser: false, columns: 80, rows: 24 }, () => undefined)
  shell.close()
  const [opened] = server.requests.find({ method: 'WS' })
  expect(opened?.query).toBe(`access_token=${token}`)
  expect(JSON.stringify(log.lines)).not.toContain(token)
  const refused = connect(someSecrets({ 'api-key': server.apiKey, 'login-token': 'f'.repeat(64) }), { network, log })
  const error = await errorOf(refused.openShell(pick('linux'), { depth: 'interactive', shell: 'bash', runAsUser: false, columns: 80, rows: 24 }, () => undefined))
  expect(error.code).toBe('shell.refused')
  expect(JSON.stringify(error.shape) + JSON.stringify(log.lines)).not.toContain('f'.repeat(64))
})

test('S25: without a token a socket is not even tried', async () => {
  const error = await errorOf(connect(keyOnly()).openShell(pick('linux'), { depth: 'streamed', shell: 'bash', runAsUser: false, columns: 80, rows: 24 }, () => undefined))
  expect(error.code).toBe('auth.needs-sign-in')
  expect(server.requests.count()).toBe(0)
})

test('B25: a sign-in that is refused is sent once', async () => {
  const secrets = keyOnly()
  expect((await errorOf(connect(secrets).signIn('wrong password', '123456'))).code).toBe('auth.refused')
  expect(server.requests.count({ path: '/v2/login/' })).toBe(1)
  expect(secrets.values.has('login-token')).toBe(false)
})

test('B25: a wrong code is sent once and told apart from a wrong password', async () => {
  const code = oneTimeCode(server.totpSecret, Date.now() - 86_400_000)
  expect((await errorOf(connect(keyOnly()).signIn(server.password, code))).code).toBe('auth.wrong-code')
  expect(server.requests.count({ path: '/v2/login/' })).toBe(1)
})

test('B25: without a code the server says that it wants one, and no login is tried', async () => {
  expect((await errorOf(connect(keyOnly()).signIn(server.password, undefined))).code).toBe('auth.wrong-code')
  expect(server.requests.count({ path: '/v2/login/' })).toBe(0)
})

test('B25: the password goes out in the body only, without the key', async () => {
  const code = oneTimeCode(server.totpSecret, Date.now())
  await connect(keyOnly()).signIn(server.password, code)
  const [request] = server.requests.find({ path: '/v2/login/' })
  expect(request?.headers['x-api-key']).toBeUndefined()
  expect(request?.query).toBe('')
})

test('B25: a throttled sign-in is sent once and says when to try again', async () => {
  server.setFaults([{ kind: 'status', status: 429, headers: { 'retry-after': '53' }, body: { detail: 'Request was throttled. Expected available in 53 seconds.' }, match: { path: '/v2/*/' } }])
  const { shape } = await errorOf(connect(keyOnly()).signIn(server.password, '123456'))
  server.setFaults([])
  expect(shape).toMatchObject({ code: 'auth.throttled', facts: { retryAfterMs: 53_000 } })
  expect(server.requests.count({ path: '/v2/login/' })).toBe(1)
})
