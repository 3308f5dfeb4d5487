import { gzipSync } from 'node:zlib'
import { createServer } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import type { HttpRequest } from '#core/ports.ts'
import { createNodeNetwork } from '#platform/node-network.ts'
import { startLocalServer, type LocalServer } from '#tests/builders/local-server.ts'
import { silentLog } from '#tests/builders/silent-log.ts'
import type { RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'

const servers: LocalServer[] = []
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()))
})

async function serve(listener: RequestListener): Promise<LocalServer> {
  const server = await startLocalServer(listener)
  servers.push(server)
  return server
}

const ask = (url: string, more: Partial<HttpRequest> = {}): HttpRequest => ({
  method: 'GET', url, headers: {}, timeoutMs: 5_000, maxBytes: 1_000_000, pool: 'a1', ...more,
})

const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)

test('answers with status, lower-case headers and the bytes', async () => {
  const server = await serve((request, response) => response.writeHead(404, { 'X-Thing': 'yes' }).end(`${request.headers['user-agent']}`))
  const result = await createNodeNetwork(silentLog, 'test').http.send(ask(server.url))
  if (!result.ok) throw new Error(result.failure.code)
  expect(result.response.status).toBe(404)
  expect(result.response.headers['x-thing']).toBe('yes')
  expect(textOf(result.response.body)).toBe('Outrider/test')
})

test('S52: a body leaves byte for byte', async () => {
  const received: Buffer[] = []
  const server = await serve((request, response) => {
    request.on('data', (chunk: Buffer) => received.push(chunk)).on('end', () => response.end())
  })
  const body = '  {"cmd":"echo \\"ä\\r\\n\\u0000"}\n'
  await createNodeNetwork(silentLog, 'test').http.send(ask(server.url, { method: 'POST', body, headers: { 'content-type': 'application/json' } }))
  expect(Buffer.concat(received).toString()).toBe(body)
})

test('S175: a redirect is handed back, not followed', async () => {
  let elsewhere = 0
  const other = await serve((_, response) => { elsewhere += 1; response.end() })
  const server = await serve((_, response) => response.writeHead(302, { location: other.url }).end())
  const result = await createNodeNetwork(silentLog, 'test').http.send(ask(server.url))
  expect(result.ok && result.response.status).toBe(302)
  expect(elsewhere).toBe(0)
})

test('S166: reads share a kept connection, a request that changes something gets its own', async () => {
  const server = await serve((_, response) => response.end('ok'))
  const { http } = createNodeNetwork(silentLog, 'test')
  for (let round = 0; round < 5; round += 1) await http.send(ask(server.url))
  expect(server.connections()).toBe(1)
  await http.send(ask(server.url, { method: 'POST', body: '{}' }))
  await http.send(ask(server.url, { method: 'POST', body: '{}' }))
  expect(server.connections()).toBe(3)
  http.release('a1')
})

test('a refused connection was not sent', async () => {
  const server = await startLocalServer((_, response) => response.end())
  await server.close()
  const result = await createNodeNetwork(silentLog, 'test').http.send(ask(server.url, { method: 'POST', body: '{}' }))
  expect(result).toMatchObject({ ok: false, failure: { kind: 'connect', code: 'ECONNREFUSED', reach: 'not-sent' } })
})

test('a name that does not resolve is told apart', async () => {
  const result = await createNodeNetwork(silentLog, 'test').http.send(ask('http://nothing.invalid/'))
  expect(result).toMatchObject({ ok: false, failure: { kind: 'dns', reach: 'not-sent' } })
})

test('a connection lost after sending says so and keeps nothing', async () => {
  let isSent = false
  const server = await serve((request) => request.on('data', () => request.socket.destroy()))
  const result = await createNodeNetwork(silentLog, 'test').http.send(ask(server.url, { method: 'POST', body: '{}', onSent: () => (isSent = true) }))
  expect(result).toMatchObject({ ok: false, failure: { kind: 'cut', reach: 'sent' } })
  expect(isSent).toBe(true)
})

test('a body that is cut keeps what was read', async () => {
  const server = await serve((_, response) => {
    response.writeHead(200, { 'content-length': '1000' })
    response.write('first part', () => response.socket?.destroy())
  })
  const result = await createNodeNetwork(silentLog, 'test').http.send(ask(server.url))
  if (result.ok) throw new Error('was not cut')
  expect(result.failure).toMatchObject({ kind: 'cut', reach: 'headers-received' })
  expect(textOf(result.failure.partial)).toBe('first part')
})

