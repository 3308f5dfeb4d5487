import type { HttpResponse } from '../../ports.ts'
import { isHtml, isJson, retryAfterOf, sentenceOf, toAnswer, type Answer } from './answer.ts'
import type { Try } from './read-policy.ts'
import type { VendorErrors } from './vendor-errors.ts'

/** Waiting time after "too many requests" or "not now" when the server names none. */
export const DEFAULT_RETRY_AFTER_MS = 30_000

/** Turns the response to a read into an answer or a typed error. `right` names what a 403 means. */
export function judgeResponse(response: HttpResponse, errors: VendorErrors, right: string, now: number): Try<Answer> {
  const { status } = response
  if (status >= 300 && status < 400) return final(errors.redirect(redirectTarget(response)))
  if (status === 401) return final(/expired/i.test(sentenceOf(response)) ? errors.expiredKey() : errors.refusedKey())
  if (status === 403) return final(errors.missingRight(right))
  if (status === 407) return final(errors.proxy())
  if (status === 404) return final(errors.notFound(isJson(response)))
  if (status === 429) return tooMany(response, errors, now)
  if (status === 503 && response.headers['retry-after'] !== undefined) return { ...tooMany(response, errors, now), isFault: true }
  if (status >= 500) return { kind: 'again', error: errors.failed(status), waitMs: null, isFault: true }
  if (status >= 400) return final(errors.refused(sentenceOf(response) || `error ${status}`, status))
  if (isJson(response)) return { kind: 'done', value: toAnswer(response, now) }
  if (isHtml(response)) return { kind: 'final', error: errors.notApi(), isFault: true }
  return { kind: 'final', error: errors.contract('not JSON'), isFault: true }
}

function tooMany(response: HttpResponse, errors: VendorErrors, now: number) {
  const waitMs = retryAfterOf(response.headers, now, DEFAULT_RETRY_AFTER_MS)
  return { kind: 'again', error: errors.rateLimited(waitMs, now), waitMs, isFault: false } as const
}

/** The host a redirect points to; never its path, which may carry a token. */
export function redirectTarget(response: HttpResponse): string {
  const location = response.headers['location'] ?? ''
  return URL.canParse(location) ? new URL(location).host : 'another path of the same server'
}

const final = (error: ReturnType<VendorErrors['refusedKey']>) => ({ kind: 'final', error, isFault: false }) as const
