import { afterAll, beforeAll, expect, test } from 'vitest'
import { WebSocketServer } from 'ws'
import type { HttpRequest } from '#core/ports.ts'
import { createNodeNetwork } from '#platform/node-network.ts'
import { makeCertificate, startTlsServer, type LocalServer, type TestCertificate } from '#tests/builders/local-server.ts'
import { silentLog } from '#tests/builders/silent-log.ts'

let own: TestCertificate
let other: TestCertificate
let server: LocalServer
let requests = 0

beforeAll(async () => {
  own = makeCertificate()
  other = makeCertificate()
  server = await startTlsServer(own, (_, response) => { requests += 1; response.end('ok') })
})
afterAll(() => server.close())

const ask = (url: string, pin: string | null = null): HttpRequest => ({
  method: 'GET', url, headers: { 'x-api-key': 'secret' }, timeoutMs: 5_000, maxBytes: 1_000_000, pool: 'a1', certificatePin: pin,
})

test('S175: a certificate nobody signed is refused before anything is sent, with its fingerprint', async () => {
  const before = requests
  const result = await createNodeNetwork(silentLog, 'test').http.send(ask(server.url))
  expect(result).toMatchObject({ ok: false, failure: { kind: 'tls', code: 'DEPTH_ZERO_SELF_SIGNED_CERT', reach: 'not-sent', fingerprint: own.fingerprint } })
  expect(requests).toBe(before)
})

test('S144: a pin accepts exactly that certificate, however it is written', async () => {
  const { http } = createNodeNetwork(silentLog, 'test')
  expect((await http.send(ask(server.url, own.fingerprint))).ok).toBe(true)
  expect((await http.send(ask(server.url, own.fingerprint.replaceAll(':', '').toLowerCase()))).ok).toBe(true)
})

test('S144: another pin stops the connection and shows what the server has', async () => {
  const before = requests
  const result = await createNodeNetwork(silentLog, 'test').http.send(ask(server.url, other.fingerprint))
  expect(result).toMatchObject({ ok: false, failure: { kind: 'tls', code: 'PIN_MISMATCH', reach: 'not-sent', fingerprint: own.fingerprint } })
  expect(requests).toBe(before)
})

test('S175: a connection accepted by pin is not reused without it', async () => {
  const { http } = createNodeNetwork(silentLog, 'test')
  await http.send(ask(server.url, own.fingerprint))
  expect(await http.send(ask(server.url))).toMatchObject({ ok: false, failure: { kind: 'tls' } })
})

test('S175: TLS older than 1.2 is refused', async () => {
  const old = await startTlsServer(own, (_, response) => response.end(), { maxVersion: 'TLSv1.1' })
  const result = await createNodeNetwork(silentLog, 'test').http.send(ask(old.url, own.fingerprint))
  expect(result).toMatchObject({ ok: false, failure: { kind: 'tls', reach: 'not-sent' } })
  await old.close()
})

test('S182: the probe shows protocol, fingerprint and why a certificate is not trusted, and sends no request', async () => {
  const before = requests
  const seen = await createNodeNetwork(silentLog, 'test').probe(server.url, 2_000)
  expect(seen).toMatchObject({
    addresses: ['127.0.0.1'],
    tls: { protocol: 'TLSv1.3', fingerprint: own.fingerprint, isTrusted: false, problem: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
    failure: null,
  })
  expect(seen.tls?.expiresAt).toBeGreaterThan(0)
  expect(requests).toBe(before)
})

test('S175: WebSockets follow the same rules', async () => {
  const sockets = new WebSocketServer({ server: server.server })
  sockets.on('connection', (socket) => socket.send('hello'))
  const network = createNodeNetwork(silentLog, 'test')
  const url = server.url.replace('https', 'wss')
  const options = { headers: {}, timeoutMs: 2_000, maxBytes: 1_000 }
  await expect(network.openSocket({ url, ...options })).rejects.toMatchObject({ refused: true, status: null, code: 'DEPTH_ZERO_SELF_SIGNED_CERT' })
  const socket = await network.openSocket({ url, ...options, certificatePin: own.fingerprint })
  expect(await new Promise((resolve) => socket.onMessage(resolve))).toBe('hello')
  const closed = new Promise((resolve) => socket.onClose((_, wasClean) => resolve(wasClean)))
  socket.close()
  expect(await closed).toBe(true)
  sockets.close()
})
