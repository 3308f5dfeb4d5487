import type { ShellView } from '#shared/model/shell.ts'
import { shellWords } from '#shared/model/shell.ts'
import { toSentence, toWire } from '#shared/errors/app-error.ts'
import type { Session } from '../session.ts'
import { openOwnShell } from './own-shell.ts'
import type { ShellEnd } from './own-shell.ts'

/** Leaves the shell without ending what runs in it: Ctrl-] as in telnet. */
const leaveKey = '\u001d'

/** Connects the local terminal with a remote shell, key by key, until that ends or the person leaves. */
export async function connectTerminal({ api, note }: Session, open: () => Promise<ShellView>, opens: (view: ShellView) => void): Promise<ShellEnd> {
  const { stdin, stdout } = process
  let says: string | null = null
  const shell = await openOwnShell(api, open, (text, drawn) => void stdout.write(text, drawn), (view) => {
    if (view.says !== null && view.says !== says && view.state !== 'closed' && view.state !== 'failed') note(`\r\n[${shellWords[view.state]}: ${view.says}]`)
    says = view.says
  })
  opens(shell.opened)
  const onKeys = (keys: Buffer) => {
    if (keys.toString() === leaveKey) shell.close()
    else shell.send(keys.toString()).catch((error: unknown) => note(`\r\n[${toSentence(toWire(error))}]`))
  }
  const onResize = () => void api.shell.resize({ shellId: shell.opened.id, columns: stdout.columns || 80, rows: stdout.rows || 24 }).catch(() => {})
  stdin.setRawMode(true)
  stdin.on('data', onKeys)
  stdin.once('end', shell.close)
  stdout.on('resize', onResize)
  try {
    return await shell.end()
  } finally {
    stdin.setRawMode(false)
    stdin.off('data', onKeys)
    stdin.pause()
    stdout.off('resize', onResize)
  }
}
