import type { Log, LogFields } from '#core/ports.ts'

/** One line as it was logged. */
export interface LogLine {
  readonly level: keyof Log
  readonly message: string
  readonly fields: LogFields
}

/** A log that keeps its lines for the test and prints none. */
export function aRecordingLog(): Log & { readonly lines: readonly LogLine[] } {
  const lines: LogLine[] = []
  const line = (level: keyof Log) => (message: string, fields: LogFields = {}) => void lines.push({ level, message, fields })
  return { lines, debug: line('debug'), info: line('info'), warn: line('warn'), error: line('error') }
}
