import type { FleetDevice } from './fleet-device.ts'
import type { Fleet } from './fleet.ts'
import { cpuPercent } from './load.ts'
import { powerAt } from './power.ts'
import { hash, noise, share } from './random.ts'
import { servicesOf } from './services.ts'

/** A running process. `cpu` is percent of one processor core. */
export interface DeviceProcess {
  readonly pid: number
  readonly name: string
  readonly account: string
  readonly bytes: number
  readonly cpu: number
}

/** name, account (s system, u user, r root), megabytes, weight of the load */
type Program = readonly [string, 's' | 'u' | 'r', number, number]

const windowsPrograms: readonly Program[] = [
  ['System', 's', 1, 3], ['Registry', 's', 60, 0], ['smss.exe', 's', 1, 0], ['csrss.exe', 's', 6, 0.2], ['wininit.exe', 's', 5, 0],
  ['services.exe', 's', 11, 0.4], ['lsass.exe', 's', 24, 0.6], ['winlogon.exe', 's', 9, 0], ['dwm.exe', 's', 90, 3], ['MsMpEng.exe', 's', 280, 6],
  ['tacticalrmm.exe', 's', 38, 0.5], ['MeshAgent.exe', 's', 27, 0.3], ['SearchIndexer.exe', 's', 48, 1], ['spoolsv.exe', 's', 14, 0],
  ['explorer.exe', 'u', 170, 2], ['sihost.exe', 'u', 28, 0], ['taskhostw.exe', 'u', 14, 0], ['OUTLOOK.EXE', 'u', 310, 4], ['EXCEL.EXE', 'u', 210, 5],
  ['WINWORD.EXE', 'u', 190, 2], ['msedge.exe', 'u', 260, 7], ['msedge.exe', 'u', 150, 3], ['msedge.exe', 'u', 90, 1], ['chrome.exe', 'u', 330, 8],
  ['chrome.exe', 'u', 180, 3], ['chrome.exe', 'u', 120, 1], ['Teams.exe', 'u', 420, 5], ['OneDrive.exe', 'u', 95, 1], ['RuntimeBroker.exe', 'u', 30, 0],
  ['StartMenuExperienceHost.exe', 'u', 60, 0], ['ctfmon.exe', 'u', 18, 0], ['conhost.exe', 's', 8, 0], ['fontdrvhost.exe', 's', 5, 0],
  ['audiodg.exe', 's', 20, 1], ['WmiPrvSE.exe', 's', 22, 2], ['dllhost.exe', 's', 12, 0], ['SecurityHealthSystray.exe', 'u', 10, 0],
]

const linuxPrograms: readonly Program[] = [
  ['systemd', 'r', 12, 0.2], ['systemd-journald', 'r', 40, 0.4], ['systemd-udevd', 'r', 8, 0], ['dbus-daemon', 'r', 5, 0.1], ['sshd', 'r', 8, 0.1],
  ['cron', 'r', 3, 0], ['rsyslogd', 'r', 6, 0.2], ['tacticalagent', 'r', 34, 0.6], ['meshagent', 'r', 25, 0.4], ['nginx', 'r', 12, 2], ['nginx', 'r', 18, 3],
  ['postgres', 'r', 180, 8], ['postgres', 'r', 60, 3], ['redis-server', 'r', 30, 2], ['node', 'r', 240, 9], ['dockerd', 'r', 110, 2], ['containerd', 'r', 60, 1],
  ['agetty', 'r', 2, 0], ['kworker/0:1', 'r', 0, 0.4], ['ksoftirqd/0', 'r', 0, 0.2], ['bash', 'r', 5, 0], ['fail2ban-server', 'r', 30, 0.4],
]

const macPrograms: readonly Program[] = [
  ['launchd', 'r', 20, 0.3], ['kernel_task', 'r', 60, 4], ['WindowServer', 's', 240, 6], ['Finder', 'u', 120, 1], ['Safari', 'u', 320, 6], ['Mail', 'u', 210, 2],
  ['Dock', 'u', 60, 0.4], ['mds_stores', 'r', 130, 2], ['Microsoft Teams', 'u', 380, 5], ['tacticalagent', 'r', 36, 0.5], ['meshagent', 'r', 24, 0.3], ['loginwindow', 'r', 40, 0],
]

/** The processes of a device now: programs, and one process per running service on Windows. In no order. */
export function processesOf(device: FleetDevice, fleet: Fleet): readonly DeviceProcess[] {
  const now = fleet.now()
  const bootAt = powerAt(device, now, fleet).bootAt ?? now
  const ended = fleet.interventions.of(device.id)?.endedProcesses
  const programs = programsOf(device)
  const load = cpuPercent(device, now)
  const total = programs.reduce((sum, [, , , weight]) => sum + weight, 0)
  const running = programs.map(([name, account, megabytes, weight], index): DeviceProcess => ({
    pid: index === 0 ? (device.platform === 'windows' ? 4 : 1) : 400 + (hash(device.seed, 'process', index, Math.floor(bootAt / 1000)) % 8000) * 4,
    name, account: accountOf(device, account), bytes: Math.floor(megabytes * 1048576 * (0.8 + noise(device.seed + index, now / 300_000) * 0.5)),
    cpu: Math.round((load * weight * (0.5 + noise(device.seed - index, now / 5_000))) / total * 80) / 10,
  }))
  // What was ended before the last start runs again.
  return [...running, ...serviceProcesses(device, fleet)].filter(({ pid }) => (ended?.get(pid) ?? 0) < bootAt)
}

/** Ends a process; false when there is none with this number. */
export function endProcess(device: FleetDevice, pid: number, fleet: Fleet): boolean {
  if (!processesOf(device, fleet).some((process) => process.pid === pid)) return false
  fleet.interventions.change(device.id).endedProcesses.set(pid, fleet.now())
  return true
}

function programsOf(device: FleetDevice): readonly Program[] {
  switch (device.platform) {
    case 'windows': return windowsPrograms.filter(([name, account], index) =>
      account === 's' || (device.owner !== '' && share(device.seed, 'runs', name, index) < 0.8))
    case 'linux': return linuxPrograms
    case 'darwin': return macPrograms
  }
}

function accountOf(device: FleetDevice, account: 's' | 'u' | 'r'): string {
  if (account === 'u') return device.platform === 'windows' ? `CORP\\${device.owner.split(' ')[0]}` : (device.owner.split(' ')[0] ?? '').toLowerCase()
  if (device.platform === 'windows') return 'NT AUTHORITY\\SYSTEM'
  return account === 's' ? '_windowserver' : 'root'
}

/** One shared host process per five running services. */
function serviceProcesses(device: FleetDevice, fleet: Fleet): readonly DeviceProcess[] {
  return servicesOf(device, fleet).filter(({ status, program }, index) => status === 'running' && program.includes('svchost') && index % 2 === 0)
    .map(({ pid, name, account }) => ({
      pid, name: 'svchost.exe', account: account === 'LocalSystem' ? 'NT AUTHORITY\\SYSTEM' : account,
      bytes: (4 + (hash(device.seed, name) % 40)) * 1048576, cpu: 0,
    }))
}
