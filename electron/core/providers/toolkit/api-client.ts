import type { Exchange } from '#shared/model/exchange.ts'
import type { Clock, HttpRequest, HttpResult } from '../../ports.ts'
import type { Connection, Manifest, ProviderPorts } from '../provider.ts'
import { isJsonType, receivedAt, retryAfterOf, type Answer } from './answer.ts'
import { parseApiOrigin, urlWithin, type ApiOrigin } from './api-origin.ts'
import { askedOf, createBodyHead, outcomeOf, tellBody, tellExchange } from './exchange-log.ts'
import { DEFAULT_RETRY_AFTER_MS, judgeResponse } from './judge-response.ts'
import { ReadPolicy, type Link, type Try } from './read-policy.ts'
import { RequestGate } from './request-gate.ts'
import type { Route } from './route.ts'
import { decodeText, JsonProblem, parseSafeJson } from './safe-json.ts'
import { TokenBucket, type Priority } from './token-bucket.ts'
import { createVendorErrors, type VendorErrors } from './vendor-errors.ts'

/** Limits of an answer by kind, in bytes after unpacking. */
export const BODY_LIMITS = { list: 64 * 1024 ** 2, detail: 16 * 1024 ** 2, output: 32 * 1024 ** 2, other: 4 * 1024 ** 2 } as const

/** A question that changes nothing and may be asked again. */
export interface ReadCall {
  readonly route: Route
  /** The vendor's name for the right it needs, for the sentence of a refusal. */
  readonly right: string
  readonly priority?: Priority
  readonly waitsForDevice?: boolean
  readonly maxBytes?: number
  /** Asked with PATCH and this as its JSON body, where a server takes the filter of a list that way. It still only reads. */
  readonly filter?: Readonly<Record<string, unknown>>
  /** Asked without the key, where the server needs none. */
  readonly isPublic?: boolean
  readonly signal?: AbortSignal | undefined
  /** Called at the start of every try: takes the body of a JSON answer as it arrives. The answer's own body is empty then. */
  readonly startBody?: (() => (chunk: Uint8Array, fetchedAt: number) => void) | undefined
}

/** A request that may change something: sent at most once, whatever happens. */
interface SendCall {
  readonly method: 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly route: Route
  /** Sent as it is. */
  readonly body: string
  readonly timeoutMs: number
  readonly maxBytes?: number
  readonly waitsForDevice?: boolean
  /** False for a sign-in, which carries its credentials in the body. */
  readonly isAuthorised: boolean
  readonly signal?: AbortSignal | undefined
  readonly onSent?: (() => void) | undefined
}

/** An answer with the request that brought it. */
export interface TracedAnswer extends Answer {
  readonly exchange: Exchange
}

/** JSON over the HTTP port for one account: its origin, its key, its limits. */
export interface ApiClient {
  readonly origin: ApiOrigin
  readonly errors: VendorErrors
  /** Reads bytes the server calls JSON. Throws typed errors; retries, slows down and stops by the account's policy. */
  read(call: ReadCall): Promise<TracedAnswer>
  /** The same, parsed. */
  readJson(call: ReadCall): Promise<{ readonly value: unknown; readonly answer: TracedAnswer }>
  /** Sends once. Throws only what fetching the secret throws, before anything is sent. */
  sendOnce(call: SendCall): Promise<HttpResult>
  readonly link: Link
  close(): void
}

export interface ApiClientOptions {
  readonly label: string
  readonly connection: Connection
  readonly ports: Omit<ProviderPorts, 'secrets'>
  readonly limits: Manifest['limits']
  /** Fetches the headers that carry the secret, at the moment of use. */
  readonly authorise: () => Promise<Readonly<Record<string, string>>>
  /** Shorter waits of an open circuit, for tests. */
  readonly openForMs?: readonly number[]
}

/** What the two halves of a client share. */
interface Parts {
  readonly options: ApiClientOptions
  readonly origin: ApiOrigin
  readonly errors: VendorErrors
  readonly bucket: TokenBucket
  readonly gate: RequestGate
}

/** Creates the client. Throws `account.address` or `account.not-https` for an address that must not be used. */
export function createApiClient(options: ApiClientOptions): ApiClient {
  const { clock, ids, settings, network } = options.ports
  const origin = parseApiOrigin(options.connection.apiUrl)
  const errors = createVendorErrors({ label: options.label, host: origin.host })
  const parts = { options, origin, errors, bucket: new TokenBucket(clock, options.limits.perSecond), gate: new RequestGate(clock, options.limits) }
  const policy = new ReadPolicy({ clock, ids, retries: settings.retryAttempts, openForMs: options.openForMs, circuitOpen: errors.circuitOpen })
  const read = createReader(parts, policy)
  return {
    origin,
    errors,
    read,
    readJson: async (call) => {
      const answer = await read(call)
      return { value: parseAnswer(answer, errors), answer }
    },
    sendOnce: createSender(parts),
    get link() {
      return policy.link
    },
    close: () => network.http.release(options.connection.accountId),
  }
}

function createReader(parts: Parts, policy: ReadPolicy): ApiClient['read'] {
  const { apiTimeoutMs } = parts.options.ports.settings
  return async (call) => {
    const entry = { priority: call.priority ?? 'interactive', waitsForDevice: call.waitsForDevice ?? false, signal: call.signal }
    const outcome = await parts.gate.run(entry, () => policy.run(apiTimeoutMs, call.signal, (remainingMs, attempt) => tryRead(parts, call, remainingMs, attempt)))
    if (outcome.kind === 'final') throw outcome.error
    return outcome.value
  }
}

