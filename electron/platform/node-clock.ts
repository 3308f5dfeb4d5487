import type { Clock } from '#core/ports.ts'
import type { Stop } from '#shared/util/stop.ts'

/** Longest delay a Node timer takes; longer ones would fire at once. */
const longestMs = 2 ** 31 - 1

/** The computer's clock. Its timers never keep a process alive by themselves. */
export function createNodeClock(): Clock {
  return {
    now: () => Date.now(),
    monotonic: () => performance.now(),
    after: (delayMs, work) => startTimer(Math.max(0, delayMs), work),
  }
}

function startTimer(delayMs: number, work: () => void): Stop {
  let timer: NodeJS.Timeout
  const arm = (left: number) => {
    timer = setTimeout(() => (left > longestMs ? arm(left - longestMs) : work()), Math.min(left, longestMs))
    timer.unref()
  }
  arm(delayMs)
  return () => clearTimeout(timer)
}
