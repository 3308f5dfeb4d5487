import type { Clock } from '../../ports.ts'

/** Waits on the clock of the core. Ends early, without an error, when the signal is aborted: the caller looks at it. */
export function pause(clock: Clock, delayMs: number, signal: AbortSignal | undefined): Promise<void> {
  if (signal?.aborted) return Promise.resolve()
  return new Promise((resolve) => {
    const finish = () => {
      stop()
      signal?.removeEventListener('abort', finish)
      resolve()
    }
    const stop = clock.after(delayMs, finish)
    signal?.addEventListener('abort', finish, { once: true })
  })
}
