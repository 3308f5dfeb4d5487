import { hardwareOf, type NetworkAdapter } from '../fleet/hardware.ts'
import { share } from '../fleet/random.ts'
import { processesOf } from '../fleet/processes.ts'
import { controlService, serviceOf, servicesOf, type DeviceService } from '../fleet/services.ts'
import { volumesAt } from '../fleet/volumes.ts'
import type { CommandSet, ShellCommand } from './shell-commands.ts'
import { clockOf, memoryNow, table, two } from './shell-facts.ts'
import { fail, out, say, silent, wait, type ShellRun, type ShellSession } from './simulated-shell.ts'

const folders = ['Program Files', 'Program Files (x86)', 'ProgramData', 'Users', 'Windows', 'Temp'] as const

const echo: ShellCommand = (_words, _session, text) => say(text.replace(/^echo[ .:]?/i, '') || 'ECHO is on.')

const dir: ShellCommand = (_words, { device, fleet, directory }) => {
  const volume = volumesAt(device, fleet.now())[0]!
  const date = clockOf(device, fleet)
  const stamp = `${two(date.getUTCMonth() + 1)}/${two(date.getUTCDate())}/${date.getUTCFullYear()}  08:15 AM`
  const rows = folders.map((name) => `${stamp}    <DIR>          ${name}`).join('\n')
  return say([
    ` Volume in drive C is ${volume.label}`, ' Volume Serial Number is 5C1A-0E2B', '', ` Directory of ${directory}`, '', rows,
    '               0 File(s)              0 bytes', `               ${folders.length} Dir(s)  ${volume.free.toLocaleString('en-US')} bytes free`,
  ].join('\n'))
}

const adapterFacts = ({ name, mac, isDhcp }: NetworkAdapter): readonly string[] => [
  `   Description . . . . . . . . . . . : ${name}`,
  `   Physical Address. . . . . . . . . : ${mac.replaceAll(':', '-')}`,
  `   DHCP Enabled. . . . . . . . . . . : ${isDhcp ? 'Yes' : 'No'}`,
]

const addressFacts = ({ addresses, gateway }: NetworkAdapter): readonly string[] => [
  `   IPv4 Address. . . . . . . . . . . : ${addresses[0]}`,
  '   Subnet Mask . . . . . . . . . . . : 255.255.255.0',
  `   Default Gateway . . . . . . . . . : ${gateway}`,
]

const ipconfig: ShellCommand = (words, { device }) => {
  const isAll = words.some((word) => /all$/i.test(word))
  const blocks = hardwareOf(device).adapters.filter(({ isVirtual }) => !isVirtual).map((adapter) => [
    `Ethernet adapter ${adapter.connection}:`, '',
    ...(isAll ? adapterFacts(adapter) : []),
    ...(adapter.isUp ? addressFacts(adapter) : ['   Media State . . . . . . . . . . . : Media disconnected']),
  ].join('\n'))
  return say(`\nWindows IP Configuration\n\n${isAll ? `   Host Name . . . . . . . . . . . . : ${device.hostName}\n\n` : ''}${blocks.join('\n\n')}\n`)
}

const systeminfo: ShellCommand = (_words, { device, fleet }) => {
  const { total, available } = memoryNow(device, fleet)
  const megabytes = (bytes: number): string => `${Math.floor(bytes / 1048576).toLocaleString('en-US')} MB`
  return say(`\n${table([
    ['Host Name:', device.hostName], ['OS Name:', `Microsoft ${device.operatingSystem.split(',')[0]}`], ['System Manufacturer:', device.model.make],
    ['System Model:', device.model.model], ['Total Physical Memory:', megabytes(total)], ['Available Physical Memory:', megabytes(available)],
    ['Domain:', 'corp.example.com'],
  ], 4)}\n`)
}

