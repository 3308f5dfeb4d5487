import type { Terminal } from '@xterm/xterm'
import { copyText } from '../../lib/copy-text.ts'

/** Whether pasting the text would run a line: a line break that is not only at its end. */
export const isManyLines = (text: string): boolean => /[\r\n]/.test(text.replace(/[\r\n]+$/, ''))

/** Copies what is selected in a terminal. */
export function copySelection(terminal: Terminal): void {
  const text = terminal.getSelection()
  if (text !== '') copyText(text)
}
