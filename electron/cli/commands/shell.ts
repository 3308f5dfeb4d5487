import type { Command } from 'commander'
import type { ShellView } from '#shared/model/shell.ts'
import { shellWords } from '#shared/model/shell.ts'
import { exitCodes } from '../exit-codes.ts'
import { findDevice } from '../find-device.ts'
import { withSession } from '../session.ts'
import type { CommonOptions, Session } from '../session.ts'
import { parseShellOption } from './shell-option.ts'

interface ShellOptions extends CommonOptions {
  readonly shell?: string
}

/** Leaves the shell without ending the local terminal: Ctrl-] as in telnet. */
const leaveKey = '\u001d'

const describe = (view: ShellView): string =>
  `${view.deviceName}${view.client ? ` (${view.client})` : ''}, ${view.shell} as ${view.runAs}, ${view.depth === 'interactive' ? 'terminal' : 'command mode'}${view.depthReason ? `: ${view.depthReason}` : ''}`

const size = () => ({ columns: process.stdout.columns || 80, rows: process.stdout.rows || 24 })

/** Connects the local terminal with a remote shell until that ends or the person leaves. */
async function attach({ api, note }: Session, opened: ShellView): Promise<number> {
  const { stdin, stdout } = process
  const isTerminal = stdin.isTTY === true
  const stops: (() => void)[] = []
  const ended = new Promise<ShellView>((done) => {
    stops.push(
      api.on('shell.changed', (view) => {
        if (view.id === opened.id && (view.state === 'closed' || view.state === 'failed')) done(view)
        else if (view.id === opened.id && view.says) note(`\r\n[${shellWords[view.state]}: ${view.says}]`)
      }),
    )
  })
  stops.push(
    api.on('shell.output', ({ shellId, data }) => {
      if (shellId !== opened.id) return
      stdout.write(data, () => void api.shell.acknowledge({ shellId, characters: data.length }).catch(() => {}))
    }),
  )
  const onData = (data: Buffer) => {
    const text = data.toString()
    if (isTerminal && text === leaveKey) void api.shell.close({ shellId: opened.id })
    else void api.shell.input({ shellId: opened.id, data: text }).catch((error: unknown) => note(String(error)))
  }
  const onResize = () => void api.shell.resize({ shellId: opened.id, ...size() }).catch(() => {})
  if (isTerminal) stdin.setRawMode(true)
  stdin.on('data', onData)
  stdin.on('end', () => void api.shell.close({ shellId: opened.id }).catch(() => {}))
  stdout.on('resize', onResize)
  const last = await ended
  if (isTerminal) stdin.setRawMode(false)
  stdin.off('data', onData)
  stdin.pause()
  stdout.off('resize', onResize)
  for (const stop of stops) stop()
  note(`\r\n[${shellWords[last.state]}${last.says ? `: ${last.says}` : ''}]`)
  return last.state === 'closed' ? exitCodes.done : exitCodes.unreachable
}

async function openShell(session: Session, typed: string, options: ShellOptions): Promise<number> {
  const device = await findDevice(session.api, typed)
  const shell = options.shell === undefined ? {} : { shell: parseShellOption(options.shell) }
  const opened = await session.api.shell.open({ deviceId: device.id, ...shell, ...size() })
  session.note(`${describe(opened)}${process.stdin.isTTY ? '. Ctrl-] leaves.' : ''}`)
  return attach(session, opened)
}

/** `outrider shell DEVICE`. */
export function addShellCommand(program: Command): void {
  program
    .command('shell <device>')
    .description('A remote shell in this terminal')
    .option('--shell <shell>', 'powershell, cmd, bash, sh or zsh')
    .action((device: string, _, command: Command) => withSession(command.optsWithGlobals(), (session) => openShell(session, device, command.optsWithGlobals())))
}
