import { setImmediate } from 'node:timers/promises'

/** How long anything in a test may take before it counts as never, in milliseconds. */
const never = 20_000

/**
 * Waits until `read` answers something other than undefined, null or false, and answers that. Yields to sockets and
 * threads in between; `between` runs each time (to move a test clock).
 */
export async function eventually<T>(what: string, read: () => T | undefined | null | false, between: () => void | Promise<void> = () => undefined): Promise<T> {
  const startedAt = performance.now()
  for (;;) {
    const found = read()
    if (found !== undefined && found !== null && found !== false) return found
    if (performance.now() - startedAt > never) throw new Error(`It never happened: ${what}`)
    await between()
    await setImmediate()
  }
}
