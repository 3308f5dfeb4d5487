import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Core } from '#core/create-core.ts'
import { readBuiltPages } from '#platform/built-pages.ts'
import type { BuiltPages } from '#platform/built-pages.ts'
import { pageHeaders } from '#platform/page-policy.ts'
import { checkRequest } from './guard.ts'
import { cookieName, createSessions, sessionTimes } from './sessions.ts'
import type { Sessions } from './sessions.ts'
import { createSocketDoor } from './socket-transport.ts'

/** A running loopback host. */
export interface LoopbackHost {
  /** `http://127.0.0.1:port`. */
  readonly origin: string
  /** An address that signs a browser in once, within 60 seconds. */
  launchUrl(): string
  close(): Promise<void>
}

interface Parts {
  readonly sessions: Sessions
  readonly pages: BuiltPages
}

function readBody(request: IncomingMessage, limit: number): Promise<string | undefined> {
  return new Promise((done) => {
    const chunks: Buffer[] = []
    let size = 0
    request.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size > limit) done(undefined)
      else chunks.push(chunk)
    })
    request.on('end', () => done(Buffer.concat(chunks).toString()))
    request.on('error', () => done(undefined))
  })
}

function readCode(body: string | undefined): string | undefined {
  try {
    const value: unknown = JSON.parse(body ?? '')
    return value !== null && typeof value === 'object' && 'code' in value && typeof value.code === 'string' ? value.code : undefined
  } catch {
    return undefined
  }
}

const sendJson = (response: ServerResponse, value: unknown, headers: Record<string, string> = {}) =>
  response.writeHead(200, { ...pageHeaders(undefined), 'Content-Type': 'application/json', 'Cache-Control': 'no-store', ...headers }).end(JSON.stringify(value))

const refuse = (response: ServerResponse, status: number) => response.writeHead(status, pageHeaders(undefined)).end()

async function launch(parts: Parts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const code = readCode(await readBody(request, 1_024))
  const session = code === undefined ? undefined : parts.sessions.exchange(code)
  if (!session) return void refuse(response, 403)
  const cookie = `${cookieName}=${session.secret}; HttpOnly; SameSite=Strict; Path=/; Max-Age=${sessionTimes.absoluteMs / 1_000}`
  sendJson(response, { token: session.token }, { 'Set-Cookie': cookie })
}

function resume(parts: Parts, request: IncomingMessage, response: ServerResponse): void {
  const session = parts.sessions.find(request.headers.cookie)
  if (session) sendJson(response, { token: session.token })
  else refuse(response, 401)
}

async function answer(parts: Parts, port: number, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const refusal = checkRequest(request, port)
  if (refusal) return void refuse(response, refusal.status)
  const path = request.url?.split('?')[0] ?? '/'
  if (request.method === 'POST' && path === '/launch') return launch(parts, request, response)
  if (request.method === 'POST' && path === '/session') return resume(parts, request, response)
  const page = request.method === 'GET' ? parts.pages(path) : undefined
  if (page) response.writeHead(200, page.headers).end(page.body)
  else refuse(response, 404)
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((done, fail) => {
    server.once('error', fail)
    // SECURITY: loopback only. There is no setting that makes this listen on another address.
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => done((server.address() as AddressInfo).port))
  })
}

/**
 * Serves the built pages and the contract to a browser on this computer, while the core still starts as well: what a page
 * asks then waits for it. `port` 0 takes any free one.
 */
export async function startLoopbackHost(starting: Promise<Core>, options: { readonly port: number; readonly pagesFolder: string }): Promise<LoopbackHost> {
  const parts: Parts = { sessions: createSessions(Date.now), pages: readBuiltPages(options.pagesFolder) }
  const door = createSocketDoor(starting)
  const server = createServer({ maxHeaderSize: 16_384, requestTimeout: 30_000, headersTimeout: 10_000 })
  const port = await listen(server, options.port)
  server.on('request', (request, response) => {
    answer(parts, port, request, response).catch(() => refuse(response, 500))
  })
  server.on('upgrade', (request, socket, head) => {
    const session = parts.sessions.find(request.headers.cookie)
    const isRefused = checkRequest(request, port) !== undefined || request.url !== '/socket' || !session
    if (isRefused) socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n')
    else door.accept(request, socket, head, session.token)
  })
  const origin = `http://127.0.0.1:${port}`
  return {
    origin,
    launchUrl: () => `${origin}/#launch=${parts.sessions.createLaunchCode()}`,
    close: () =>
      new Promise((done) => {
        door.close()
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}
