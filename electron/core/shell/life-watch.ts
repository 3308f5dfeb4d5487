import type { Stop } from '#shared/util/stop.ts'
import type { Clock } from '../ports.ts'
import { LIFE } from './link-limits.ts'

export interface LifeWatchParts {
  readonly clock: Clock
  /** Sends a ping; null where there is no connection to ask. */
  readonly ping: () => (() => void) | null
  /** How long silence may last now; null while it means nothing. */
  readonly limitMs: () => number | null
  readonly onSilence: () => void
  readonly onRoundTrip: (ms: number) => void
}

/** Watches a connection for signs of life. */
export interface LifeWatch {
  /** Something was heard, or a new try begins: silence counts from here. */
  sign(): void
  /** The answer to the last ping. */
  answered(): void
  readonly stop: Stop
}

/** Starts the watch. `onSilence` comes once for each time that the limit passes. */
export function startLifeWatch(parts: LifeWatchParts): LifeWatch {
  const { clock } = parts
  let heardAt = clock.monotonic()
  let pingedAt: number | null = null
  let lastPingAt = Number.NEGATIVE_INFINITY

  const ping = (): void => {
    const send = parts.ping()
    if (!send || clock.monotonic() - lastPingAt < LIFE.pingEvery) return
    lastPingAt = clock.monotonic()
    pingedAt ??= lastPingAt
    send()
  }
  const look = (): void => {
    stopTimer = clock.after(LIFE.lookEvery, look)
    ping()
    const limit = parts.limitMs()
    if (limit === null) heardAt = clock.monotonic()
    else if (clock.monotonic() - heardAt >= limit) {
      heardAt = clock.monotonic()
      // How long an outage lasted is not a round trip.
      pingedAt = null
      parts.onSilence()
    }
  }
  let stopTimer = clock.after(LIFE.lookEvery, look)

  return {
    sign: () => {
      heardAt = clock.monotonic()
    },
    answered: () => {
      if (pingedAt !== null) parts.onRoundTrip(clock.monotonic() - pingedAt)
      pingedAt = null
      heardAt = clock.monotonic()
    },
    stop: () => stopTimer(),
  }
}
