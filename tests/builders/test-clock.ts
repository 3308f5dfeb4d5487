import type { Clock } from '#core/ports.ts'

/** A clock that a test owns: nothing happens until it is moved. */
export interface TestClock extends Clock {
  /** Moves time forward and runs everything that falls due, in order of its time, each at its own moment. */
  advance(ms: number): void
  /** The same in steps: promises that were waiting get their turn after each piece of due work. */
  advanceSettled(ms: number): Promise<void>
  /** When the next timer is due; undefined when none is waiting. */
  readonly nextAt: number | undefined
  /** How many timers are waiting: zero after everything was stopped. */
  readonly waiting: number
}

interface Timer {
  readonly at: number
  readonly order: number
  readonly work: () => void
}

/** Lets promises that are already settled run their continuations, a few generations deep. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve()
}

/**
 * Creates a clock standing at `start` (milliseconds since the epoch). `monotonic` begins at 0 and follows `now`.
 */
export function createTestClock(start = Date.UTC(2026, 10, 22, 10)): TestClock {
  const timers = new Set<Timer>()
  let now = start
  let order = 0

  const takeNext = (until: number): Timer | undefined => {
    let next: Timer | undefined
    for (const timer of timers) {
      const isEarlier = !next || timer.at < next.at || (timer.at === next.at && timer.order < next.order)
      if (timer.at <= until && isEarlier) next = timer
    }
    if (next) timers.delete(next)
    return next
  }

  const runNext = (until: number): boolean => {
    const timer = takeNext(until)
    if (!timer) return false
    now = Math.max(now, timer.at)
    timer.work()
    return true
  }

  return {
    now: () => now,
    monotonic: () => now - start,
    after: (delayMs, work) => {
      const timer = { at: now + Math.max(0, delayMs), order: (order += 1), work }
      timers.add(timer)
      return () => void timers.delete(timer)
    },
    advance: (ms) => {
      const until = now + ms
      while (runNext(until));
      now = until
    },
    advanceSettled: async (ms) => {
      const until = now + ms
      await settle()
      while (runNext(until)) await settle()
      now = until
      await settle()
    },
    get nextAt() {
      return timers.size === 0 ? undefined : Math.min(...[...timers].map((timer) => timer.at))
    },
    get waiting() {
      return timers.size
    },
  }
}
