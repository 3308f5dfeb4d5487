import { isAppError, toWire } from '#shared/errors/app-error.ts'
import type { AppErrorShape } from '#shared/errors/app-error.ts'

/** Whatever a command threw, as the sentences a person reads. A bug of ours is written to the console and apologised for. */
export function toAppError(error: unknown): AppErrorShape {
  if (!isAppError(error)) console.error(error)
  return toWire(error)
}