async function tryRead(parts: Parts, call: ReadCall, remainingMs: number, attempt: number): Promise<Try<TracedAnswer>> {
  const { options, bucket, gate, errors } = parts
  const { ports } = options
  const timeoutMs = await waitForTurn(parts, call, remainingMs)
  if (call.signal?.aborted) return { kind: 'final', error: errors.cancelled(), isFault: false }
  if (timeoutMs <= 0) return { kind: 'final', error: errors.busy(), isFault: false }
  const headers = call.isPublic ? {} : await options.authorise()
  const head = call.startBody && ports.settings.logBodies ? createBodyHead() : undefined
  const { result, exchange } = await sendTold(parts, call.route, attempt, {
    ...destination(parts, call.route), ...questionOf(call, headers), timeoutMs, maxBytes: call.maxBytes ?? BODY_LIMITS.other, signal: call.signal,
    onBody: call.startBody && takeJson(call.startBody(), ports.clock, head?.push),
  })
  if (result.ok) tellBody(ports, exchange, head?.bytes() ?? result.response.body)
  if (result.ok ? result.response.status === 429 : result.failure.kind === 'timeout') gate.halve()
  const outcome = judge(parts, result, call.right)
  if (outcome.kind === 'again' && outcome.waitMs !== null) bucket.slowDown(outcome.waitMs)
  return outcome.kind === 'done' ? { kind: 'done', value: { ...outcome.value, exchange } } : outcome
}

/** How a read is asked: by its address alone, or with a filter. */
const questionOf = ({ filter }: ReadCall, headers: HttpRequest['headers']): Pick<HttpRequest, 'method' | 'headers' | 'body'> =>
  filter === undefined ? { method: 'GET', headers } : { method: 'PATCH', headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(filter) }

/** Sends a request and writes its line. */
async function sendTold({ options }: Parts, { template }: Route, attempt: number, request: HttpRequest): Promise<{ readonly result: HttpResult; readonly exchange: Exchange }> {
  const { clock, network } = options.ports
  const startedAt = clock.now()
  const before = clock.monotonic()
  const result = await network.http.send(request)
  return { result, exchange: tellExchange(options.ports, askedOf(request, template, attempt, startedAt, clock.monotonic() - before), outcomeOf(result)) }
}

/** Waits in the bucket, at most as long as the read may take. Answers what is left of its time; 0 when none is. */
async function waitForTurn({ options, bucket }: Parts, call: ReadCall, remainingMs: number): Promise<number> {
  const { clock } = options.ports
  const startedAt = clock.monotonic()
  const limit = new AbortController()
  const leave = () => limit.abort()
  const stop = clock.after(remainingMs, leave)
  call.signal?.addEventListener('abort', leave, { once: true })
  await bucket.take(call.priority ?? 'interactive', call.signal?.aborted ? call.signal : limit.signal)
  stop()
  call.signal?.removeEventListener('abort', leave)
  return limit.signal.aborted ? 0 : Math.max(0, remainingMs - (clock.monotonic() - startedAt))
}

/** Hands on the pieces of a JSON answer, dated by the server's clock; a page that is not JSON is dropped and judged by its head. */
function takeJson(take: (chunk: Uint8Array, fetchedAt: number) => void, clock: Clock, look?: (chunk: Uint8Array) => void): NonNullable<HttpRequest['onBody']> {
  return (chunk, headers) => {
    look?.(chunk)
    if (isJsonType(headers)) take(chunk, receivedAt(headers, clock.now()).at)
  }
}

function judge({ options, errors }: Parts, result: HttpResult, right: string): Try<Answer> {
  if (result.ok) return judgeResponse(result.response, errors, right, options.ports.clock.now())
  const { kind } = result.failure
  if (kind === 'aborted') return { kind: 'final', error: errors.cancelled(), isFault: false }
  const error = errors.fromFailure(result.failure, options.ports.settings.apiTimeoutMs)
  // A timeout used up the limit; trust, size and the offline switch do not change by asking again.
  if (kind === 'cut' || kind === 'connect' || kind === 'dns') return { kind: 'again', error, waitMs: null, isFault: true }
  return { kind: 'final', error, isFault: kind === 'timeout' || kind === 'tls' }
}

function createSender(parts: Parts): ApiClient['sendOnce'] {
  const { options, bucket, gate } = parts
  const { clock } = options.ports
  return (call) =>
    gate.run({ priority: 'interactive', waitsForDevice: call.waitsForDevice ?? false, signal: call.signal }, async () => {
      await bucket.take('interactive', call.signal)
      const headers = call.isAuthorised ? await options.authorise() : {}
      const { method, body, timeoutMs, maxBytes = BODY_LIMITS.other, signal, onSent } = call
      const { result } = await sendTold(parts, call.route, 1, {
        ...destination(parts, call.route), method, body, timeoutMs, maxBytes, signal, onSent, headers: { ...headers, 'content-type': 'application/json' },
      })
      if (result.ok && result.response.status === 429) bucket.slowDown(retryAfterOf(result.response.headers, clock.now(), DEFAULT_RETRY_AFTER_MS))
      return result
    })
}

const destination = ({ options, origin }: Parts, { path }: Route): Pick<HttpRequest, 'url' | 'pool' | 'certificatePin'> => ({
  url: urlWithin(origin, path), pool: options.connection.accountId, certificatePin: options.connection.certificatePin,
})

function parseAnswer(answer: Answer, errors: VendorErrors): unknown {
  try {
    return parseSafeJson(decodeText(answer.body))
  } catch (error) {
    if (error instanceof JsonProblem) throw errors.contract('not JSON')
    throw error
  }
}
