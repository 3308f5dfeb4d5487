import type { ShellState } from '#shared/model/shell.ts'

/** How the life of a connection is judged, in milliseconds. */
export const LIFE = {
  /** How often the watch looks; with `stalledAfter` it makes "stalled" appear within 5 s. */
  lookEvery: 1_000,
  /** Between two pings. Small against `stalledAfter`, so that a slow satellite link (1.5 s) never looks dead. */
  pingEvery: 2_000,
  stalledAfter: 4_000,
  /** Stalled for this long: the connection is given up. TCP would wait minutes. */
  reconnectAfter: 15_000,
  /** An offline device never answers the start of a shell at all. */
  openingLimit: 30_000,
  attemptLimit: 15_000,
} as const

/** 1, 2, 4, 8, 16, 30, 30 … s: twenty attempts bridge about eight minutes, so an outage of 300 s comes back by itself. */
export const RECONNECT = { attempts: 20, firstDelay: 1_000, maxDelay: 30_000 } as const

/** How long to wait before a connection attempt (1 is the first), in milliseconds. */
export const reconnectDelay = (attempt: number): number => Math.min(RECONNECT.maxDelay, RECONNECT.firstDelay * 2 ** (attempt - 1))

/**
 * How long nothing may be heard in a state before that is an event; null where silence means nothing. A shell without
 * ping (one request a command) is only judged while it connects: a quiet command is not a dead one.
 */
export function silenceLimitMs(state: ShellState, canPing: boolean): number | null {
  if (state === 'opening') return LIFE.openingLimit
  if (state === 'reconnecting') return LIFE.attemptLimit
  if (!canPing) return null
  if (state === 'stalled') return LIFE.reconnectAfter
  return state === 'ready' || state === 'running' ? LIFE.stalledAfter : null
}
