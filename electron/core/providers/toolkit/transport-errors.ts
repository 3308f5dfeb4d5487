import type { AppError, ErrorFacts } from '#shared/errors/app-error.ts'
import type { HttpFailure } from '../../ports.ts'
import { STORED, UNSENT, vendorError, type Server } from './make-vendor-error.ts'

/** The sentences of a request that got no answer, from how far it came and why. */
export function fromFailure({ label, host }: Server, failure: HttpFailure, limitMs: number): AppError {
  const name = `${label} (${host})`
  const facts: ErrorFacts = { host, transportCode: failure.code, reach: failure.reach, ...(failure.fingerprint === null ? {} : { fingerprint: failure.fingerprint }) }
  switch (failure.kind) {
    case 'dns':
      return vendorError(['network.dns', 'check-address', `There is no computer called ${host}, or this one is not connected.`, UNSENT, 'Check the address and the connection.'], facts)
    case 'connect':
      if (failure.code === 'CONNECT_TIMEOUT') return vendorError(['network.unreachable', 'retry', `${name} took no connection within 10 s.`, UNSENT, 'Check whether the server runs and whether a firewall drops connections to it.'], facts)
      return vendorError(['network.unreachable', 'retry', `No connection to ${name}.`, UNSENT, 'Check whether the server runs and can be reached from here.'], facts)
    case 'tls':
      return vendorError(['network.tls', 'check-address', tlsSentence(host, failure.code), UNSENT, 'Show the certificate, and accept it only if it is yours.'], facts)
    case 'timeout':
      return vendorError(['network.timeout', 'retry', `${name} did not answer within ${Math.round(limitMs / 1_000)} s.`, STORED, 'Try again, or raise the time limit.'], facts)
    case 'too-large':
      return vendorError(['network.too-large', 'report', `${name} sent more than Outrider accepts in one answer.`, 'The answer was left out.', 'Report it together with the size of the fleet.'], facts)
    case 'offline':
      return vendorError(['lock.offline', 'go-online', 'Outrider works offline.', UNSENT, 'Go online to reach the server.'], facts)
    case 'cut':
      if (isNotHttp(failure.code)) return vendorError(['vendor.not-api', 'check-address', `Something answers at ${host}, but it does not speak HTTP.`, 'Nothing was read.', 'Check the port and the address.'], facts)
      return broken(name, facts)
    case 'aborted':
      return broken(name, facts)
  }
}

const broken = (name: string, facts: ErrorFacts): AppError =>
  vendorError(['network.cut', 'retry', `The connection to ${name} ended before the answer was complete.`, STORED, 'Try again.'], facts)

/** Codes of Node's parser for an answer that is no HTTP, like the greeting of another protocol. */
const isNotHttp = (code: string): boolean => code.startsWith('HPE_') && code !== 'HPE_INVALID_EOF_STATE'

/** What is wrong with a certificate, in words. */
export function tlsSentence(host: string, code: string): string {
  switch (code) {
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
    case 'SELF_SIGNED_CERT_IN_CHAIN':
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
      return `The certificate of ${host} was not issued by anyone this computer trusts.`
    case 'CERT_HAS_EXPIRED':
      return `The certificate of ${host} has expired.`
    case 'CERT_NOT_YET_VALID':
      return `The certificate of ${host} is not valid yet; look at the clocks.`
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return `The certificate of ${host} was issued for another name.`
    case 'PIN_MISMATCH':
      return `${host} shows another certificate than the one that was accepted.`
    default:
      return `${host} and this computer could not agree on an encrypted connection (${code}).`
  }
}
