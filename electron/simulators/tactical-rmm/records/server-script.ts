import type { Fleet } from '../../fleet/fleet.ts'
import { runToEnd } from '../../shell/run-command.ts'

/** What a script that ran on the server gave; the time is text here. */
export interface ServerRun {
  readonly stdout: string
  readonly stderr: string
  readonly execution_time: string
  readonly retcode: number
}

/**
 * Runs a script "on the server". The practice server has no shell of its own: a simulated Linux device lends its one,
 * never the real computer.
 */
export async function runServerScript(code: string, timeoutSeconds: number, fleet: Fleet): Promise<ServerRun> {
  const simulated = [...fleet.devices()].filter((device) => !device.isThisComputer)
  const device = simulated.find(({ platform }) => platform === 'linux') ?? simulated[0]
  if (!device) return { stdout: '', stderr: 'No shell on this server', execution_time: '0.0000', retcode: 65 }
  const end = await runToEnd({ device, fleet, shell: '/bin/bash', text: code, timeoutSeconds })
  return { stdout: end.stdout, stderr: end.stderr, execution_time: end.seconds.toFixed(4), retcode: end.exitCode }
}
