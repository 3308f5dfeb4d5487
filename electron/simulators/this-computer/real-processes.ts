import { execFile } from 'node:child_process'
import { platform } from 'node:process'
import { promisify } from 'node:util'
import type { DeviceProcess } from '../fleet/processes.ts'

const run = promisify(execFile)

/** The processes of this computer, from `ps` or (Windows) PowerShell. */
export async function realProcesses(): Promise<readonly DeviceProcess[]> {
  if (platform === 'win32') return windowsProcesses()
  const { stdout } = await run('ps', ['-eo', 'pid=,rss=,pcpu=,user=,comm='], { maxBuffer: 16 * 1024 * 1024 })
  return stdout.trim().split('\n').map((line) => {
    const [pid = '0', rss = '0', cpu = '0', account = '', ...name] = line.trim().split(/\s+/)
    return { pid: Number(pid), bytes: Number(rss) * 1024, cpu: Number(cpu), account, name: name.join(' ') }
  })
}

/** Ends a process of this computer; false when there is none or it may not be ended. */
export function endRealProcess(pid: number): boolean {
  // SECURITY: the simulator must not be talked into ending itself.
  if (pid === process.pid || pid <= 1) return false
  try {
    return process.kill(pid, 'SIGKILL')
  } catch {
    return false
  }
}

async function windowsProcesses(): Promise<readonly DeviceProcess[]> {
  const script = 'Get-Process | ForEach-Object { "$($_.Id)|$($_.WorkingSet64)|$($_.ProcessName)" }'
  const { stdout } = await run('powershell.exe', ['-NoProfile', '-Command', script], { maxBuffer: 16 * 1024 * 1024 })
  return stdout.trim().split(/\r?\n/).map((line) => {
    const [pid = '0', bytes = '0', name = ''] = line.split('|')
    return { pid: Number(pid), bytes: Number(bytes), cpu: 0, account: '', name: `${name}.exe` }
  })
}
