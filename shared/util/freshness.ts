/** How sure the time of an observation is: told by the vendor, bounded by the last contact, or not known. */
export type ObservedKind = 'reported' | 'bounded' | 'unknown'
export type Freshness = 'fresh' | 'ageing' | 'stale' | 'unknown'

/** When a fact was seen on the device. `at` is null exactly when the kind is `unknown`. */
export interface Observation {
  readonly at: number | null
  readonly kind: ObservedKind
}

/** How often a vendor renews a fact, and the age below which it always counts as fresh. Milliseconds. */
export interface Cadence {
  readonly cadenceMs: number
  readonly floorMs: number
}

/** Clocks of servers and devices may be ahead of ours by this much before a date counts as wrong. */
export const FUTURE_TOLERANCE_MS = 5 * 60_000

/** Zero, the epoch in any time zone and the defaults of dead clocks all lie before this day. */
const EARLIEST = Date.UTC(1980, 0, 2)

/**
 * A date a device could really have been observed at, in whole milliseconds since the epoch, or null: zero, epoch, negative,
 * NaN and dates more than five minutes ahead of `now` are not dates.
 */
export function plausibleInstant(value: unknown, now: number): number | null {
  if (typeof value !== 'number' || !Number.isFinite(value)) return null
  return value >= EARLIEST && value <= now + FUTURE_TOLERANCE_MS ? Math.round(value) : null
}

/** An observation that cannot be odd: implausible dates become `unknown`. */
export function observation(at: unknown, kind: ObservedKind, now: number): Observation {
  const instant = kind === 'unknown' ? null : plausibleInstant(at, now)
  return instant === null ? { at: null, kind: 'unknown' } : { at: instant, kind }
}

/**
 * For a fact without a date of its own: it is not newer than the device's last contact, nor than the moment it was fetched.
 * Unknown when the last contact is not known.
 */
export function boundedObservation(lastContactAt: unknown, fetchedAt: unknown, now: number): Observation {
  const contact = plausibleInstant(lastContactAt, now)
  const fetched = plausibleInstant(fetchedAt, now)
  if (contact === null || fetched === null) return { at: null, kind: 'unknown' }
  return { at: Math.min(contact, fetched), kind: 'bounded' }
}

/** Milliseconds since `at`, never negative; null when the date is not known or not plausible. */
export function ageOf(at: unknown, now: number): number | null {
  const instant = plausibleInstant(at, now)
  return instant === null ? null : Math.max(0, now - instant)
}

/** The span in which a fact counts as fresh: twice its cadence, at least its floor. */
export const freshSpanOf = (cadence: Cadence): number => Math.max(2 * cadence.cadenceMs, cadence.floorMs)

/** `fresh` up to the fresh span, `ageing` up to eight of them, `stale` beyond, `unknown` without a date. */
export function freshnessOf(seen: Observation, cadence: Cadence, now: number): Freshness {
  const age = seen.kind === 'unknown' ? null : ageOf(seen.at, now)
  if (age === null) return 'unknown'
  const span = freshSpanOf(cadence)
  if (age <= span) return 'fresh'
  return age <= 8 * span ? 'ageing' : 'stale'
}
