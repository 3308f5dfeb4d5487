import { createSecureContext, getCACertificates, type SecureContext, type TLSSocket } from 'node:tls'
import { ConnectFailure } from './connect-failure.ts'

let shared: SecureContext | undefined

/** TLS 1.2 or newer, trusting the runtime's issuers and those of the operating system. Made once: it holds some 300 certificates. */
export function secureContext(): SecureContext {
  shared ??= createSecureContext({ minVersion: 'TLSv1.2', ca: [...getCACertificates('default'), ...getCACertificates('system')] })
  return shared
}

/** Compares fingerprints however they were written: with or without colons, in either case. */
export const isSameFingerprint = (one: string, other: string): boolean => bare(one) === bare(other)

const bare = (fingerprint: string): string => fingerprint.replaceAll(':', '').trim().toLowerCase()

/** SHA-256 of the certificate the server shows, as upper-case pairs with colons; null when it shows none. */
export const fingerprintOf = (socket: TLSSocket): string | null => socket.getPeerX509Certificate()?.fingerprint256 ?? null

/** Why the system does not trust this certificate (`CERT_HAS_EXPIRED`, `ERR_TLS_CERT_ALTNAME_INVALID`, …); null when it does. */
export function trustProblem(socket: TLSSocket): string | null {
  if (socket.authorized) return null
  const problem: unknown = socket.authorizationError
  if (problem instanceof Error) return 'code' in problem && typeof problem.code === 'string' ? problem.code : 'UNTRUSTED'
  return typeof problem === 'string' && problem !== '' ? problem : 'UNTRUSTED'
}

/**
 * Decides whether a finished handshake may carry a request. Without a pin the system's verdict counts (issuer, dates,
 * name). With a pin exactly that certificate is accepted and nothing else, not even one the system trusts.
 */
export function judgeCertificate(socket: TLSSocket, pin: string | null): ConnectFailure | null {
  const fingerprint = fingerprintOf(socket)
  if (pin !== null) {
    const isPinned = fingerprint !== null && isSameFingerprint(fingerprint, pin)
    return isPinned ? null : new ConnectFailure('tls', 'PIN_MISMATCH', fingerprint)
  }
  const problem = trustProblem(socket)
  return problem === null ? null : new ConnectFailure('tls', problem, fingerprint)
}
