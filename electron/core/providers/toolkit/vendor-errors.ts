import { AppError, type ErrorFacts } from '#shared/errors/app-error.ts'
import type { ErrorCode, Remedy } from '#shared/errors/codes.ts'
import type { HttpFailure } from '../../ports.ts'

/** Who is meant in the sentences: the vendor and the server's host. */
export interface Server {
  readonly label: string
  readonly host: string
}

type Words = readonly [code: ErrorCode, remedy: Remedy, what: string, effect: string, next: string]

const STORED = 'What is stored here stays readable.'
const UNSENT = 'Nothing was sent.'

/** Makes an error from its three sentences. */
export const vendorError = ([code, remedy, what, effect, next]: Words, facts: ErrorFacts = {}): AppError =>
  new AppError({ code, remedy, what, effect, next, facts })

/** The sentences of everything that can go wrong between an account and its server. Shows hosts, never keys or paths. */
export function createVendorErrors({ label, host }: Server) {
  const name = `${label} (${host})`
  const facts = { host }
  return {
    refusedKey: () =>
      vendorError(['auth.refused', 'sign-in', `${name} does not accept the saved key.`, STORED, 'Enter a valid key, or go on offline.'], facts),
    expiredKey: () =>
      vendorError(['auth.expired', 'sign-in', `The key for ${name} has expired.`, STORED, 'Enter a new key, or go on offline.'], facts),
    noKey: () =>
      vendorError(['vault.missing-secret', 'sign-in', `There is no key for ${name} on this computer.`, UNSENT, 'Enter the key of this account.'], facts),
    missingRight: (right: string) =>
      vendorError(
        ['auth.missing-right', 'ask-administrator', `The key of ${name} may not do this.`, 'Nothing was changed; everything else goes on.', `Right needed: ${right}. Ask the server's administrator.`],
        { ...facts, right },
      ),
    refused: (says: string, status: number) =>
      vendorError(['vendor.refused', 'check-input', `${name} refused: ${says}`, 'Nothing was changed.', 'Check what was entered.'], { ...facts, status }),
    /** `isRouted`: the server knows the kind of thing, just not this one. */
    notFound: (isRouted: boolean) =>
      vendorError(
        ['vendor.not-found', 'none', isRouted ? `${name} does not know this any more.` : `${name} does not offer this.`, 'Nothing was changed.', isRouted ? 'Refresh the list.' : ''],
        { ...facts, isRouted },
      ),
    rateLimited: (retryAfterMs: number) =>
      vendorError(
        ['vendor.rate-limited', 'wait', `${name} asks for fewer requests.`, 'Nothing is lost.', `Going on in ${Math.ceil(retryAfterMs / 1_000)} s.`],
        { ...facts, retryAfterMs },
      ),
    failed: (status: number) =>
      vendorError(['vendor.failed', 'retry', `${name} could not answer because of an error of its own (${status}).`, STORED, 'Try again later, or look at the server.'], { ...facts, status }),
    redirect: (target: string) =>
      vendorError(
        ['network.redirect', 'check-address', `${host} sends requests on to ${target}.`, 'They were not followed, so the key stayed here.', 'If that is the right server, enter its address.'],
        { ...facts, target },
      ),
    notApi: () =>
      vendorError(['vendor.not-api', 'check-address', `${host} answers with a web page instead of data.`, 'Nothing was read.', `Check the address of the ${label} API.`], facts),
    contract: (why: string) =>
      vendorError(['vendor.contract', 'report', `${name} answered in a form that Outrider does not understand (${why}).`, 'This answer was left out.', 'Report it together with the version of the server.'], facts),
    circuitOpen: (retryAt: number) =>
      vendorError(
        ['vendor.circuit-open', 'wait', `${name} failed several times in a row.`, 'Outrider leaves it alone for a while; nothing was sent.', `The next try is at ${new Date(retryAt).toISOString()}.`],
        { ...facts, retryAt },
      ),
    cancelled: () => vendorError(['network.cut', 'none', `Reading from ${name} was stopped.`, STORED, ''], facts),
    fromFailure: (failure: HttpFailure, limitMs: number) => fromFailure({ label, host }, failure, limitMs),
  }
}
export type VendorErrors = ReturnType<typeof createVendorErrors>

function fromFailure({ label, host }: Server, failure: HttpFailure, limitMs: number): AppError {
  const name = `${label} (${host})`
  const facts: ErrorFacts = { host, transportCode: failure.code, reach: failure.reach, ...(failure.fingerprint === null ? {} : { fingerprint: failure.fingerprint }) }
  switch (failure.kind) {
    case 'dns':
      return vendorError(['network.dns', 'check-address', `There is no computer called ${host}, or this one is not connected.`, UNSENT, 'Check the address and the connection.'], facts)
    case 'connect':
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
    case 'aborted':
      return vendorError(['network.cut', 'retry', `The connection to ${name} ended before the answer was complete.`, STORED, 'Try again.'], facts)
  }
}

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
