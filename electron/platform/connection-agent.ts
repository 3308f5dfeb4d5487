import { Agent, type ClientRequestArgs } from 'node:http'
import type { Duplex } from 'node:stream'
import { openConnection, type ConnectionTarget } from './open-connection.ts'

/** Connections at a time to one server; the provider's own limits are lower. */
const MAX_SOCKETS = 16

/**
 * Node's HTTP agent over `openConnection`: a request gets a socket only after its certificate was accepted, so "has a
 * socket" means "may have been sent". Serves `http:` or `https:`, whichever it was made for.
 */
export class ConnectionAgent extends Agent {
  readonly protocol: 'http:' | 'https:'
  readonly defaultPort: number
  readonly pin: string | null

  constructor(options: { readonly isTls: boolean; readonly pin: string | null; readonly keepAlive: boolean }) {
    super({ keepAlive: options.keepAlive, maxSockets: MAX_SOCKETS, scheduling: 'lifo' })
    this.protocol = options.isTls ? 'https:' : 'http:'
    this.defaultPort = options.isTls ? 443 : 80
    this.pin = options.pin
  }

  override createConnection(options: ClientRequestArgs, callback?: (error: Error | null, stream: Duplex) => void): undefined {
    const target = {
      host: options.hostname ?? options.host ?? 'localhost',
      port: Number(options.port ?? this.defaultPort),
      isTls: this.protocol === 'https:',
      pin: this.pin,
    }
    void connect(target, callback)
    return undefined
  }
}

type Callback = (error: Error | null, stream: Duplex) => void

async function connect(target: ConnectionTarget, callback: Callback | undefined): Promise<void> {
  let socket: Duplex
  try {
    socket = await openConnection(target)
  } catch (error) {
    // Node's type demands a stream beside an error; its code reads only the error.
    return callback?.(error as Error, undefined as unknown as Duplex)
  }
  callback?.(null, socket)
}
