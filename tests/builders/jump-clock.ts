import { setImmediate } from 'node:timers/promises'
import type { Clock } from '#core/ports.ts'

/** A clock that runs like the real one and can be put forward. */
export interface JumpClock extends Clock {
  /** Puts it forward in steps of a second, running what falls due; sockets and threads get their turn after each. */
  jump(ms: number): Promise<void>
}

interface Timer {
  readonly at: number
  readonly work: () => void
  readonly handle: NodeJS.Timeout
}

/** Turns given to sockets after each step: enough for a few frames to go back and forth on this machine. */
const turnsPerStep = 20

/** Creates one; like the real clock it does not keep the process alive. */
export function createJumpClock(): JumpClock {
  let offset = 0
  const timers = new Set<Timer>()
  const monotonic = (): number => performance.now() + offset

  const fire = (timer: Timer): void => {
    if (!timers.delete(timer)) return
    clearTimeout(timer.handle)
    timer.work()
  }
  const fireDue = (): void => {
    const due = [...timers].filter((timer) => timer.at <= monotonic()).toSorted((one, other) => one.at - other.at)
    for (const timer of due) fire(timer)
  }

  return {
    now: () => Math.round(Date.now() + offset),
    monotonic,
    after: (delayMs, work) => {
      const timer: Timer = { at: monotonic() + delayMs, work, handle: setTimeout(() => fire(timer), delayMs) }
      timer.handle.unref()
      timers.add(timer)
      return () => {
        timers.delete(timer)
        clearTimeout(timer.handle)
      }
    },
    jump: async (ms) => {
      for (let left = ms; left > 0; left -= 1_000) {
        offset += Math.min(1_000, left)
        fireDue()
        for (let turn = 0; turn < turnsPerStep; turn += 1) await setImmediate()
      }
    },
  }
}
