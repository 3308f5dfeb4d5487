import { bodyBytes, htmlAnswer, type Answer } from './wire-answer.ts'
import type { Fault } from './fault-script.ts'

/** Faults that change what is answered, applied one after the other. */
export const spoilAnswer = (answer: Answer, faults: readonly Fault[]): Answer =>
  faults.reduce((spoiled, fault) => spoilOnce(spoiled, fault), answer)

function spoilOnce(answer: Answer, fault: Fault): Answer {
  switch (fault.kind) {
    case 'array': return rewritten(answer, (value) => (Array.isArray(value) ? {} : []))
    case 'nulls': return rewritten(answer, nulled)
    case 'duplicate': return rewritten(answer, (value) => (Array.isArray(value) ? [...value, ...value] : value))
    case 'not-json': return { ...answer, body: `${bodyBytes(answer).toString().slice(0, -1)},,` }
    case 'huge': return { ...answer, body: padding(fault.bytes ?? 64 * 1024 * 1024) }
    case 'clock-skew': return { ...answer, headers: { ...answer.headers, date: skewed(fault.seconds) } }
    case 'status': case 'hang': case 'delay': case 'slow': case 'redirect': case 'cut': case 'html': case 'reset': return answer
  }
}

/** The answer a fault gives instead of the server's own, or null when the request still has to be routed. */
export function replacement(faults: readonly Fault[]): Answer | null {
  for (const fault of faults) {
    if (fault.kind === 'html') return htmlAnswer(fault.status ?? 200, 'Welcome')
    if (fault.kind === 'redirect') return { status: fault.status ?? 302, headers: { location: fault.location }, body: '' }
    if (fault.kind === 'status') return statusAnswer(fault)
  }
  return null
}

function statusAnswer(fault: Extract<Fault, { kind: 'status' }>): Answer {
  const sentence = fault.status === 429 ? { detail: 'Request was throttled. Expected available in 1 seconds.' } : { detail: `Fault ${fault.status}` }
  const wait: Record<string, string> = fault.status === 429 ? { 'retry-after': '1' } : {}
  if (fault.status >= 500 && fault.body === undefined) {
    const page = htmlAnswer(fault.status, `Server Error (${fault.status})`)
    return { ...page, headers: { ...page.headers, ...fault.headers } }
  }
  const headers = { 'content-type': 'application/json', ...wait, ...fault.headers }
  return { status: fault.status, headers, body: JSON.stringify(fault.body ?? sentence) }
}

function rewritten(answer: Answer, change: (value: unknown) => unknown): Answer {
  try {
    return { ...answer, body: JSON.stringify(change(JSON.parse(bodyBytes(answer).toString()))) }
  } catch {
    // A body that is no JSON (a download, an error page) stays as it is.
    return answer
  }
}

/** Every member of every row or of the object becomes null; keys stay. */
function nulled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(nulled)
  if (typeof value !== 'object' || value === null) return null
  return Object.fromEntries(Object.keys(value).map((key) => [key, null]))
}

function* padding(bytes: number): Generator<string> {
  const piece = `"${'x'.repeat(65_534)}",`
  yield '['
  for (let sent = 0; sent < bytes; sent += piece.length) yield piece
  yield '""]'
}

export const skewed = (seconds: number): string => new Date(Date.now() + seconds * 1000).toUTCString()
