import type { Terminal } from '@xterm/xterm'

/** Operating system commands a remote output may not give: title, colours, links, clipboard, notifications. */
const refusedCommands = [0, 1, 2, 4, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 52, 104, 110, 111, 112, 133, 777, 1337]

/**
 * SECURITY: the second wall behind the core's own filter. Whatever slips through cannot set titles, colours or the
 * clipboard, cannot make links, and gets no answer to questions about the window.
 */
export function guardTerminal(terminal: Terminal): void {
  for (const command of refusedCommands) terminal.parser.registerOscHandler(command, () => true)
  terminal.parser.registerCsiHandler({ final: 't' }, () => true)
  terminal.parser.registerDcsHandler({ final: 'q' }, () => true)
}
