import type { Log } from '#core/ports.ts'

const ignore = () => undefined

/** A log for tests that do not look at it. */
export const silentLog: Log = { debug: ignore, info: ignore, warn: ignore, error: ignore }
