import { AsyncLocalStorage } from 'node:async_hooks'
import type { Trace } from '#core/ports.ts'

/** The trace port: Node follows the id through promises and timers. */
export function createNodeTrace(): Trace {
  const storage = new AsyncLocalStorage<string>()
  return { run: (traceId, work) => storage.run(traceId, work), current: () => storage.getStore() ?? null }
}
