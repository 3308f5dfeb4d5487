import { lookup } from 'node:dns/promises'
import type { Socket } from 'node:net'
import type { TLSSocket } from 'node:tls'
import type { NetworkProbe } from '#core/ports.ts'
import { trustProblem } from './certificate-trust.ts'
import { codeOf, ConnectFailure, toTcpFailure } from './connect-failure.ts'
import { openTcp, startTls } from './open-connection.ts'

const nothing: NetworkProbe = { addresses: null, connectMs: null, tls: null, failure: null }

/** Looks at a server below HTTP, step by step, and stops at the first step that fails. Sends no request. */
export async function probeNetwork(url: string, timeoutMs: number): Promise<NetworkProbe> {
  const { hostname, port, protocol } = new URL(url)
  const host = hostname.replace(/^\[|\]$/g, '')
  let found = nothing
  try {
    const addresses = await within(timeoutMs, () => lookup(host, { all: true }))
    found = { ...found, addresses: addresses.map((entry) => entry.address) }
    const startedAt = performance.now()
    const isTls = protocol === 'https:'
    const socket = await within(timeoutMs, (stop) => connected(openTcp({ host, port: Number(port || (isTls ? 443 : 80)) }), stop))
    found = { ...found, connectMs: performance.now() - startedAt }
    if (isTls) found = { ...found, tls: await within(timeoutMs, (stop) => handshake(socket, host, stop)) }
    socket.destroy()
    return found
  } catch (error) {
    const failure = error instanceof ConnectFailure ? error : toTcpFailure(error)
    return { ...found, failure: { kind: failure.kind, code: failure.code } }
  }
}

/** Runs one step under a limit; `onLimit` lets the step say what to tear down. */
async function within<T>(limitMs: number, step: (onLimit: (tearDown: () => void) => void) => Promise<T>): Promise<T> {
  let tearDown = (): void => undefined
  let timer: NodeJS.Timeout | undefined
  const limit = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      tearDown()
      reject(new ConnectFailure('timeout', 'TIMEOUT'))
    }, limitMs)
  })
  try {
    return await Promise.race([step((work) => (tearDown = work)), limit])
  } finally {
    clearTimeout(timer)
  }
}

function connected(socket: Socket, onLimit: (tearDown: () => void) => void): Promise<Socket> {
  onLimit(() => socket.destroy())
  return new Promise((resolve, reject) => {
    socket.once('error', (error) => reject(toTcpFailure(error)))
    socket.once('connect', () => resolve(socket))
  })
}

function handshake(tcp: Socket, host: string, onLimit: (tearDown: () => void) => void): Promise<NonNullable<NetworkProbe['tls']>> {
  const socket = startTls(tcp, host)
  onLimit(() => socket.destroy())
  return new Promise((resolve, reject) => {
    socket.once('error', (error) => reject(new ConnectFailure('tls', codeOf(error))))
    socket.once('close', () => reject(new ConnectFailure('tls', 'ECONNRESET')))
    socket.once('secureConnect', () => {
      resolve(describe(socket))
      socket.destroy()
    })
  })
}

function describe(socket: TLSSocket): NonNullable<NetworkProbe['tls']> {
  // Asked once: a second question of the same socket is answered with nothing.
  const certificate = socket.getPeerX509Certificate()
  const problem = trustProblem(socket)
  const expiresAt = Date.parse(certificate?.validTo ?? '')
  return {
    protocol: socket.getProtocol() ?? 'unknown',
    fingerprint: certificate?.fingerprint256 ?? '',
    isTrusted: problem === null,
    problem,
    expiresAt: Number.isNaN(expiresAt) ? null : expiresAt,
  }
}
