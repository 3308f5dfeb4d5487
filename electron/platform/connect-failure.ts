import type { HttpFailure } from '#core/ports.ts'

/** Code of a connection that was not ready in time. */
export const CONNECT_TIMEOUT = 'CONNECT_TIMEOUT'

/** A connection that could not be made. Nothing of a request was sent when this is thrown. */
export class ConnectFailure extends Error {
  readonly kind: HttpFailure['kind']
  readonly code: string
  /** SHA-256 of the certificate that was shown, when trust was the problem. */
  readonly fingerprint: string | null

  constructor(kind: HttpFailure['kind'], code: string, fingerprint: string | null = null) {
    super(`${kind}: ${code}`)
    this.name = 'ConnectFailure'
    this.kind = kind
    this.code = code
    this.fingerprint = fingerprint
  }
}

/** The short code of whatever Node threw: `ECONNREFUSED`, `ERR_SSL_WRONG_VERSION_NUMBER`, … */
export function codeOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0])
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code
  return 'UNKNOWN'
}

/** Tells a name that did not resolve from a computer that did not answer. */
export function toTcpFailure(error: unknown): ConnectFailure {
  const isLookup = error instanceof Error && 'syscall' in error && error.syscall === 'getaddrinfo'
  return new ConnectFailure(isLookup ? 'dns' : 'connect', codeOf(error))
}