test('S154: a server that never answers ends at the limit', async () => {
  const server = await serve(() => undefined)
  const result = await createNodeNetwork(silentLog, 'test').http.send(ask(server.url, { timeoutMs: 150 }))
  expect(result).toMatchObject({ ok: false, failure: { kind: 'timeout', code: 'TIMEOUT', reach: 'sent' } })
})

test('the limit counts while the body arrives, too', async () => {
  const server = await serve((_, response) => void response.write('some'))
  const result = await createNodeNetwork(silentLog, 'test').http.send(ask(server.url, { timeoutMs: 200 }))
  expect(result).toMatchObject({ ok: false, failure: { kind: 'timeout', reach: 'headers-received' } })
})

test('the caller can stop waiting', async () => {
  const controller = new AbortController()
  const server = await serve(() => controller.abort())
  const result = await createNodeNetwork(silentLog, 'test').http.send(ask(server.url, { signal: controller.signal }))
  expect(result).toMatchObject({ ok: false, failure: { kind: 'aborted', reach: 'sent' } })
})

test('an answer over the limit is refused while it arrives', async () => {
  let wroteEverything = false
  const server = await serve((_, response) => {
    const chunk = Buffer.alloc(64 * 1024)
    const more = (left: number): void => {
      if (left === 0) { wroteEverything = true; response.end() }
      else if (!response.destroyed) response.write(chunk, () => more(left - 1))
    }
    more(4_000)
  })
  const result = await createNodeNetwork(silentLog, 'test').http.send(ask(server.url, { maxBytes: 100_000 }))
  expect(result).toMatchObject({ ok: false, failure: { kind: 'too-large' } })
  expect(wroteEverything).toBe(false)
})

test('packed answers are unpacked, within the limit and within reason', async () => {
  const honest = JSON.stringify(Array.from({ length: 500 }, (_, index) => ({ index })))
  const bomb = gzipSync(Buffer.alloc(3_000_000))
  const server = await serve((request, response) => {
    response.writeHead(200, { 'content-encoding': 'gzip' })
    response.end(request.url === '/bomb' ? bomb : gzipSync(honest))
  })
  const { http } = createNodeNetwork(silentLog, 'test')
  const fine = await http.send(ask(server.url))
  expect(fine.ok && textOf(fine.response.body)).toBe(honest)
  expect(await http.send(ask(`${server.url}/bomb`, { maxBytes: 50_000_000 }))).toMatchObject({ ok: false, failure: { kind: 'too-large' } })
})

test('B17: offline, nothing leaves', async () => {
  let requests = 0
  const server = await serve((_, response) => { requests += 1; response.end() })
  const network = createNodeNetwork(silentLog, 'test')
  network.setOffline(true)
  expect(await network.http.send(ask(server.url))).toMatchObject({ ok: false, failure: { kind: 'offline', reach: 'not-sent' } })
  expect((await network.probe(server.url, 500)).failure?.kind).toBe('offline')
  await expect(network.openSocket({ url: server.url.replace('http', 'ws'), headers: {}, timeoutMs: 500, maxBytes: 1_000 })).rejects.toMatchObject({ refused: true, code: 'OFFLINE' })
  expect(server.connections()).toBe(0)
  network.setOffline(false)
  await network.http.send(ask(server.url))
  expect(requests).toBe(1)
})

test('an address that does not connect ends at the connect limit of the probe', async () => {
  const busy = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => busy.once('listening', resolve))
  const { port } = busy.address() as AddressInfo
  const seen = await createNodeNetwork(silentLog, 'test').probe(`https://127.0.0.1:${port}`, 150)
  expect(seen).toMatchObject({ addresses: ['127.0.0.1'], tls: null, failure: { kind: 'timeout' } })
  busy.close()
})

test('the meter counts requests and bytes', async () => {
  const server = await serve((_, response) => response.end('x'.repeat(5_000)))
  const network = createNodeNetwork(silentLog, 'test')
  await network.http.send(ask(server.url))
  expect(network.meter.requests).toBe(1)
  expect(network.meter.bytes).toBeGreaterThan(5_000)
})
