import type { IncomingMessage } from 'node:http'
import WebSocket, { type RawData } from 'ws'
import type { Socket, SocketRefused, SocketRequest } from '#core/ports.ts'
import { codeOf } from './connect-failure.ts'
import { ConnectionAgent } from './connection-agent.ts'
import type { NetworkState } from './network-state.ts'

/** A handshake that did not lead to an open socket. */
class SocketRefusal extends Error implements SocketRefused {
  readonly refused = true
  readonly status: number | null
  readonly code: string

  constructor(status: number | null, code: string) {
    super(`socket refused: ${code}`)
    this.status = status
    this.code = code
  }
}

const GOING_AWAY = 1001
const LOST = 1006

/** Opens WebSockets under the same rules as HTTP and remembers them so that going offline can end them. */
export function createNodeSockets(state: NetworkState) {
  const open = new Set<WebSocket>()
  return {
    open: async (request: SocketRequest): Promise<Socket> => {
      if (state.isOffline) throw new SocketRefusal(null, 'OFFLINE')
      state.requests += 1
      return wrap(await handshake(request, state, open), state)
    },
    closeAll: () => {
      for (const socket of open) {
        socket.resume()
        socket.close(GOING_AWAY)
      }
    },
  }
}

/** `open` knows the socket from its first byte on, so that going offline ends a handshake as well. */
function handshake(request: SocketRequest, state: NetworkState, open: Set<WebSocket>): Promise<WebSocket> {
  const isTls = new URL(request.url).protocol === 'wss:'
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(request.url, {
      headers: { ...request.headers, 'user-agent': state.userAgent },
      agent: new ConnectionAgent({ isTls, pin: request.certificatePin ?? null, keepAlive: false }),
      handshakeTimeout: request.timeoutMs,
      maxPayload: request.maxBytes,
      perMessageDeflate: false,
      followRedirects: false,
    })
    open.add(socket)
    socket.once('close', () => open.delete(socket))
    const abandon = () => socket.close(GOING_AWAY)
    request.signal?.addEventListener('abort', abandon, { once: true })
    socket.once('open', () => {
      request.signal?.removeEventListener('abort', abandon)
      // A frame may arrive together with the handshake, before anyone listens: it waits until `onMessage`.
      socket.pause()
      socket.off('error', refuse)
      // After the handshake every error is followed by `close`, which tells the listener.
      socket.on('error', (error) => state.log.debug('socket', { code: codeOf(error) }))
      resolve(socket)
    })
    const refuse = (error: Error) => {
      request.signal?.removeEventListener('abort', abandon)
      reject(new SocketRefusal(null, state.isOffline ? 'OFFLINE' : /timed out/.test(error.message) ? 'TIMEOUT' : codeOf(error)))
    }
    socket.once('error', refuse)
    socket.once('unexpected-response', (sending, answer: IncomingMessage) => {
      reject(new SocketRefusal(answer.statusCode ?? null, `HTTP_${answer.statusCode}`))
      answer.resume()
      sending.destroy()
    })
  })
}

function wrap(socket: WebSocket, state: NetworkState): Socket {
  let isLost = false
  socket.on('error', () => (isLost = true))
  return {
    send: (text) => {
      if (socket.readyState !== WebSocket.OPEN) return
      state.bytes += Buffer.byteLength(text)
      socket.send(text)
    },
    onMessage: (listener) => {
      socket.on('message', (data: RawData) => {
        const text = data.toString()
        state.bytes += text.length
        listener(text)
      })
      socket.resume()
    },
    onClose: (listener) => {
      if (socket.readyState === WebSocket.CLOSED) return listener(LOST, false)
      socket.once('close', (code) => listener(code, !isLost && code !== LOST))
    },
    ping: () => {
      if (socket.readyState === WebSocket.OPEN) socket.ping()
    },
    onPong: (listener) => {
      socket.on('pong', listener)
    },
    pause: () => socket.pause(),
    resume: () => socket.resume(),
    close: () => {
      // A paused socket would never read the answer to its own goodbye.
      socket.resume()
      socket.close()
    },
  }
}
