import { cmdCommands } from './cmd-commands.ts'
import { commonCommands } from './common-commands.ts'
import { powershellCommands } from './powershell-commands.ts'
import type { ShellRun, ShellSession } from './simulated-shell.ts'
import { unixCommands } from './unix-commands.ts'

/** One simulated command. `text` is the command as it was typed, before words were split. */
export type ShellCommand = (words: readonly string[], session: ShellSession, text: string) => ShellRun
export type CommandSet = Readonly<Record<string, ShellCommand>>

/** The command of a name in a shell; names do not care about case on Windows, `.exe` may be left out. */
export function commandFor(name: string, session: ShellSession): ShellCommand | undefined {
  const key = session.dialect === 'bash' ? name.replace(/^\/(usr\/)?s?bin\//, '') : name.toLowerCase().replace(/\.exe$/, '').replace(/^.*\\/, '')
  if (Object.hasOwn(commonCommands, key)) return commonCommands[key]
  const set = { powershell: { ...cmdPrograms, ...powershellCommands }, cmd: cmdCommands, bash: unixCommands }[session.dialect] as CommandSet
  return Object.hasOwn(set, key) ? set[key] : undefined
}

/** Programs (not words of cmd itself) that PowerShell can start too. */
const cmdPrograms: CommandSet = Object.fromEntries(
  ['ipconfig', 'systeminfo', 'ping', 'sc', 'net', 'tasklist', 'ver', 'wmic'].flatMap((name) => {
    const command = (cmdCommands as CommandSet)[name]
    return command ? [[name, command]] : []
  }))