/** Four echoes a second apart. Names that end in `.invalid` are not found. */
function* ping(words: readonly string[], { device }: ShellSession): ShellRun {
  const target = words.findLast((word, index) => !/^[-/]/.test(word) && !/^[-/][a-z]$/i.test(words[index - 1] ?? '')) ?? ''
  if (target.endsWith('.invalid')) return yield* fail(`Ping request could not find host ${target}. Please check the name and try again.`)
  const count = Number(words[words.findIndex((word) => /^[-/]n$/i.test(word)) + 1] ?? 4) || 4
  yield out(`\nPinging ${target} with 32 bytes of data:\n`)
  for (let index = 0; index < Math.min(count, 1000); index += 1) {
    if (index) yield wait(1)
    yield out(`Reply from ${target}: bytes=32 time=${4 + Math.floor(share(device.seed, target, index) * 20)}ms TTL=117\n`)
  }
  yield out(`\nPing statistics for ${target}:\n    Packets: Sent = ${count}, Received = ${count}, Lost = 0 (0% loss),\n`)
  return 0
}

const tasklist: ShellCommand = (_words, { device, fleet }) => say(`\n${table([
  ['Image Name', 'PID', 'Session Name', 'Mem Usage'], ['='.repeat(25), '='.repeat(8), '='.repeat(16), '='.repeat(12)],
  ...processesOf(device, fleet).map(({ name, pid, bytes }) => [name, String(pid), 'Services', `${Math.floor(bytes / 1024).toLocaleString('en-US')} K`]),
], 1)}`)

const shownState = ({ name, status }: DeviceService): string => [
  '', `SERVICE_NAME: ${name}`, '        TYPE               : 20  WIN32_SHARE_PROCESS',
  `        STATE              : ${status === 'running' ? '4  RUNNING' : '1  STOPPED'}`,
].join('\n')

/** `sc query [name]`, `sc start name`, `sc stop name`. */
const sc: ShellCommand = ([verb = '', name = ''], { device, fleet }) => {
  const action = verb.toLowerCase()
  if (action === 'query' && !name) return say(servicesOf(device, fleet).filter(({ status }) => status === 'running').map(shownState).join('\n'))
  const service = serviceOf(device, name, fleet)
  if (!service) return fail('[SC] OpenService FAILED 1060:\n\nThe specified service does not exist as an installed service.', 1060)
  if (action === 'start' || action === 'stop') {
    const outcome = controlService(device, name, action, fleet)
    if (!outcome.done) return fail(`[SC] ControlService FAILED:\n\n${outcome.problem}`)
  }
  return say(shownState(serviceOf(device, name, fleet)!))
}

const net: ShellCommand = ([verb = '', name = ''], { device, fleet }) => {
  if (verb !== 'start' && verb !== 'stop') return fail('The syntax of this command is:\n\nNET [ START | STOP ]')
  const outcome = controlService(device, name, verb, fleet)
  return outcome.done ? say(`The ${name} service was ${verb === 'start' ? 'started' : 'stopped'} successfully.`) : fail(outcome.problem, 2)
}

const changeDirectory: ShellCommand = ([target], session) => {
  if (target === undefined) return say(session.directory)
  if (target === '..') session.directory = session.directory.replace(/\\[^\\]+$/, '').replace(/^C:$/, 'C:\\')
  else session.directory = /^[a-z]:/i.test(target) ? target : `${session.directory.replace(/\\$/, '')}\\${target}`
  return silent()
}

export const cmdCommands: CommandSet = {
  echo, 'echo.': () => say('\n'), dir, ipconfig, systeminfo, ping, tasklist, sc, net, cd: changeDirectory, chdir: changeDirectory,
  ver: (_words, { device }) => say(`\nMicrosoft Windows [Version 10.0.${/build ([\d.]+)/.exec(device.operatingSystem)?.[1] ?? '19045'}]`),
  set: (_words, { variables }) => say([...variables].map(([name, value]) => `${name}=${value}`).join('\n')),
  type: ([file = '']) => fail(`The system cannot find the file specified: ${file}`), cls: silent, chcp: () => say('Active code page: 65001'),
  date: (_words, { device, fleet }) => say(`The current date is: ${clockOf(device, fleet).toISOString().slice(0, 10)}`),
  time: (_words, { device, fleet }) => say(`The current time is: ${clockOf(device, fleet).toISOString().slice(11, 22)}`),
  timeout: pauseFor,
}

function* pauseFor(words: readonly string[]): ShellRun {
  yield wait(Number(words.find((word) => /^\d+$/.test(word)) ?? 1))
  return 0
}
