import { AppError } from '#shared/errors/app-error.ts'

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/

/** The one origin a key may travel to. */
export interface ApiOrigin {
  /** `https://host[:port]`, no path. */
  readonly origin: string
  readonly host: string
  readonly isLoopback: boolean
  readonly isEncrypted: boolean
}

/**
 * Reads the address of a server. Throws `account.address` when it is none and `account.not-https` when the connection
 * would not be encrypted; plain `http` is accepted on this computer only.
 */
export function parseApiOrigin(address: string): ApiOrigin {
  const text = address.trim()
  if (!URL.canParse(text)) throw badAddress(text)
  const url = new URL(text)
  const isLoopback = LOOPBACK.test(url.hostname)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw badAddress(text)
  if (url.username !== '' || url.password !== '') throw badAddress(url.host)
  if (url.protocol === 'http:' && !isLoopback) throw notEncrypted(url.host)
  return { origin: url.origin, host: url.host, isLoopback, isEncrypted: url.protocol === 'https:' }
}

/**
 * Joins a path to the origin.
 * SECURITY: a path built from data could name another host (`//host/`); the key must never follow it there.
 */
export function urlWithin(origin: ApiOrigin, path: string): string {
  const url = new URL(path, origin.origin)
  if (!path.startsWith('/') || url.origin !== origin.origin) throw new Error('A request left the origin of its account')
  return url.href
}

/** Encodes one segment of a path. `.` and `..` would change the path and are refused. */
export function segment(text: string): string {
  if (text === '' || text === '.' || text === '..') throw badAddress(text)
  return encodeURIComponent(text)
}

const badAddress = (shown: string): AppError =>
  new AppError({
    code: 'account.address',
    what: `"${shown}" is not the address of a server.`,
    effect: 'Nothing was sent.',
    next: 'Enter an address such as https://api.example.com, without user name and password.',
    remedy: 'check-address',
  })

const notEncrypted = (host: string): AppError =>
  new AppError({
    code: 'account.not-https',
    what: `The address of ${host} starts with http, so the key would travel readable for everyone on the way.`,
    effect: 'Nothing was sent.',
    next: 'Use the https address of the server.',
    remedy: 'check-address',
    facts: { host },
  })
