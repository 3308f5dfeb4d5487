import type { Log } from '#core/ports.ts'
import { AppError, isAppError, toWire } from '#shared/errors/app-error.ts'
import { createNodeClock } from '#platform/node-clock.ts'
import { createNodeIds } from '#platform/node-ids.ts'

/** What Ctrl-C throws; not a mistake. */
export const isInterruption = (error: unknown): boolean => error instanceof Error && error.message === 'interrupted'

/** Runs `work`; a mistake of ours goes into the log with its stack, under the reference that the person is told. */
export async function withReference<T>(log: Log, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (isAppError(error) || isInterruption(error)) throw error
    const traceId = createNodeIds(createNodeClock()).next('t')
    log.error('command failed unexpectedly', { traceId, reason: error instanceof Error ? (error.stack ?? error.message) : String(error) })
    throw new AppError(toWire(error, traceId))
  }
}
