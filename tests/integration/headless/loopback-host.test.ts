import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { startLoopbackHost } from '#headless/server.ts'
import type { LoopbackHost } from '#headless/server.ts'
import { openLoopbackPage, signInPage } from '#tests/builders/loopback-page.ts'
import { openTestCore } from '#tests/builders/test-core.ts'
import type { TestCore } from '#tests/builders/test-core.ts'

let core: TestCore
let host: LoopbackHost

beforeAll(async () => {
  const pages = mkdtempSync(join(tmpdir(), 'outrider-pages-'))
  mkdirSync(join(pages, 'assets'))
  writeFileSync(join(pages, 'index.html'), '<!doctype html><meta name="style-nonce" content="__STYLE_NONCE__"><title>Outrider</title>')
  writeFileSync(join(pages, 'assets', 'app.js'), 'export {}')
  writeFileSync(join(pages, 'secret.txt'), 'not served')
  core = await openTestCore({ host: 'browser' })
  host = await startLoopbackHost(Promise.resolve(core.core), { port: 0, pagesFolder: pages })
})

afterAll(async () => {
  await host.close()
  await core.close()
  core.removeFolder()
})

interface Answer {
  readonly status: number
  readonly headers: NodeJS.Dict<string | string[]>
  readonly text: string
}

const portOf = () => Number(new URL(host.origin).port)

function ask(path: string, options: { method?: string; headers?: Record<string, string>; body?: string } = {}): Promise<Answer> {
  return new Promise((done, fail) => {
    const sent = request({ host: '127.0.0.1', port: portOf(), path, method: options.method ?? 'GET', headers: { host: `127.0.0.1:${portOf()}`, ...options.headers } }, (response) => {
      let text = ''
      response.on('data', (chunk: Buffer) => (text += chunk.toString()))
      response.on('end', () => done({ status: response.statusCode ?? 0, headers: response.headers, text }))
    })
    sent.on('error', fail)
    sent.end(options.body)
  })
}

const own = () => ({ origin: host.origin, 'content-type': 'application/json' })

async function signIn(): Promise<{ cookie: string; token: string }> {
  const code = new URL(host.launchUrl()).hash.replace('#launch=', '')
  const answer = await ask('/launch', { method: 'POST', headers: own(), body: JSON.stringify({ code }) })
  const cookie = String(answer.headers['set-cookie']?.[0]).split(';')[0] ?? ''
  return { cookie, token: (JSON.parse(answer.text) as { token: string }).token }
}

function openSocket(headers: Record<string, string>, hello: unknown): Promise<{ socket: WebSocket; first: unknown }> {
  const socket = new WebSocket(`ws://127.0.0.1:${portOf()}/socket`, { headers })
  return new Promise((done, fail) => {
    socket.on('open', () => socket.send(JSON.stringify(hello)))
    socket.on('message', (data) => done({ socket, first: JSON.parse(String(data)) }))
    socket.on('close', (code) => fail(new Error(`closed ${code}`)))
    socket.on('error', fail)
  })
}

test('B132: the page is served with a content policy and a new style nonce each time', async () => {
  const [one, two] = [await ask('/'), await ask('/')]
  const nonceOf = (answer: Answer) => /content="([^"]+)"/.exec(answer.text)?.[1] ?? ''
  expect(one.status).toBe(200)
  expect(nonceOf(one)).not.toBe('__STYLE_NONCE__')
  expect(nonceOf(one)).not.toBe(nonceOf(two))
  expect(one.headers['content-security-policy']).toContain(`'nonce-${nonceOf(one)}'`)
  expect(one.headers['content-security-policy']).toContain("script-src 'self';")
  expect(one.headers['content-security-policy']).not.toContain('unsafe-eval')
  expect(one.headers['access-control-allow-origin']).toBeUndefined()
})

test('B132: a rebound name, a foreign page and cross-site loads get a number and no body', async () => {
  const foreign = await ask('/', { headers: { host: 'rebound.example' } })
  expect(foreign).toMatchObject({ status: 421, text: '' })
  expect((await ask('/', { headers: { 'sec-fetch-site': 'cross-site' } })).status).toBe(403)
  for (const origin of ['https://evil.example', 'null']) {
    expect((await ask('/launch', { method: 'POST', headers: { origin }, body: '{}' })).status, origin).toBe(403)
  }
  expect((await ask('/launch', { method: 'POST', body: '{}' })).status).toBe(403)
  expect((await ask('/', { method: 'OPTIONS', headers: own() })).status).toBe(403)
})

test('B132: only built pages exist; no path of a request reaches the file system', async () => {
  expect((await ask('/assets/app.js')).status).toBe(200)
  for (const path of ['/secret.txt', '/../package.json', '/..%2f..%2fetc/passwd', '/assets/../../secret.txt', '//etc/passwd', '/%00', '/assets/']) {
    expect((await ask(path)).status, path).toBe(404)
  }
})

