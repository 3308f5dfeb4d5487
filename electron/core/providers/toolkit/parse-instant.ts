/** Before this nothing an RMM server says is a date: zero, the epoch, the year 1. */
const EARLIEST = Date.UTC(1980, 0, 2)
/** After this it is a placeholder such as the year 9999. */
const LATEST = Date.UTC(2200, 0, 1)

/** What nearly every server sends, read without taking it apart. */
const UTC_TEXT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/
const ISO = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?\s*(Z|[+-]\d{2}:?\d{2})?$/i

/** Milliseconds since the epoch if that is a time somebody can have meant, else null. Never 0. */
const plausibleInstant = (milliseconds: number): number | null =>
  milliseconds >= EARLIEST && milliseconds < LATEST ? Math.round(milliseconds) : null

/** Reads ISO 8601; a time without a zone is UTC. Null for anything else, for zero dates and for placeholders. */
export function parseInstant(value: unknown): number | null {
  if (typeof value !== 'string') return null
  if (UTC_TEXT.test(value)) return plausibleInstant(Date.parse(value))
  const match = ISO.exec(value.trim())
  if (match === null) return null
  const text = value.trim()
  const isDateOnly = text.length === 10
  return plausibleInstant(Date.parse(match[1] === undefined && !isDateOnly ? `${text.replace(' ', 'T')}Z` : text))
}

/** Reads seconds since the epoch (a number or its text), as boot times come. Null for zero and nonsense. */
export function parseUnixSeconds(value: unknown): number | null {
  const seconds = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof seconds === 'number' ? plausibleInstant(seconds * 1_000) : null
}

/** Reads a calendar day written `2026-1-05` or `2026-01-05` as the start of that day in UTC. */
export function parseDay(value: unknown): number | null {
  if (typeof value !== 'string') return null
  const match = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:\D|$)/.exec(value.trim())
  if (match === null) return null
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  const instant = Date.UTC(year, month - 1, day)
  return new Date(instant).getUTCMonth() === month - 1 ? plausibleInstant(instant) : null
}

/** The server's clock from its `Date` header, in milliseconds; null when it sent none. */
export const parseDateHeader = (header: string | undefined): number | null =>
  header === undefined ? null : plausibleInstant(Date.parse(header))
