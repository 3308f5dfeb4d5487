import type { Clock } from '../../ports.ts'

/** How long it takes to win back one step after the limit was halved. */
const STEP_MS = 60_000

/** A ceiling that is halved when the server shows strain and grows back by one a minute (B25). */
export interface AdaptiveLimit {
  current(): number
  halve(): void
}

/** Creates a limit at its ceiling; it never falls below one. */
export function createAdaptiveLimit(clock: Clock, ceiling: number): AdaptiveLimit {
  let reduced = ceiling
  let reducedAt = clock.monotonic()
  const current = () => Math.min(ceiling, reduced + Math.floor((clock.monotonic() - reducedAt) / STEP_MS))
  return {
    current,
    halve: () => {
      reduced = Math.max(1, Math.floor(current() / 2))
      reducedAt = clock.monotonic()
    },
  }
}
