import { timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

/** Why a request is turned away: a status without a body, so that a stranger learns nothing. */
export interface Refusal {
  readonly status: 403 | 421
}

const ownNames = (port: number): readonly string[] => [`127.0.0.1:${port}`, `[::1]:${port}`, `localhost:${port}`]

/** SECURITY: the Host header must be one of our own names; anything else is a name that was rebound to this computer (B132). */
export function checkHost(host: string | undefined, port: number): Refusal | undefined {
  return host !== undefined && ownNames(port).includes(host.toLowerCase()) ? undefined : { status: 421 }
}

/**
 * SECURITY: a request that changes something, and every socket, must come from a page of ours. A foreign, null or
 * missing Origin is refused, as is anything the browser marks as cross-site.
 */
export function checkOrigin(origin: string | undefined, fetchSite: string | undefined, port: number): Refusal | undefined {
  if (origin === undefined || !ownNames(port).some((name) => origin.toLowerCase() === `http://${name}`)) return { status: 403 }
  return checkFetchSite(fetchSite)
}

/** SECURITY: a page of another site may not even load ours into itself. */
export function checkFetchSite(fetchSite: string | undefined): Refusal | undefined {
  return fetchSite === undefined || fetchSite === 'same-origin' || fetchSite === 'none' ? undefined : { status: 403 }
}

/** Every check that needs no session, in order: host, absolute-form request line, method, origin. */
export function checkRequest(request: IncomingMessage, port: number): Refusal | undefined {
  const header = (name: string) => {
    const value = request.headers[name]
    return Array.isArray(value) ? value[0] : value
  }
  const wrongHost = checkHost(request.headers.host, port)
  if (wrongHost) return wrongHost
  if (!request.url?.startsWith('/')) return { status: 421 }
  const isSafe = request.method === 'GET' || request.method === 'HEAD'
  const isSocket = header('upgrade') !== undefined
  if (isSafe && !isSocket) return checkFetchSite(header('sec-fetch-site'))
  if (request.method !== 'POST' && !isSocket) return { status: 403 }
  return checkOrigin(header('origin'), header('sec-fetch-site'), port)
}

/** Compares two secrets without telling by the time it takes where they differ. */
export function equalSecret(given: string, expected: string): boolean {
  const left = Buffer.from(given)
  const right = Buffer.from(expected)
  return left.length === right.length && timingSafeEqual(left, right)
}
