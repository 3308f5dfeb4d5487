import type { HttpFailure } from '../../ports.ts'
import { fromFailure } from './transport-errors.ts'
import { STORED, UNSENT, vendorError, type Server } from './make-vendor-error.ts'

/** The sentences of everything that can go wrong between an account and its server. Shows hosts, never keys or paths. */
export const createVendorErrors = (server: Server) => ({
  ...keyErrors(server),
  ...refusals(server),
  ...brokenAnswers(server),
  cancelled: () => vendorError(['network.cut', 'none', `Reading from ${nameOf(server)} was stopped.`, STORED, ''], { host: server.host }),
  fromFailure: (failure: HttpFailure, limitMs: number) => fromFailure(server, failure, limitMs),
})
export type VendorErrors = ReturnType<typeof createVendorErrors>

const nameOf = ({ label, host }: Server): string => `${label} (${host})`

/** The key is wrong, old, absent or not allowed to do this. */
function keyErrors(server: Server) {
  const name = nameOf(server)
  const facts = { host: server.host }
  return {
    refusedKey: () =>
      vendorError(['auth.refused', 'sign-in', `${name} does not accept the key.`, STORED, 'Enter a valid key, or go on offline.'], facts),
    expiredKey: () =>
      vendorError(['auth.expired', 'sign-in', `The key for ${name} has expired.`, STORED, 'Enter a new key, or go on offline.'], facts),
    noKey: () =>
      vendorError(['vault.missing-secret', 'sign-in', `There is no key for ${name} on this computer.`, UNSENT, 'Enter the key of this account.'], facts),
    missingRight: (right: string) =>
      vendorError(
        ['auth.missing-right', 'ask-administrator', `The key of ${name} may not do this.`, 'Nothing was changed; everything else goes on.', `Right needed: ${right}. Ask the server's administrator.`],
        { ...facts, right },
      ),
  }
}

/** The server says no, or not now. */
function refusals(server: Server) {
  const name = nameOf(server)
  const facts = { host: server.host }
  return {
    refused: (says: string, status: number) =>
      vendorError(['vendor.refused', 'check-input', `${name} refused: ${says}`, 'Nothing was changed.', 'Check what was entered.'], { ...facts, status }),
    /** `isRouted`: the server knows the kind of thing, just not this one. */
    notFound: (isRouted: boolean) =>
      vendorError(
        ['vendor.not-found', 'none', isRouted ? `${name} does not know this any more.` : `${name} does not offer this.`, 'Nothing was changed.', isRouted ? 'Refresh the list.' : ''],
        { ...facts, isRouted },
      ),
    /** `now` is when the server said so; the time named is the next whole minute after the wait. */
    rateLimited: (retryAfterMs: number, now: number) =>
      vendorError(
        ['vendor.rate-limited', 'wait', `${name} asks for fewer requests.`, 'Nothing is lost.', `Try again after ${minuteAfter(now + retryAfterMs)}.`],
        { ...facts, retryAfterMs },
      ),
    /** Our own limit of requests let nothing leave in time. */
    busy: () =>
      vendorError(['network.timeout', 'retry', `Too many requests to ${name} were waiting here; this one had no turn in time.`, UNSENT, 'Try again.'], facts),
    failed: (status: number) =>
      vendorError(['vendor.failed', 'retry', `${name} could not answer because of an error of its own (${status}).`, STORED, 'Try again later, or look at the server.'], { ...facts, status }),
    circuitOpen: (retryAt: number) =>
      vendorError(
        ['vendor.circuit-open', 'wait', `${name} failed several times in a row.`, 'Outrider leaves it alone for a while; nothing was sent.', `The next try is at ${new Date(retryAt).toISOString()}.`],
        { ...facts, retryAt },
      ),
  }
}

/** The first whole minute that is not before an instant, with its day: `2026-11-22 20:33 UTC`. */
const minuteAfter = (at: number): string => `${new Date(Math.ceil(at / 60_000) * 60_000).toISOString().slice(0, 16).replace('T', ' ')} UTC`

/** Something answers, but it is not what was asked for. */
function brokenAnswers({ label, host }: Server) {
  const name = nameOf({ label, host })
  const facts = { host }
  return {
    redirect: (target: string) =>
      vendorError(
        ['network.redirect', 'check-address', `${host} sends requests on to ${target}.`, 'They were not followed, so the key stayed here.', 'If that is the right server, enter its address.'],
        { ...facts, target },
      ),
    notApi: () =>
      vendorError(['vendor.not-api', 'check-address', `${host} answers with a web page instead of data.`, 'Nothing was read.', `Check the address of the ${label} API.`], facts),
    /** Something answered, in a form no API of this vendor has: most likely the address is of something else. */
    otherApi: (effect = 'Nothing was read.') =>
      vendorError(['vendor.not-api', 'check-address', `Something answers at ${host}, but not like the API of ${label}.`, effect, `Check the address of the ${label} API.`], facts),
    proxy: () =>
      vendorError(['network.proxy', 'check-address', `A proxy between this computer and ${host} asks for a sign-in (407).`, 'Nothing reached the server.', 'Sign in to the proxy, or ask its administrator to let the address through.'], facts),
    contract: (why: string) =>
      vendorError(['vendor.contract', 'report', `${name} answered in a form that Outrider does not understand (${why}).`, 'This answer was left out.', 'Report it together with the version of the server.'], facts),
  }
}
