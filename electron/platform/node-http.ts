import { request as requestPlain, type ClientRequest, type IncomingMessage, type RequestOptions } from 'node:http'
import { request as requestTls } from 'node:https'
import axios, { type AxiosRequestConfig } from 'axios'
import type { Http, HttpFailure, HttpRequest, HttpResult, Reach } from '#core/ports.ts'
import { codeOf, ConnectFailure } from './connect-failure.ts'
import type { ConnectionPools } from './connection-pools.ts'
import type { NetworkState } from './network-state.ts'
import { joinBody, readBody, TooLarge, type BodyProgress } from './read-body.ts'

/** What is known about an exchange while it runs. */
interface Exchange extends BodyProgress {
  reach: Reach
  /** The first thing that went wrong below HTTP. */
  error: unknown
}

const OFFLINE: HttpResult = { ok: false, failure: { kind: 'offline', code: 'OFFLINE', reach: 'not-sent', partial: new Uint8Array(), fingerprint: null } }

/** Creates the HTTP port: axios for the exchange, our own agents for the connection, limits enforced while reading. */
export function createNodeHttp(state: NetworkState, pools: ConnectionPools): Http {
  return {
    send: async (request) => {
      if (state.isOffline) return OFFLINE
      const startedAt = performance.now()
      const exchange: Exchange = { reach: 'not-sent', error: undefined, chunks: [], bytes: 0, wireBytes: 0 }
      state.requests += 1
      const result = await run(request, exchange, state, pools)
      const sentBytes = sizeOfRequest(request, exchange)
      const wireBytes = sentBytes + sizeOfAnswer(exchange)
      state.bytes += wireBytes
      const durationMs = performance.now() - startedAt
      return 'kind' in result
        ? { ok: false, failure: result }
        : { ok: true, response: { ...result, body: joinBody(exchange), durationMs, wireBytes, sentBytes } }
    },
    release: pools.release,
  }
}

interface Head {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
}

async function run(request: HttpRequest, exchange: Exchange, state: NetworkState, pools: ConnectionPools): Promise<Head | HttpFailure> {
  const limit = startLimit(request)
  try {
    const answer = await axios.request<IncomingMessage>(toConfig(request, exchange, state, pools, limit.signal))
    exchange.reach = 'headers-received'
    const stopReading = () => answer.data.destroy(new Error('limit'))
    limit.signal.addEventListener('abort', stopReading, { once: true })
    // A read has no use for half an answer; of a command that ran, every line counts.
    if (request.method === 'GET' && Number(answer.data.headers['content-length'] ?? 0) > request.maxBytes) throw new TooLarge()
    const headers = flatten(answer.data.headers)
    const { onBody } = request
    await readBody(answer.data, request.maxBytes, exchange, onBody && answer.status === 200 ? (chunk) => onBody(chunk, headers) : undefined)
    return { status: answer.status, headers }
  } catch (error) {
    return toFailure(exchange.error ?? error, exchange, limit.cause())
  } finally {
    limit.stop()
  }
}

function toConfig(request: HttpRequest, exchange: Exchange, state: NetworkState, pools: ConnectionPools, signal: AbortSignal): AxiosRequestConfig {
  const isTls = new URL(request.url).protocol === 'https:'
  const isMutation = request.method !== 'GET'
  const agent = pools.agentFor({ pool: request.pool, isTls, pin: request.certificatePin ?? null, isMutation })
  return {
    adapter: 'http',
    url: request.url,
    method: request.method,
    headers: { accept: 'application/json', ...request.headers, 'accept-encoding': 'gzip, deflate, br', 'user-agent': state.userAgent },
    data: request.body,
    // The body leaves as it is: no serialising, no trimming.
    transformRequest: [(data: unknown) => data],
    responseType: 'stream',
    decompress: false,
    maxRedirects: 0,
    proxy: false,
    httpAgent: agent,
    httpsAgent: agent,
    validateStatus: () => true,
    transport: { request: watchRequest(isTls, request, exchange, state) },
    signal,
  }
}

/** Starts the request and notes how far it gets. A socket is handed out only when it is ready, so it marks "sent". */
const watchRequest =
  (isTls: boolean, request: HttpRequest, exchange: Exchange, state: NetworkState) =>
  (options: RequestOptions, onResponse: (message: IncomingMessage) => void): ClientRequest => {
    const sending = (isTls ? requestTls : requestPlain)(options, onResponse)
    sending.once('socket', () => {
      // SECURITY: going offline ends what is still connecting, a change with a connection of its own as well.
      if (state.isOffline) return sending.destroy(new ConnectFailure('offline', 'OFFLINE'))
      exchange.reach = 'sent'
      request.onSent?.()
    })
    sending.once('error', (error) => (exchange.error ??= error))
    return sending
  }

/** One signal for the time limit and for the caller's wish to stop; `cause` tells which of them it was. */
function startLimit(request: HttpRequest) {
  const controller = new AbortController()
  let cause: 'timeout' | 'aborted' | null = null
  const end = (why: 'timeout' | 'aborted') => {
    cause ??= why
    controller.abort()
  }
  const timer = setTimeout(() => end('timeout'), request.timeoutMs)
  const onAbort = () => end('aborted')
  if (request.signal?.aborted) onAbort()
  request.signal?.addEventListener('abort', onAbort, { once: true })
  return {
    signal: controller.signal,
    cause: () => cause,
    stop: () => {
      clearTimeout(timer)
      request.signal?.removeEventListener('abort', onAbort)
    },
  }
}

function toFailure(error: unknown, exchange: Exchange, cause: 'timeout' | 'aborted' | null): HttpFailure {
  const common = { reach: exchange.reach, partial: joinBody(exchange), fingerprint: null }
  if (cause !== null) return { ...common, kind: cause, code: cause === 'timeout' ? 'TIMEOUT' : 'ABORTED' }
  if (error instanceof TooLarge) return { ...common, kind: 'too-large', code: error.code }
  if (error instanceof ConnectFailure) return { ...common, kind: error.kind, code: error.code, fingerprint: error.fingerprint }
  return { ...common, kind: 'cut', code: codeOf(error) }
}

const flatten = (headers: IncomingMessage['headers']): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]))

/** Bytes of the request and of the answer's head are estimated from their text; bodies are counted. */
const HEAD_BYTES = 300
const sizeOfRequest = (request: HttpRequest, exchange: Exchange): number =>
  exchange.reach === 'not-sent' ? 0 : HEAD_BYTES + request.url.length + Buffer.byteLength(request.body ?? '')
const sizeOfAnswer = (exchange: Exchange): number => (exchange.reach === 'headers-received' ? HEAD_BYTES : 0) + exchange.wireBytes