test('B132: an absolute-form request line and a missing Host are refused', async () => {
  const raw = (text: string): Promise<string> =>
    new Promise((done) => {
      let answer = ''
      const socket = connect(portOf(), '127.0.0.1', () => socket.write(text))
      socket.on('data', (chunk) => (answer += chunk.toString()))
      socket.on('close', () => done(answer))
    })
  const absolute = await raw(`GET http://evil.example/ HTTP/1.1\r\nHost: 127.0.0.1:${portOf()}\r\nConnection: close\r\n\r\n`)
  expect(absolute.split('\r\n')[0]).toContain('421')
  const hostless = await raw('GET / HTTP/1.1\r\nConnection: close\r\n\r\n')
  expect(hostless.split('\r\n')[0]).toMatch(/ 4\d\d /)
})

test('B132: a launch code signs in once; a replayed one is refused', async () => {
  const code = new URL(host.launchUrl()).hash.replace('#launch=', '')
  const launch = () => ask('/launch', { method: 'POST', headers: own(), body: JSON.stringify({ code }) })
  const first = await launch()
  expect(first.status).toBe(200)
  expect(String(first.headers['set-cookie']?.[0])).toMatch(/HttpOnly; SameSite=Strict/)
  expect((await launch()).status).toBe(403)
  expect((await ask('/launch', { method: 'POST', headers: own(), body: 'x'.repeat(5_000) })).status).toBe(403)
})

test('B132: a socket needs the cookie, our Origin and the token as its first frame', async () => {
  const { cookie, token } = await signIn()
  const good = await openSocket({ cookie, origin: host.origin }, { hello: token })
  expect(good.first).toEqual({ ready: true })
  good.socket.close()
  await expect(openSocket({ origin: host.origin }, { hello: token })).rejects.toThrow()
  await expect(openSocket({ cookie }, { hello: token })).rejects.toThrow()
  await expect(openSocket({ cookie, origin: 'http://evil.example' }, { hello: token })).rejects.toThrow()
  await expect(openSocket({ cookie, origin: host.origin }, { hello: 'guess' })).rejects.toThrow('closed 1008')
})

test('B132: malformed and oversized frames end that socket only', async () => {
  const { cookie, token } = await signIn()
  const { socket } = await openSocket({ cookie, origin: host.origin }, { hello: token })
  const closed = new Promise((done) => socket.on('close', done))
  socket.send('{"no":"call"}')
  await closed
  const { socket: big } = await openSocket({ cookie, origin: host.origin }, { hello: token })
  const bigClosed = new Promise((done) => big.on('close', done))
  big.on('error', () => undefined)
  big.send('x'.repeat(1_200_000))
  await bigClosed
  expect((await ask('/')).status).toBe(200)
})

test('B132: closed, the port answers nobody', async () => {
  const other = await startLoopbackHost(Promise.resolve(core.core), { port: 0, pagesFolder: mkdtempSync(join(tmpdir(), 'outrider-pages-')) })
  const port = Number(new URL(other.origin).port)
  await other.close()
  await expect(
    new Promise((done, fail) => {
      connect(port, '127.0.0.1').on('connect', done).on('error', fail)
    }),
  ).rejects.toMatchObject({ code: 'ECONNREFUSED' })
})

test('B137: pages are served while the core still starts; what they ask waits for it, and hears that it will not come', async () => {
  const late = Promise.withResolvers<TestCore['core']>()
  const early = await startLoopbackHost(late.promise, { port: 0, pagesFolder: mkdtempSync(join(tmpdir(), 'outrider-pages-')) })
  const page = await openLoopbackPage(early)
  const heard: string[] = []
  page.hear((path) => void heard.push(path))
  const asked = page.call('app.state', {})
  late.resolve(core.core)
  expect(await asked).toMatchObject({ ok: true, value: { host: 'browser' } })
  expect(await page.call('app.setOffline', { isOffline: true })).toMatchObject({ ok: true })
  expect(heard).toContain('app.changed')
  await page.call('app.setOffline', { isOffline: false })
  await page.close()
  await early.close()

  const never = Promise.withResolvers<TestCore['core']>()
  const failed = await startLoopbackHost(never.promise, { port: 0, pagesFolder: mkdtempSync(join(tmpdir(), 'outrider-pages-')) })
  const { cookie, token } = await signInPage(failed.launchUrl())
  const socket = new WebSocket(`${failed.origin.replace('http', 'ws')}/socket`, { headers: { cookie, origin: failed.origin } })
  const closed = new Promise<number>((done) => socket.on('close', done))
  socket.once('open', () => socket.send(JSON.stringify({ hello: token })))
  socket.once('message', () => never.reject(new Error('the profile does not open')))
  expect(await closed).toBe(1011)
  await failed.close()
})
