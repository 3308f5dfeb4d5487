import { endProcess, processesOf } from '../fleet/processes.ts'
import { controlService, servicesOf } from '../fleet/services.ts'
import { volumesAt } from '../fleet/volumes.ts'
import type { CommandSet, ShellCommand } from './shell-commands.ts'
import { clockOf, longDate, table, uptimeSeconds } from './shell-facts.ts'
import { fail, say, silent, type ShellRun } from './simulated-shell.ts'

/** The value after `-Name`, or the first word that is no switch. */
function argument(words: readonly string[], name: string): string | undefined {
  const named = words.findIndex((word) => word.toLowerCase() === `-${name.toLowerCase()}`)
  return named >= 0 ? words[named + 1] : words.find((word, index) => !word.startsWith('-') && !words[index - 1]?.startsWith('-'))
}

const like = (pattern: string) => {
  const expression = new RegExp(`^${pattern.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '.*')}$`, 'i')
  return (name: string): boolean => expression.test(name)
}

const isColour = (word: string | undefined): boolean => /^-(foreground|background)/i.test(word ?? '')

const write: ShellCommand = (words) =>
  say(words.filter((word, index) => !word.startsWith('-') && !isColour(words[index - 1])).join(' '))

const notFound = (command: string, what: string, name: string): ShellRun => fail([
  `${command} : Cannot find ${what} with the name "${name}". Verify the name and call the cmdlet again.`, 'At line:1 char:1',
  `+ ${command} ${name}`, `    + CategoryInfo          : ObjectNotFound: (${name}:String) [${command}], Exception`,
  `    + FullyQualifiedErrorId : NoGivenName,Microsoft.PowerShell.Commands`, '',
].join('\n'))

const getService: ShellCommand = (words, { device, fleet }) => {
  const wanted = argument(words, 'Name')
  const found = servicesOf(device, fleet).filter(({ name, label }) => !wanted || like(wanted)(name) || like(wanted)(label))
  if (!found.length && wanted) return notFound('Get-Service', 'any service', wanted)
  const rows = found.map(({ status, name, label }) => [status === 'running' ? 'Running' : 'Stopped', name, label])
  return say(`\n${table([['Status', 'Name', 'DisplayName'], ['------', '----', '-----------'], ...rows])}\n\n`)
}

const getProcess: ShellCommand = (words, { device, fleet }) => {
  const wanted = argument(words, 'Name')
  const running = processesOf(device, fleet).map((process) => ({ ...process, short: process.name.replace(/\.exe$/i, '') }))
  const found = running.filter(({ short }) => !wanted || like(wanted)(short))
  if (!found.length && wanted) return notFound('Get-Process', 'a process', wanted)
  const rows = found.map(({ bytes, cpu, pid, short }) => [String(Math.floor(bytes / 1024)), cpu.toFixed(2), String(pid), short])
  return say(`\n${table([['  WS(K)', 'CPU(s)', 'Id', 'ProcessName'], ['  -----', '------', '--', '-----------'], ...rows])}\n\n`)
}

const controlling = (actions: readonly ('start' | 'stop')[]): ShellCommand => (words, { device, fleet }) => {
  const name = argument(words, 'Name') ?? ''
  for (const action of actions) {
    const outcome = controlService(device, name, action, fleet)
    const verb = action === 'start' ? 'started' : 'stopped'
    if (!outcome.done && actions.length === 1) return fail(`Service '${name}' cannot be ${verb}: ${outcome.problem}`)
  }
  return silent()
}

const stopProcess: ShellCommand = (words, { device, fleet }) => {
  const pid = Number(argument(words, 'Id'))
  return endProcess(device, pid, fleet) ? silent() : notFound('Stop-Process', 'a process', String(pid))
}

const gigabytes = (bytes: number): string => `${(bytes / 1024 ** 3).toFixed(2)} GB`

const getVolume: ShellCommand = (_words, { device, fleet }) => say(`\n${table([
  ['DriveLetter', 'FriendlyName', 'FileSystem', 'SizeRemaining', 'Size'], ['-----------', '------------', '----------', '-------------', '----'],
  ...volumesAt(device, fleet.now()).map(({ name, label, fileSystem, free, size }) =>
    [name.slice(0, 1), label, fileSystem, gigabytes(free), gigabytes(size)]),
])}\n\n`)

const listing: ShellCommand = (_words, { directory }) => say([
  '', '', `    Directory: ${directory}`, '', '',
  'Mode                 LastWriteTime         Length Name', '----                 -------------         ------ ----',
  ...['Program Files', 'Users', 'Windows'].map((name) => `d-----         11/2/2026   8:15 AM                ${name}`), '', '',
].join('\n'))

const setLocation: ShellCommand = ([target], session) => {
  if (target) session.directory = /^[a-z]:/i.test(target) ? target : `${session.directory.replace(/\\$/, '')}\\${target}`
  return silent()
}

const getDate: ShellCommand = (words, { device, fleet }) => {
  const clock = clockOf(device, fleet)
  return say(words.some((word) => /^-format$/i.test(word)) ? clock.toISOString().slice(0, 19) : `\n${longDate(clock)}\n\n`)
}

const writeError: ShellCommand = (words) => fail(`Write-Error : ${words.join(' ')}`)

const location: ShellCommand = (_words, { directory }) => say(`\nPath\n----\n${directory}\n\n`)

export const powershellCommands: CommandSet = {
  echo: write, 'write-output': write, 'write-host': write, 'write-error': writeError, 'get-date': getDate, 'get-service': getService, gsv: getService,
  'get-process': getProcess, gps: getProcess, ps: getProcess, 'start-service': controlling(['start']), 'stop-service': controlling(['stop']),
  'restart-service': controlling(['stop', 'start']), 'stop-process': stopProcess, kill: stopProcess, 'get-volume': getVolume,
  'get-childitem': listing, dir: listing, ls: listing, gci: listing, 'set-location': setLocation, cd: setLocation,
  'get-location': location, pwd: location,
  'get-uptime': (_words, { device, fleet }) => say(String(uptimeSeconds(device, fleet))), 'clear-host': silent, cls: silent, clear: silent,
  'test-connection': ([target = '']) => say(`True  ${target}`), 'set-executionpolicy': silent, 'out-null': silent,
}
