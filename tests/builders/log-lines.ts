import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** One line of the log file. */
export type FileLine = Readonly<Record<string, unknown>>

/** Everything that was logged below a profile folder, as it stands on the disk. */
export function readLogText(folder: string): string {
  const logs = join(folder, 'logs')
  return readdirSync(logs).toSorted().map((name) => readFileSync(join(logs, name), 'utf8')).join('')
}

/** The same, line by line; only those with this message when one is given. */
export function readLogLines(folder: string, message?: string): FileLine[] {
  const lines = readLogText(folder).split('\n').filter(Boolean).map((line) => JSON.parse(line) as FileLine)
  return message === undefined ? lines : lines.filter((line) => line['msg'] === message)
}
