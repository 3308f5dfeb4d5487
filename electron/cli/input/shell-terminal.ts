import type { ShellView } from '#shared/model/shell.ts'
import { shellWords } from '#shared/model/shell.ts'
import { toSentence, toWire } from '#shared/errors/app-error.ts'
import { plain } from '../output/table.ts'
import type { Session } from '../session.ts'
import { openOwnShell } from './own-shell.ts'
import type { ShellEnd } from './own-shell.ts'

/** Leaves the shell without ending what runs in it: Ctrl-] as in telnet. */
const leaveKey = '\u001d'

/** Tells what a state means, once each time it is news; what came before the headline is told after it. */
function createTeller(note: Session['note']): { readonly hear: (view: ShellView) => void; readonly begin: () => void } {
  let current: ShellView | undefined
  let hasBegun = false
  let told: string | null = null
  const tell = () => {
    const isOver = current?.state === 'closed' || current?.state === 'failed'
    if (current === undefined || isOver || !hasBegun) return
    if (current.says !== null && current.says !== told) note(`\r\n[${shellWords[current.state]}: ${plain(current.says)}]`)
    told = current.says
  }
  return {
    hear: (view) => {
      current = view
      tell()
    },
    begin: () => {
      hasBegun = true
      tell()
    },
  }
}

/** Connects the local terminal with a remote shell, key by key, until that ends or the person leaves. */
export async function connectTerminal({ api, note }: Session, open: () => Promise<ShellView>, opens: (view: ShellView) => void): Promise<ShellEnd> {
  const { stdin, stdout } = process
  const tell = createTeller(note)
  const shell = await openOwnShell(api, open, (text, drawn) => void stdout.write(text, drawn), tell.hear)
  opens(shell.opened)
  tell.begin()
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
