import type { NetworkProbe } from '../../ports.ts'
import type { ApiOrigin } from './api-origin.ts'
import { failure, ok, skipped, warning, type ProbeSteps } from './probe-steps.ts'
import { tlsSentence } from './transport-errors.ts'

/** What lies below HTTP, for the report. */
export interface ConnectionFindings {
  /** Shown when nobody we trust signed the certificate and it was not accepted yet. */
  readonly untrustedFingerprint: string | null
}

const SOON_MS = 14 * 24 * 60 * 60_000

/** Takes the steps `address`, `dns`, `tcp` and `tls` from what the network port saw. Every vendor's test begins like this. */
export async function probeConnection(steps: ProbeSteps, origin: ApiOrigin, seen: NetworkProbe, pin: string | null, now: number): Promise<ConnectionFindings> {
  await steps.take('address', () =>
    origin.isEncrypted ? ok(`The address is ${origin.origin}.`) : warning(`The connection to ${origin.host} is not encrypted.`, 'That is fine on this computer only.'),
  )
  await steps.take('dns', () =>
    seen.addresses === null ? broken(seen, `There is no computer called ${origin.host}.`, 'Check the spelling and the connection.') : ok(`${origin.host} is ${seen.addresses.slice(0, 4).join(', ')}.`),
  )
  await steps.take('tcp', () =>
    seen.connectMs === null ? broken(seen, `${origin.host} does not take connections.`, 'Check the port, the firewall and whether the server runs.') : ok(`Connected in ${Math.round(seen.connectMs)} ms.`),
  )
  await steps.take('tls', () => judgeTls(origin, seen, pin, now))
  const isUnknown = seen.tls !== null && !seen.tls.isTrusted && !isPinned(seen.tls.fingerprint, pin)
  return { untrustedFingerprint: isUnknown ? (seen.tls?.fingerprint ?? null) : null }
}

function broken(seen: NetworkProbe, says: string, fix: string) {
  if (seen.failure?.kind === 'offline') return failure('Outrider works offline.', 'Go online to test the connection.')
  return failure(`${says} (${seen.failure?.code ?? 'no answer'})`, fix)
}

function judgeTls(origin: ApiOrigin, { tls, failure: problem }: NetworkProbe, pin: string | null, now: number) {
  if (!origin.isEncrypted) return skipped('Not encrypted, so there is no certificate.')
  if (tls === null) return failure(tlsSentence(origin.host, problem?.code ?? 'no answer'), 'Check the port and the TLS settings of the server.')
  if (pin !== null && !isPinned(tls.fingerprint, pin)) return failure(tlsSentence(origin.host, 'PIN_MISMATCH'), 'Ask the administrator whether it was replaced, then accept the new one.')
  if (pin !== null) return ok(`${tls.protocol}, with the certificate that was accepted for this account.`)
  if (!tls.isTrusted) return failure(tlsSentence(origin.host, tls.problem ?? 'UNTRUSTED'), 'Compare the fingerprint with the server, and accept it only if it is the same.')
  if (tls.expiresAt !== null && tls.expiresAt - now < SOON_MS) return warning(`${tls.protocol}. The certificate expires in ${Math.max(0, Math.floor((tls.expiresAt - now) / 86_400_000))} days.`, 'Renew it on the server.')
  return ok(`${tls.protocol}, with a trusted certificate.`)
}

const bare = (fingerprint: string): string => fingerprint.replaceAll(':', '').trim().toLowerCase()
const isPinned = (fingerprint: string, pin: string | null): boolean => pin !== null && bare(fingerprint) === bare(pin)
