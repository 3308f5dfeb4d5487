import type { HttpResponse } from '../../ports.ts'
import { decodeText, JsonProblem, parseSafeJson } from './safe-json.ts'
import { parseDateHeader } from './parse-instant.ts'

/** A server's clock tells whole seconds, so a difference below this is none. */
const CLOCK_GRAIN_MS = 2_000

/** An answer of the expected kind: its bytes are JSON by the server's word, not parsed yet. */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
  /** When it was received by the server's clock; by ours when both agree or the server does not tell. */
  readonly fetchedAt: number
  /** Server clock minus ours in milliseconds; null when the server does not tell. */
  readonly skewMs: number | null
  readonly wireBytes: number
}

/** When something was received by the server's clock, and how far that is from ours (null when the server does not tell). */
export function receivedAt(headers: HttpResponse['headers'], now: number): { readonly at: number; readonly skewMs: number | null } {
  const serverTime = parseDateHeader(headers['date'])
  if (serverTime === null) return { at: now, skewMs: null }
  const isOff = Math.abs(serverTime - now) > CLOCK_GRAIN_MS
  return isOff ? { at: serverTime, skewMs: serverTime - now } : { at: now, skewMs: 0 }
}

/** Dates an answer. `now` is when its last byte arrived. */
export function toAnswer(response: HttpResponse, now: number): Answer {
  const { at, skewMs } = receivedAt(response.headers, now)
  return {
    status: response.status,
    headers: response.headers,
    body: response.body,
    fetchedAt: at,
    skewMs,
    wireBytes: response.wireBytes,
  }
}

/** True when the server says its answer is JSON. */
export const isJson = (response: HttpResponse): boolean => isJsonType(response.headers)

export const isJsonType = (headers: HttpResponse['headers']): boolean => /^application\/(\w+\+)?json/i.test(headers['content-type'] ?? '')

/** True for a web page, by its content type or its first characters. */
export const isHtml = (response: HttpResponse): boolean =>
  /^text\/html/i.test(response.headers['content-type'] ?? '') || /^\s*<(!doctype|html)/i.test(decodeText(response.body.subarray(0, 200)))

/** Longest sentence of a server that is shown: it stands inside one of ours. */
const MAX_SENTENCE = 200

/** SECURITY: what a server says becomes part of sentences, logs and a terminal: one line without control characters. */
const tidy = (text: string): string => {
  const line = text.replaceAll(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim()
  return line.length <= MAX_SENTENCE ? line : `${line.slice(0, MAX_SENTENCE - 1)}…`
}

/**
 * What a refusal says, from the shapes JSON APIs use: a bare text, `{"detail": …}`, or lists of sentences by field.
 * Empty for anything else; HTML is never shown.
 */
export function sentenceOf(response: HttpResponse): string {
  if (!isJson(response)) return ''
  try {
    return tidy(flatten(parseSafeJson(decodeText(response.body))))
  } catch (error) {
    if (error instanceof JsonProblem) return ''
    throw error
  }
}

const UNNAMED = new Set(['detail', 'non_field_errors', 'error', 'message'])

function flatten(value: unknown): string {
  if (typeof value === 'string') return value
  if (Array.isArray(value)) return value.map(flatten).filter(Boolean).join(' ')
  if (typeof value !== 'object' || value === null) return ''
  return Object.entries(value)
    .map(([key, inner]) => (UNNAMED.has(key) ? flatten(inner) : `${key}: ${flatten(inner)}`))
    .join('; ')
}

/** How long the server asks to wait (`Retry-After` in seconds or as a date); `fallbackMs` when it does not say. */
export function retryAfterOf(headers: Readonly<Record<string, string>>, now: number, fallbackMs: number): number {
  const header = headers['retry-after']?.trim() ?? ''
  if (/^\d+$/.test(header)) return Number(header) * 1_000
  const date = parseDateHeader(header === '' ? undefined : header)
  return date === null ? fallbackMs : Math.max(0, date - now)
}
