import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import type { WebSocket } from 'ws'
import type { Core } from '#core/create-core.ts'
import { equalSecret } from './guard.ts'

/** Largest message a page may send, and how much may wait for a page that does not read. */
const limits = { messageBytes: 1_048_576, waitingBytes: 64 * 1_048_576 } as const

interface CallFrame {
  readonly id: number
  readonly path: string
  readonly input: unknown
}

function parseFrame(text: string): Partial<CallFrame> & { readonly hello?: unknown } {
  try {
    const value: unknown = JSON.parse(text)
    return value !== null && typeof value === 'object' ? value : {}
  } catch {
    return {}
  }
}

const isCall = (frame: Partial<CallFrame>): frame is CallFrame => typeof frame.id === 'number' && typeof frame.path === 'string'

/** Speaks the contract with one signed-in page until it goes away. Calls that arrive while the core still starts wait for it. */
function serveSocket(socket: WebSocket, starting: Promise<Core>, callerId: string): void {
  const caller = { id: callerId }
  const send = (value: unknown) => {
    if (socket.bufferedAmount > limits.waitingBytes) socket.terminate()
    else socket.send(JSON.stringify(value))
  }
  const subscribed = starting.then((core) =>
    core.subscribe(({ path, payload, owner }) => {
      if (owner === undefined || owner === callerId) send({ path, payload })
    }),
  )
  subscribed.catch(() => socket.close(1011))
  socket.on('message', (data) => {
    const frame = parseFrame(String(data))
    if (!isCall(frame)) return socket.close(1008, 'not a call')
    starting.then((core) => core.call(frame.path, frame.input, caller)).then(
      (reply) => send({ id: frame.id, reply }),
      () => socket.close(1011),
    )
  })
  socket.on('close', () => {
    void Promise.all([starting, subscribed]).then(([core, stop]) => {
      stop()
      core.callerGone(caller)
    }, () => undefined)
  })
  send({ ready: true })
}

/** Takes over upgrade requests that passed the guard and belong to a session. */
export interface SocketDoor {
  accept(request: IncomingMessage, socket: Duplex, head: Buffer, token: string): void
  close(): void
}

/** Creates the door. SECURITY: besides the cookie, the first frame must repeat the session's token. */
export function createSocketDoor(starting: Promise<Core>): SocketDoor {
  const server = new WebSocketServer({ noServer: true, maxPayload: limits.messageBytes, perMessageDeflate: false })
  let opened = 0
  const greet = (socket: WebSocket, token: string) => {
    const timer = setTimeout(() => socket.terminate(), 10_000)
    socket.on('error', () => socket.terminate())
    socket.once('message', (data) => {
      clearTimeout(timer)
      const { hello } = parseFrame(String(data))
      if (typeof hello !== 'string' || !equalSecret(hello, token)) return socket.close(1008, 'not signed in')
      opened += 1
      serveSocket(socket, starting, `page-${opened}`)
    })
  }
  return {
    accept: (request, socket, head, token) => server.handleUpgrade(request, socket, head, (open) => greet(open, token)),
    close: () => {
      for (const client of server.clients) client.terminate()
      server.close()
    },
  }
}
