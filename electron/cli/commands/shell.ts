import type { Command } from 'commander'
import type { ShellView } from '#shared/model/shell.ts'
import { riskWords, shellRisk, shellWords } from '#shared/model/shell.ts'
import { exitCodes } from '../exit-codes.ts'
import { findDevice } from '../find-device.ts'
import { connectLines } from '../input/shell-lines.ts'
import { connectTerminal } from '../input/shell-terminal.ts'
import { describePreview } from '../output/describe-operation.ts'
import { plain } from '../output/table.ts'
import { withSession } from '../session.ts'
import type { CommonOptions, Session } from '../session.ts'
import { parseShellOption } from './shell-option.ts'

interface ShellOptions extends CommonOptions {
  readonly shell?: string
  /** The line to show the request of; empty for opening. */
  readonly showRequest?: string | true
}

function describe(view: ShellView): string {
  const { deviceName, client, deviceType, shell, runAs, depth, depthReason } = view
  const who = `${runAs === 'unknown' ? '' : ` as ${runAs}`}${deviceType === 'server' ? ' on a server' : ''} (${riskWords[shellRisk(view)]})`
  const reason = depthReason ? ` (${depthReason.replace(/\.$/, '')})` : ''
  return plain(`${deviceName}${client ? ` of ${client}` : ''}: ${shell}${who}, ${depth === 'interactive' ? 'a terminal' : 'command mode'}${reason}`)
}

const size = () => ({ columns: process.stdout.columns || 80, rows: process.stdout.rows || 24 })

async function openShell(session: Session, typed: string, options: ShellOptions): Promise<number> {
  const { api, note, print } = session
  const device = await findDevice(api, typed)
  const shell = options.shell === undefined ? {} : { shell: parseShellOption(options.shell) }
  if (options.showRequest !== undefined) {
    const preview = await api.shell.preview({ deviceId: device.id, ...shell, line: options.showRequest === true ? '' : options.showRequest })
    print(preview, () => describePreview(preview.request))
    return exitCodes.done
  }
  const isTerminal = process.stdin.isTTY === true
  const connect = isTerminal ? connectTerminal : connectLines
  const { opened, isInterrupted, last } = await connect(session, () => api.shell.open({ deviceId: device.id, ...shell, ...size() }), (view) => {
    note(`${describe(view)}.${isTerminal ? ' Ctrl-] leaves.' : ''}`)
  })
  note(`${isTerminal ? '\r\n' : ''}${plain(opened.deviceName)}: ${shellWords[last.state]}.${last.says ? ` ${plain(last.says)}` : ''}`)
  if (isInterrupted) return exitCodes.interrupted
  return last.state === 'closed' ? exitCodes.done : exitCodes.unreachable
}

const help = `
Without a terminal, standard input is sent line by line: each line waits for the answer of the one before.
  printf 'hostname\\nuptime\\n' | outrider shell web-02`

/** `outrider shell DEVICE`. */
export function addShellCommand(program: Command): void {
  program
    .command('shell <device>')
    .description('A remote shell in this terminal')
    .option('--shell <shell>', 'powershell, cmd, bash, sh or zsh')
    .option('--show-request [line]', 'print what opening a terminal, or a line in command mode, would send, and send nothing')
    .addHelpText('after', help)
    .action((device: string, _, command: Command) => withSession(command.optsWithGlobals(), (session) => openShell(session, device, command.optsWithGlobals())))
}
