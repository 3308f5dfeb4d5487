import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { WebSocketServer, type WebSocket } from 'ws'
import { createNodeNetwork } from '#platform/node-network.ts'
import { silentLog } from '#tests/builders/silent-log.ts'

let server: Server
let sockets: WebSocketServer
let url = ''

beforeAll(async () => {
  server = createServer()
  sockets = new WebSocketServer({ noServer: true })
  server.on('upgrade', (request, socket, head) => {
    if (request.url === '/refused') return void socket.end('HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n')
    if (request.url === '/silent') return
    sockets.handleUpgrade(request, socket, head, (open) => sockets.emit('connection', open, request))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  sockets.clients.forEach((client) => client.terminate())
  server.closeAllConnections()
  server.close()
})

const options = { headers: {}, timeoutMs: 2_000, maxBytes: 100_000 }
const nextServerSide = (): Promise<WebSocket> => new Promise((resolve) => sockets.once('connection', resolve))

test('a refusal carries the HTTP status', async () => {
  await expect(createNodeNetwork(silentLog, 'test').openSocket({ url: `${url}/refused`, ...options })).rejects.toMatchObject({ refused: true, status: 403 })
})

test('a handshake that is never answered ends at its limit', async () => {
  await expect(createNodeNetwork(silentLog, 'test').openSocket({ url: `${url}/silent`, ...options, timeoutMs: 100 })).rejects.toMatchObject({ refused: true, status: null, code: 'TIMEOUT' })
})

test('text travels both ways and nothing is lost before a listener came', async () => {
  const serverSide = nextServerSide()
  const socket = await createNodeNetwork(silentLog, 'test').openSocket({ url, ...options })
  const remote = await serverSide
  remote.send('early')
  const heard = new Promise<string>((resolve) => remote.once('message', (data) => resolve(String(data))))
  socket.send('grüße')
  expect(await heard).toBe('grüße')
  expect(await new Promise((resolve) => socket.onMessage(resolve))).toBe('early')
  socket.close()
})

test('a lost connection is not a clean end', async () => {
  const serverSide = nextServerSide()
  const socket = await createNodeNetwork(silentLog, 'test').openSocket({ url, ...options })
  socket.onMessage(() => undefined)
  const closed = new Promise((resolve) => socket.onClose((code, wasClean) => resolve({ code, wasClean })))
  ;(await serverSide).terminate()
  expect(await closed).toEqual({ code: 1006, wasClean: false })
})

test('a frame over the limit ends the socket', async () => {
  const serverSide = nextServerSide()
  const socket = await createNodeNetwork(silentLog, 'test').openSocket({ url, ...options, maxBytes: 1_000 })
  socket.onMessage(() => undefined)
  const closed = new Promise((resolve) => socket.onClose((_, wasClean) => resolve(wasClean)))
  ;(await serverSide).send('x'.repeat(5_000))
  expect(await closed).toBe(false)
})

test('pause holds frames back until resume, and the server feels it', async () => {
  const serverSide = nextServerSide()
  const socket = await createNodeNetwork(silentLog, 'test').openSocket({ url, ...options })
  const remote = await serverSide
  let received = 0
  socket.onMessage((text) => (received += text.length))
  socket.pause()
  const chunk = 'x'.repeat(64 * 1024)
  const total = 400
  for (let sent = 0; sent < total; sent += 1) remote.send(chunk)
  await new Promise((resolve) => setImmediate(resolve))
  expect(remote.bufferedAmount).toBeGreaterThan(1_000_000)
  expect(received).toBe(0)
  const drained = new Promise<void>((resolve) => remote.send('', () => resolve()))
  socket.resume()
  await drained
  const closed = new Promise<void>((resolve) => socket.onClose(() => resolve()))
  remote.close()
  await closed
  expect(received).toBe(total * chunk.length)
})

test('B17: going offline ends open sockets', async () => {
  const network = createNodeNetwork(silentLog, 'test')
  const socket = await network.openSocket({ url, ...options })
  const closed = new Promise<number>((resolve) => socket.onClose(resolve))
  network.setOffline(true)
  expect(await closed).toBe(1001)
})
