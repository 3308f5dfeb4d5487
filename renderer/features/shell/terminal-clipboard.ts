import type { Terminal } from '@xterm/xterm'

/** Whether pasting the text would run a line: a line break that is not only at its end. */
export const isManyLines = (text: string): boolean => /[\r\n]/.test(text.replace(/[\r\n]+$/, ''))

/**
 * Copies what is selected. The page answers the browser's own copy, because the desktop window grants no permission to
 * write to the clipboard by itself.
 */
export function copySelection(terminal: Terminal): void {
  const text = terminal.getSelection()
  if (text === '') return
  const answer = (event: ClipboardEvent) => {
    event.clipboardData?.setData('text/plain', text)
    event.preventDefault()
    event.stopImmediatePropagation()
  }
  document.addEventListener('copy', answer, { capture: true, once: true })
  document.execCommand('copy')
  document.removeEventListener('copy', answer, { capture: true })
}
