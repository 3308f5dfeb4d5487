import { guardOutput, openGuard } from '#core/shell/terminal-guard.ts'
import { plain } from './table.ts'

// oxlint-disable-next-line no-control-regex
const sequence = /\u001b(?:\[[ -?]*[@-~]|[ -/]*[0-~])/g
// oxlint-disable-next-line no-control-regex
const colour = /^\u001b\[[\d;:]*m$/
// oxlint-disable-next-line no-control-regex
const shifts = /[\u000e\u000f]/g
const turns = /[\u202a-\u202e\u2066-\u2069]/g

/**
 * SECURITY: text for a person's terminal. What passed the guard of the remote shell keeps its colours and loses every
 * other sequence: a result that is printed once has no business moving the cursor or asking the terminal questions.
 */
export function toTerminal(text: string): string {
  const guarded = guardOutput(openGuard, text, 0).text.replaceAll(shifts, '').replaceAll(turns, '\ufffd')
  const shown = guarded.replaceAll(sequence, (found) => (colour.test(found) ? found : ''))
  return shown.includes('\u001b') ? `${shown}\u001b[0m` : shown
}

/** A line for standard error: one line, whatever names and server texts it holds; a line break in front of it stays. */
export const toNote = (line: string): string => (line.startsWith('\r\n') ? `\r\n${plain(line.slice(2))}` : plain(line))

// oxlint-disable-next-line no-control-regex
const hidden = /[\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g

/** A value as one line of JSON. SECURITY: JSON leaves 8-bit controls and turned-around text as they are; escaped they mean the same and drive nothing. */
export const toJsonLine = (value: unknown): string => `${JSON.stringify(value).replaceAll(hidden, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)}\n`
