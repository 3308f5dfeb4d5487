import type { FleetDevice } from '../fleet/fleet.ts'
import { isReachable } from '../fleet/power.ts'
import { runToEnd } from '../shell/run-command.ts'
import { signedIn } from './device-presence.ts'
import type { HistoryEntry, ScriptOutcome } from './history.ts'
import { finishScript } from './history.ts'
import type { TacticalWorld } from './world.ts'

/** A piece of code as it is sent to a device. */
export interface ScriptOrder {
  readonly code: string
  readonly shell: string
  readonly arguments: readonly string[]
  readonly environment: readonly string[]
  readonly timeoutSeconds: number
  readonly asUser: boolean
}

const TIMED_OUT = 98

/** Runs a script on a reachable device: both streams, the return code (98 = timed out) and the seconds it took. */
export async function executeScript(
  device: FleetDevice, order: ScriptOrder, world: TacticalWorld,
): Promise<ScriptOutcome & { readonly execution_time: number }> {
  const { code, shell, arguments: words, environment, timeoutSeconds, asUser } = order
  const end = await runToEnd({
    device, fleet: world.fleet, shell, text: code, arguments: words, environment, timeoutSeconds,
    // Scripts fall back to the system account when nobody is signed in.
    asUser: asUser && hasUser(device, world),
  })
  const late = end.hasTimedOut ? `${end.stderr}\nScript timed out after ${timeoutSeconds} seconds` : end.stderr
  const retcode = end.hasTimedOut ? TIMED_OUT : end.exitCode
  return { stdout: end.stdout, stderr: late, retcode, execution_time: Math.round(end.seconds * 10_000) / 10_000 }
}

export interface CommandOrder {
  readonly text: string
  readonly shell: string
  readonly timeoutSeconds: number
  readonly asUser: boolean
}

/**
 * Runs a command on a reachable device and gives the one text the vendor hands back: on Windows the error stream if
 * there is anything in it and otherwise the output, elsewhere both with a line end between.
 */
export async function executeCommand(device: FleetDevice, order: CommandOrder, world: TacticalWorld): Promise<string> {
  const isWindows = device.platform === 'windows'
  if (order.asUser && isWindows && !hasUser(device, world)) return 'Unable to run as user: no active user session was found'
  const { stdout, stderr, hasTimedOut } = await runToEnd({
    device, fleet: world.fleet, shell: order.shell, text: order.text, timeoutSeconds: order.timeoutSeconds, asUser: order.asUser,
  })
  if (isWindows) return stderr || stdout
  const late = hasTimedOut ? `\nTimed out after ${order.timeoutSeconds} seconds` : ''
  return stderr || late ? `${stdout}\n${stderr}${late}` : stdout
}

/** Runs a script without anybody waiting; a device that is off never answers. The result goes to the history. */
export function sendScript(device: FleetDevice, order: ScriptOrder, entry: HistoryEntry, world: TacticalWorld): void {
  if (!isReachable(device, world.fleet)) return
  void executeScript(device, order, world).then((outcome) => finishScript(entry, outcome))
}

/** Runs a command without anybody waiting; the text goes to the history. */
export function sendCommand(device: FleetDevice, order: CommandOrder, entry: HistoryEntry, world: TacticalWorld): void {
  if (!isReachable(device, world.fleet)) return
  void executeCommand(device, order, world).then((text) => { entry.results = text })
}

const hasUser = (device: FleetDevice, world: TacticalWorld): boolean => {
  const user = signedIn(device, world.now())
  return user !== null && user !== '' && user !== 'None'
}
