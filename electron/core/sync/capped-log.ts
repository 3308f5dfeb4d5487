import type { Log } from '../ports.ts'

/** A log that writes only the first warnings and counts the others. */
export interface CappedLog extends Log {
  /** Warnings that were not written. */
  readonly unwritten: number
}

/** Caps the warnings of one run at `limit` lines, so that a server that refuses everything does not fill the log. */
export function cappedLog(log: Log, limit: number): CappedLog {
  let warnings = 0
  return {
    ...log,
    warn: (message, fields) => {
      warnings += 1
      if (warnings <= limit) log.warn(message, fields)
    },
    get unwritten() {
      return Math.max(0, warnings - limit)
    },
  }
}
