import { hardwareOf } from '../fleet/hardware.ts'
import { cpuPercent } from '../fleet/load.ts'
import { endProcess, processesOf } from '../fleet/processes.ts'
import { share } from '../fleet/random.ts'
import { volumesAt } from '../fleet/volumes.ts'
import type { CommandSet, ShellCommand } from './shell-commands.ts'
import { clockOf, memoryNow, table, two, uptimeSeconds } from './shell-facts.ts'
import { fail, out, say, silent, wait, type ShellRun, type ShellSession } from './simulated-shell.ts'

const short = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'] as const
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const

const date: ShellCommand = (_words, { device, fleet }) => {
  const clock = clockOf(device, fleet)
  return say(`${short[clock.getUTCDay()]} ${months[clock.getUTCMonth()]} ${clock.getUTCDate()} ${clock.toISOString().slice(11, 19)} ${clock.getUTCFullYear()}`)
}

const uptime: ShellCommand = (_words, { device, fleet }) => {
  const seconds = uptimeSeconds(device, fleet)
  const load = (cpuPercent(device, fleet.now()) / 50).toFixed(2)
  const hours = `${Math.floor((seconds % 86_400) / 3600)}:${two(Math.floor((seconds % 3600) / 60))}`
  return say(` ${clockOf(device, fleet).toISOString().slice(11, 19)} up ${Math.floor(seconds / 86_400)} days, ${hours},  1 user,  load average: ${load}, ${load}, ${load}`)
}

const df: ShellCommand = (words, { device, fleet }) => {
  const isHuman = words.some((word) => word.startsWith('-') && word.includes('h'))
  const size = (bytes: number): string => (isHuman ? `${Math.round(bytes / 1024 ** 3)}G` : String(Math.floor(bytes / 1024)))
  return say(table([
    ['Filesystem', isHuman ? 'Size' : '1K-blocks', 'Used', 'Available', 'Use%', 'Mounted on'],
    ...volumesAt(device, fleet.now()).map((volume) => [
      volume.device, size(volume.size), size(volume.used), size(volume.free), `${Math.round((volume.used / volume.size) * 100)}%`, volume.name,
    ]),
  ], 1))
}

const free: ShellCommand = (_words, { device, fleet }) => {
  const { total, available, cached } = memoryNow(device, fleet)
  const kib = (bytes: number): string => String(Math.floor(bytes / 1024))
  return say(table([
    ['', 'total', 'used', 'free', 'shared', 'buff/cache', 'available'],
    ['Mem:', kib(total), kib(total - available), kib(available - cached), '1024', kib(cached), kib(available)], ['Swap:', '2097148', '0', '2097148', '', '', ''],
  ], 6))
}

const ps: ShellCommand = (_words, { device, fleet }) => say(table([
  ['USER', 'PID', '%CPU', 'RSS', 'COMMAND'],
  ...processesOf(device, fleet).map(({ account, pid, cpu, bytes, name }) => [account, String(pid), cpu.toFixed(1), String(Math.floor(bytes / 1024)), name]),
]))

const uname: ShellCommand = (words, { device }) => {
  const [system = 'Linux', release = '6.1.0'] = device.platform === 'darwin' ? ['Darwin', '23.6.0'] : ['Linux', device.operatingSystem.split(' ').at(-1)!]
  return say(words.includes('-a') ? `${system} ${device.hostName} ${release} #1 SMP x86_64 GNU/Linux` : words.includes('-r') ? release : system)
}

const address: ShellCommand = (_words, { device }) => say(hardwareOf(device).adapters.flatMap(({ addresses, mac }, index) => [
  `${index + 2}: eth${index}: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 state UP`, `    link/ether ${mac.toLowerCase()}`,
  ...addresses.map((known) => `    inet ${known}/24 scope global eth${index}`),
]).join('\n'))

function* ping(words: readonly string[], { device }: ShellSession): ShellRun {
  const target = words.findLast((word, index) => !word.startsWith('-') && !/^-[a-z]$/.test(words[index - 1] ?? '')) ?? ''
  if (target.endsWith('.invalid')) return yield* fail(`ping: ${target}: Name or service not known`, 2)
  const count = Number(words[words.indexOf('-c') + 1]) || 4
  yield out(`PING ${target} (${target}) 56(84) bytes of data.\n`)
  for (let index = 1; index <= Math.min(count, 1000); index += 1) {
    if (index > 1) yield wait(1)
    yield out(`64 bytes from ${target}: icmp_seq=${index} ttl=117 time=${(4 + share(device.seed, target, index) * 20).toFixed(1)} ms\n`)
  }
  yield out(`\n--- ${target} ping statistics ---\n${count} packets transmitted, ${count} received, 0% packet loss\n`)
  return 0
}

const changeDirectory: ShellCommand = ([target = '/root'], session) => {
  if (target === '..') session.directory = session.directory.replace(/\/[^/]*$/, '') || '/'
  else session.directory = target.startsWith('/') ? target : `${session.directory.replace(/\/$/, '')}/${target}`
  return silent()
}

const kill: ShellCommand = (words, { device, fleet }) => {
  const pid = Number(words.findLast((word) => /^\d+$/.test(word)))
  return endProcess(device, pid, fleet) ? silent() : fail(`/bin/bash: line 1: kill: (${pid}) - No such process`)
}

const rootFolders = ['bin', 'boot', 'dev', 'etc', 'home', 'lib', 'mnt', 'opt', 'proc', 'root', 'run', 'srv', 'sys', 'tmp', 'usr', 'var'] as const

export const unixCommands: CommandSet = {
  echo: (words) => say(words.filter((word, index) => !(index === 0 && /^-[ne]+$/.test(word))).join(' ') || '\n'),
  printf: (words) => say(words.join(' ').replaceAll('\\n', '\n')),
  date, uptime, df, free, ps, uname, ip: address, ifconfig: address, ping, kill, cd: changeDirectory,
  ls: (_words, { directory }) => say(directory === '/' ? rootFolders.join('\n') : 'readme.txt'),
  pwd: (_words, { directory }) => say(directory), id: () => say('uid=0(root) gid=0(root) groups=0(root)'),
  env: (_words, { variables }) => say([...variables].map(([name, value]) => `${name}=${value}`).join('\n')),
  true: silent, false: () => fail('', 1), clear: silent, set: silent, cat: ([file = '']) => fail(`cat: ${file}: No such file or directory`),
  systemctl: ([, name = '']) => say(`● ${name} - ${name}\n     Active: active (running)`),
}
