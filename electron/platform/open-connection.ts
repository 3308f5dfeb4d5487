import { connect as connectTcp, isIP, type Socket } from 'node:net'
import { connect as connectTls, type TLSSocket } from 'node:tls'
import { judgeCertificate, secureContext } from './certificate-trust.ts'
import { codeOf, CONNECT_TIMEOUT, ConnectFailure, toTcpFailure } from './connect-failure.ts'

/** Resolving, connecting and the TLS handshake together may take this long. */
const CONNECT_LIMIT_MS = 10_000

/** Where to connect and whom to trust. */
export interface ConnectionTarget {
  readonly host: string
  readonly port: number
  readonly isTls: boolean
  readonly pin: string | null
}

/**
 * Opens a connection that is ready to carry a request: resolved, connected and, for TLS, judged. Rejects with
 * `ConnectFailure`; no byte of a request was sent then.
 */
export function openConnection(target: ConnectionTarget, limitMs = CONNECT_LIMIT_MS): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const tcp = openTcp(target)
    const fail = (failure: ConnectFailure) => {
      clearTimeout(timer)
      tcp.destroy()
      reject(failure)
    }
    const finish = (socket: Socket) => {
      clearTimeout(timer)
      tcp.off('error', failTcp)
      resolve(socket)
    }
    const failTcp = (error: Error) => fail(toTcpFailure(error))
    const timer = setTimeout(() => fail(new ConnectFailure('connect', CONNECT_TIMEOUT)), limitMs)
    tcp.once('error', failTcp)
    tcp.once('connect', () => {
      if (!target.isTls) return finish(tcp)
      tcp.off('error', failTcp)
      secure(tcp, target).then(finish, fail)
    })
  })
}

/** Starts a plain connection; both address families are tried side by side. */
export const openTcp = (target: Pick<ConnectionTarget, 'host' | 'port'>): Socket =>
  connectTcp({ host: target.host, port: target.port, noDelay: true, keepAlive: true, keepAliveInitialDelay: 30_000 })

/** Starts the handshake on an open connection without judging the certificate. */
export function startTls(tcp: Socket, host: string): TLSSocket {
  return connectTls({
    socket: tcp,
    host,
    servername: isIP(host) === 0 ? host : '',
    secureContext: secureContext(),
    ALPNProtocols: ['http/1.1'],
    // SECURITY: the verdict is not ignored but read in certificate-trust.ts, before a byte is written. Letting Node end
    // the connection by itself would lose the fingerprint that the person needs to see.
    rejectUnauthorized: false,
  })
}

function secure(tcp: Socket, target: ConnectionTarget): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const tls = startTls(tcp, target.host)
    const failTls = (error: Error) => reject(new ConnectFailure('tls', codeOf(error)))
    const failClosed = () => reject(new ConnectFailure('tls', 'ECONNRESET'))
    tls.once('error', failTls)
    tls.once('close', failClosed)
    tls.once('secureConnect', () => {
      tls.off('error', failTls)
      tls.off('close', failClosed)
      const failure = judgeCertificate(tls, target.pin)
      if (failure === null) return resolve(tls)
      tls.destroy()
      reject(failure)
    })
  })
}
