/** How fast a device is sampled, and why. Plain data; `next…` functions answer a new one. */
export interface Pace {
  readonly askedSeconds: number
  /** 1, 2, 4 … times the asked interval. */
  readonly factor: number
  /** Round trip that is usual here, in milliseconds; null before the first. */
  readonly usualMs: number | null
  /** Good answers in a row since the last step. */
  readonly calm: number
  /** Why it is slower than asked, for people; null at the asked pace. */
  readonly reason: string | null
}

/** The slowest that adapting goes. */
const slowestSeconds = 300
/** Good answers that prove a recovery. */
const calmNeeded = 3
/** A round trip this many times the usual one, and at least this much longer, is growth; less is noise. */
const growth = 2
const growthFloorMs = 500

export const startPace = (askedSeconds: number): Pace => ({ askedSeconds, factor: 1, usualMs: null, calm: 0, reason: null })

export const intervalSeconds = (pace: Pace): number => Math.min(slowestSeconds, pace.askedSeconds * pace.factor)

/** Another pace was asked for; what was learnt about the link stays. */
export const askPace = (pace: Pace, askedSeconds: number): Pace =>
  askedSeconds === pace.askedSeconds ? pace : { ...startPace(askedSeconds), usualMs: pace.usualMs }

const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`

function slower(pace: Pace, why: string): Pace {
  const doubled = { ...pace, factor: pace.factor * 2, calm: 0 }
  const isAtEnd = intervalSeconds(doubled) === intervalSeconds(pace)
  const kept = isAtEnd ? { ...pace, calm: 0 } : doubled
  return { ...kept, reason: `Every ${intervalSeconds(kept)} s instead of ${pace.askedSeconds} s: ${why}` }
}

function calmer(pace: Pace): Pace {
  if (pace.factor === 1) return { ...pace, reason: null }
  if (pace.calm + 1 < calmNeeded) return { ...pace, calm: pace.calm + 1 }
  const halved = { ...pace, factor: pace.factor / 2, calm: 0 }
  const reason = halved.factor === 1 ? null : `Every ${intervalSeconds(halved)} s instead of ${pace.askedSeconds} s: answers are good again.`
  return { ...halved, reason }
}

/** A reading failed: half as often. `what` is the sentence of the error. */
export const afterError = (pace: Pace, what: string): Pace => slower(pace, what)

/** A reading came after `roundTripMs`: slower when that grew or the interval is too short for it, else back by steps. */
export function afterAnswer(pace: Pace, roundTripMs: number): Pace {
  const usual = pace.usualMs ?? roundTripMs
  const hasGrown = roundTripMs > usual * growth && roundTripMs - usual > growthFloorMs
  // Growth that lasts becomes the usual: slowly up, quickly down.
  const usualMs = roundTripMs > usual ? usual * 0.9 + roundTripMs * 0.1 : (usual + roundTripMs) / 2
  const known = { ...pace, usualMs }
  if (roundTripMs > intervalSeconds(pace) * 1_000) return slower(known, `an answer takes ${seconds(roundTripMs)}.`)
  if (hasGrown) return slower(known, `an answer takes ${seconds(roundTripMs)}, usually ${seconds(usual)}.`)
  return calmer(known)
}
