import type { Stop } from '#shared/util/stop.ts'
import { exitCodes } from './exit-codes.ts'

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * Calls `work` at the first Ctrl-C (or polite end) instead of ending the process, so that a command can finish in order.
 * A second one ends the process at once.
 */
export function onInterrupt(work: () => void): Stop {
  let isFirst = true
  const hear = () => {
    if (!isFirst) process.exit(exitCodes.interrupted)
    isFirst = false
    work()
  }
  for (const signal of signals) process.on(signal, hear)
  return () => {
    for (const signal of signals) process.off(signal, hear)
  }
}
