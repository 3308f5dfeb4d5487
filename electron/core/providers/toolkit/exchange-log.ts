import type { Exchange } from '#shared/model/exchange.ts'
import type { HttpRequest, HttpResult } from '../../ports.ts'
import type { ProviderPorts } from '../provider.ts'
import { decodeText } from './safe-json.ts'

/** Longest piece of a body in the log, in characters, and what of it is looked at, in bytes. */
export const SHOWN_BODY = { characters: 4_096, bytes: 8_192 } as const

/** A request that is over, as its sender knows it. */
interface Asked {
  readonly method: string
  readonly template: string
  readonly attempt: number
  readonly startedAt: number
  readonly durationMs: number
  readonly accountId: string
}

/** What came of it, without the body. */
type Outcome = Pick<Exchange, 'status' | 'failure' | 'bytesIn' | 'bytesOut'>

type LogPorts = Pick<ProviderPorts, 'log' | 'trace' | 'settings' | 'redact' | 'onExchange'>

/** The outcome of an HTTP request. Of a failure only what was read before it is known. */
export const outcomeOf = (result: HttpResult): Outcome =>
  result.ok
    ? { status: result.response.status, failure: null, bytesIn: result.response.wireBytes - result.response.sentBytes, bytesOut: result.response.sentBytes }
    : { status: null, failure: result.failure.code, bytesIn: result.failure.partial.byteLength, bytesOut: result.failure.reach === 'not-sent' ? 0 : null }

/** Writes one line about a request, whatever became of it, and tells diagnostics (S188). Answers what was told. */
export function tellExchange(ports: LogPorts, asked: Asked, outcome: Outcome): Exchange {
  const { startedAt, durationMs, ...rest } = asked
  const exchange: Exchange = { at: startedAt, ...rest, ...outcome, durationMs: Math.round(durationMs), traceId: ports.trace.current() }
  const { at: _at, template, ...fields } = exchange
  ports.log.info('request', { ...fields, path: template })
  ports.onExchange(exchange)
  return exchange
}

/** The beginning of a body, kept while it goes by; absent unless bodies were asked for. */
export interface BodyHead {
  readonly push: (chunk: Uint8Array) => void
  readonly bytes: () => Uint8Array
}

/** Keeps the first bytes of a body that is handed on piece by piece. */
export function createBodyHead(): BodyHead {
  let kept = new Uint8Array()
  return {
    push: (chunk) => {
      if (kept.length >= SHOWN_BODY.bytes) return
      const joined = new Uint8Array(Math.min(SHOWN_BODY.bytes, kept.length + chunk.length))
      joined.set(kept)
      joined.set(chunk.subarray(0, joined.length - kept.length), kept.length)
      kept = joined
    },
    bytes: () => kept,
  }
}

/**
 * Writes the beginning of an answer's body at level debug, where `OUTRIDER_LOG_BODIES` asks for it. Waits for nobody.
 * SECURITY: redacted before it is cut, with room behind the cut, so that no half of a secret is left standing. Only
 * answers to reads come here: what is sent (command texts, sign-ins) and outputs are in no log at all (S190).
 */
export function tellBody(ports: LogPorts, { method, template }: Pick<Asked, 'method' | 'template'>, bytes: Uint8Array): void {
  if (!ports.settings.logBodies) return
  const traceId = ports.trace.current()
  const text = decodeText(bytes.subarray(0, SHOWN_BODY.bytes))
  ports.redact(text).then(
    (redacted) => ports.log.debug('body', { method, path: template, traceId, body: redacted.slice(0, SHOWN_BODY.characters) }),
    (error: unknown) => ports.log.warn('a body was not shown', { path: template, reason: String(error) }),
  )
}

/** What a request is called in the log. */
export const askedOf = (request: Pick<HttpRequest, 'method' | 'pool'>, template: string, attempt: number, startedAt: number, durationMs: number): Asked => ({
  method: request.method, template, attempt, startedAt, durationMs, accountId: request.pool,
})
