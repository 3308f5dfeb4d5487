import { createInterface } from 'node:readline'
import { stripVTControlCharacters } from 'node:util'
import type { ShellView } from '#shared/model/shell.ts'
import type { Session } from '../session.ts'
import { openOwnShell } from './own-shell.ts'
import type { OwnShell, ShellEnd } from './own-shell.ts'

// oxlint-disable-next-line no-control-regex
const openEscape = /\u001b[^a-zA-Z]*$/

// oxlint-disable-next-line no-control-regex
const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g

/** Writes terminal output as plain text: a file or a pipe has no cursor to move. A sequence cut in two waits for its rest. */
function createPlainWriter(): (text: string, drawn: () => void) => void {
  let held = ''
  return (text, drawn) => {
    const whole = held + text
    held = openEscape.exec(whole)?.[0] ?? ''
    const readable = whole.slice(0, whole.length - held.length)
    process.stdout.write(stripVTControlCharacters(readable).replaceAll(controls, ''), drawn)
  }
}

/** Sends one line. In command mode it waits for its answer; a terminal takes lines as fast as they come. */
async function sendLine(shell: OwnShell, line: string): Promise<void> {
  const isTerminal = shell.opened.depth === 'interactive'
  if (!isTerminal && line.trim() === '') return
  const before = shell.answers()
  await shell.send(`${line}\r`)
  if (!isTerminal) await shell.until(() => shell.answers() > before)
}

async function sendAll(shell: OwnShell): Promise<void> {
  const lines = createInterface({ input: process.stdin })
  // Ended by the device or by Ctrl-C: what is still unread is not sent to anybody.
  void shell.until(() => false).then(() => lines.close())
  for await (const line of lines) {
    if (shell.isOver()) return
    await sendLine(shell, line)
  }
  if (shell.opened.depth === 'interactive') await shell.send('exit\r')
  else shell.close()
}

/** Connects standard input line by line with a remote shell, for scripts. Ends with the input, the shell or Ctrl-C. */
export async function connectLines({ api }: Session, open: () => Promise<ShellView>, opens: (view: ShellView) => void): Promise<ShellEnd> {
  const show = process.stdout.isTTY ? (text: string, drawn: () => void) => void process.stdout.write(text, drawn) : createPlainWriter()
  let state: ShellView['state'] = 'opening'
  const shell = await openOwnShell(api, open, show, (view) => (state = view.state))
  opens(shell.opened)
  await shell.until(() => state === 'ready')
  await sendAll(shell)
  const end = await shell.end()
  process.stdin.destroy()
  return end
}
