import { request } from 'node:http'
import { WebSocket } from 'ws'
import type { LoopbackHost } from '#headless/server.ts'
import type { Reply } from '#shared/util/result.ts'

/** A page of the loopback host as a program: signed in with a launch code, speaking over its socket. */
export interface LoopbackPage {
  call(path: string, input: unknown): Promise<Reply<unknown>>
  hear(listener: (path: string, payload: unknown) => void): void
  close(): Promise<void>
}

interface Frame {
  readonly ready?: boolean
  readonly id?: number
  readonly reply?: Reply<unknown>
  readonly path?: string
  readonly payload?: unknown
}

/** Exchanges the code of a launch address for a session, as the page does. Answers cookie and token. */
export function signInPage(launchUrl: string): Promise<{ readonly cookie: string; readonly token: string }> {
  const { origin, hash } = new URL(launchUrl)
  return new Promise((done, fail) => {
    const sent = request(`${origin}/launch`, { method: 'POST', headers: { origin, 'content-type': 'application/json' } }, (response) => {
      let text = ''
      response.on('data', (chunk: Buffer) => (text += chunk.toString()))
      response.on('end', () => {
        const cookie = response.headers['set-cookie']?.[0]?.split(';')[0]
        if (response.statusCode !== 200 || cookie === undefined) return fail(new Error(`sign-in refused with ${response.statusCode}`))
        done({ cookie, token: (JSON.parse(text) as { token: string }).token })
      })
    })
    sent.on('error', fail)
    sent.end(JSON.stringify({ code: hash.replace('#launch=', '') }))
  })
}

function openSocket(origin: string, cookie: string, token: string): Promise<WebSocket> {
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/socket`, { headers: { cookie, origin } })
  return new Promise((done, fail) => {
    socket.once('error', fail)
    socket.once('open', () => socket.send(JSON.stringify({ hello: token })))
    socket.once('message', () => done(socket))
  })
}

/** Opens a page on a running host. */
export async function openLoopbackPage(host: Pick<LoopbackHost, 'launchUrl'>): Promise<LoopbackPage> {
  const address = host.launchUrl()
  const { cookie, token } = await signInPage(address)
  const socket = await openSocket(new URL(address).origin, cookie, token)
  const waiting = new Map<number, (reply: Reply<unknown>) => void>()
  const listeners: ((path: string, payload: unknown) => void)[] = []
  let calls = 0
  socket.on('message', (data) => {
    const frame = JSON.parse(String(data)) as Frame
    if (frame.id !== undefined && frame.reply) waiting.get(frame.id)?.(frame.reply)
    else if (frame.path !== undefined) for (const listener of listeners) listener(frame.path, frame.payload)
  })
  return {
    call: (path, input) => {
      const id = ++calls
      const reply = new Promise<Reply<unknown>>((done) => void waiting.set(id, done))
      socket.send(JSON.stringify({ id, path, input }))
      return reply
    },
    hear: (listener) => void listeners.push(listener),
    close: () =>
      new Promise((done) => {
        socket.once('close', () => done())
        socket.close()
      }),
  }
}
