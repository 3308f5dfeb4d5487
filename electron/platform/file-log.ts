import pino from 'pino'
import type { Log, LogFields } from '#core/ports.ts'
import { openRotatingFile } from './rotating-file.ts'

export type LogLevel = 'error' | 'warn' | 'info' | 'debug'

/** A log that writes to files, and how to end it. */
export interface FileLog extends Log {
  /** Why nothing is written, or null. The product works without its log and says so once. */
  readonly problem: () => string | null
  readonly close: () => void
}

export interface FileLogOptions {
  readonly level?: LogLevel
  /** File name without `.log`; hosts that may run side by side use their own. */
  readonly name?: string
  /** Bytes of one file, and how many files are kept. */
  readonly maxBytes?: number
  readonly maxFiles?: number
}

/**
 * Log of JSON lines in `folder`: UTC time, level, message, flat fields. Rotates at 10 MB, keeps 10 files and none
 * older than 30 days. Every message and text field passes `redact` before it is written.
 */
export function createFileLog(folder: string, redact: (text: string) => string, options: FileLogOptions = {}): FileLog {
  const file = openRotatingFile({
    folder,
    name: options.name ?? 'outrider',
    maxBytes: options.maxBytes ?? 10_000_000,
    maxFiles: options.maxFiles ?? 10,
    maxAgeMs: 30 * 86_400_000,
  })
  const logger = pino(
    { level: options.level ?? 'info', base: null, timestamp: pino.stdTimeFunctions.isoTime, formatters: { level: (label) => ({ level: label }) } },
    file,
  )
  const line = (level: LogLevel) => (message: string, fields?: LogFields) => logger[level](redactFields(fields, redact), redact(message))
  return { debug: line('debug'), info: line('info'), warn: line('warn'), error: line('error'), problem: file.problem, close: file.close }
}

// SECURITY: no text reaches the disk around the redactor, not even the name of a host in a message.
function redactFields(fields: LogFields | undefined, redact: (text: string) => string): LogFields {
  const entries = Object.entries(fields ?? {}).filter(([, value]) => value !== undefined)
  return Object.fromEntries(entries.map(([key, value]) => [key, typeof value === 'string' ? redact(value) : value]))
}
