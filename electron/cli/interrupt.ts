import type { Stop } from '#shared/util/stop.ts'
import { exitCodes } from './exit-codes.ts'

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** One Ctrl-C arrives several times: from the terminal, and again from each starter above us that passes it on. */
const onePressMs = 500

/**
 * Calls `work` at the first Ctrl-C (or polite end) instead of ending the process, so that a command can finish in order.
 * Pressed again, it ends the process at once. After a press it goes on listening when it is stopped: the same press may
 * arrive once more while the store is closed, and would leave the journal without the end of what was begun.
 */
export function onInterrupt(work: () => void): Stop {
  let pressedAt: number | undefined
  const hear = () => {
    if (pressedAt === undefined) {
      pressedAt = performance.now()
      work()
    } else if (performance.now() - pressedAt > onePressMs) process.exit(exitCodes.interrupted)
  }
  for (const signal of signals) process.on(signal, hear)
  return () => {
    if (pressedAt !== undefined) return
    for (const signal of signals) process.off(signal, hear)
  }
}
