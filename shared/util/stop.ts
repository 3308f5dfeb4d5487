/** What every `start…` returns. Idempotent: calling it twice is harmless. */
export type Stop = () => void

/** Joins several stops into one that runs them in reverse order of starting. */
export function stopAll(stops: readonly Stop[]): Stop {
  let isStopped = false
  return () => {
    if (isStopped) return
    isStopped = true
    for (const stop of stops.toReversed()) stop()
  }
}
