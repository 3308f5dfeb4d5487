import type { AppError } from '#shared/errors/app-error.ts'
import type { HttpRequest, HttpResult, Network, Socket } from '../ports.ts'

/** The only way out for one account. While it is shut nothing leaves, whoever still holds a connected provider. */
export interface AccountGate {
  /** What a provider of this account is lent instead of the network itself. */
  readonly network: Network
  /**
   * From now on every request, socket and connection test throws `why`. Reads, and changes of which no byte has left,
   * end with it; open sockets close. A change that was sent keeps waiting for its answer.
   */
  shut(why: AppError): void
  reopen(): void
  /** Throws what it was shut with. */
  assertOpen(): void
}

interface Way {
  /** Why nothing leaves; null while it is open. */
  refusal: AppError | null
  /** Aborted by the next `shut`. */
  cut: AbortController
  readonly sockets: Set<Socket>
}

function assertOpen({ refusal }: Way): void {
  if (refusal !== null) throw refusal
}

async function send(way: Way, network: Network, request: HttpRequest): Promise<HttpResult> {
  assertOpen(way)
  const { signal: cut } = way.cut
  const own = new AbortController()
  let isSent = false
  const onCut = (): void => {
    if (request.method === 'GET' || !isSent) own.abort(way.refusal)
  }
  const onSent = (): void => {
    isSent = true
    request.onSent?.()
  }
  cut.addEventListener('abort', onCut, { once: true })
  try {
    const signal = request.signal ? AbortSignal.any([request.signal, own.signal]) : own.signal
    const result = await network.http.send({ ...request, signal, onSent })
    if (own.signal.aborted && !result.ok) throw own.signal.reason
    return result
  } finally {
    cut.removeEventListener('abort', onCut)
  }
}

async function openSocket(way: Way, network: Network, request: Parameters<Network['openSocket']>[0]): Promise<Socket> {
  assertOpen(way)
  const { signal } = way.cut
  try {
    const socket = await network.openSocket({ ...request, signal })
    way.sockets.add(socket)
    socket.onClose(() => way.sockets.delete(socket))
    if (signal.aborted) socket.close()
    return socket
  } catch (error) {
    throw signal.aborted ? signal.reason : error
  }
}

/** Creates the gate of one account, open. */
export function createAccountGate(network: Network): AccountGate {
  const way: Way = { refusal: null, cut: new AbortController(), sockets: new Set() }
  return {
    network: {
      http: { send: (request) => send(way, network, request), release: network.http.release },
      openSocket: (request) => openSocket(way, network, request),
      probe: async (url, timeoutMs) => {
        assertOpen(way)
        return network.probe(url, timeoutMs)
      },
      setOffline: network.setOffline,
      meter: network.meter,
    },
    // SECURITY: this is what "off" rests on. Features are told as well, but none of them has to remember anything for it to hold.
    shut: (why) => {
      way.refusal = why
      way.cut.abort(why)
      way.cut = new AbortController()
      for (const socket of way.sockets) socket.close()
    },
    reopen: () => {
      way.refusal = null
    },
    assertOpen: () => assertOpen(way),
  }
}
