import type { FleetDevice } from '../fleet/fleet-device.ts'
import type { Fleet } from '../fleet/fleet.ts'
import { accountNameOf } from './shell-facts.ts'

export type Dialect = 'powershell' | 'cmd' | 'bash'

/** One thing a simulated command does: writes, or lets time pass. */
export type ShellStep =
  | { readonly kind: 'out'; readonly text: string }
  | { readonly kind: 'err'; readonly text: string }
  | { readonly kind: 'wait'; readonly seconds: number }

/** A running simulated command; its return value is the exit code. */
export type ShellRun = Generator<ShellStep, number>

/** A shell on a simulated device: where it is and what it remembers. */
export interface ShellSession {
  readonly device: FleetDevice
  readonly fleet: Fleet
  readonly dialect: Dialect
  readonly user: string
  readonly variables: Map<string, string>
  directory: string
  lastExit: number
  /** Set by `exit`. */
  isOver: boolean
}

/** Opens a shell. `variables` are added to the environment. */
export function openSession(
  device: FleetDevice, fleet: Fleet, dialect: Dialect, variables: Iterable<readonly [string, string]> = [], asUser = false,
): ShellSession {
  const isWindows = device.platform === 'windows'
  const user = isWindows ? (asUser ? `corp\\${accountNameOf(device)}` : 'nt authority\\system') : 'root'
  const built = isWindows ? windowsVariables(device, asUser) : unixVariables(device)
  return {
    device, fleet, dialect, user, lastExit: 0, isOver: false, directory: isWindows ? 'C:\\Windows\\System32' : '/',
    variables: new Map([...Object.entries(built), ...variables]),
  }
}

const windowsVariables = (device: FleetDevice, asUser: boolean): Readonly<Record<string, string>> => ({
  COMPUTERNAME: device.hostName.slice(0, 15).toUpperCase(), USERNAME: asUser ? accountNameOf(device) : `${device.hostName}$`,
  SystemRoot: 'C:\\Windows', windir: 'C:\\Windows', TEMP: 'C:\\Windows\\TEMP', OS: 'Windows_NT', PROCESSOR_ARCHITECTURE: 'AMD64',
  ProgramFiles: 'C:\\Program Files',
})

const unixVariables = (device: FleetDevice): Readonly<Record<string, string>> => ({
  HOSTNAME: device.hostName, USER: 'root', HOME: '/root', SHELL: '/bin/bash', PWD: '/',
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin',
})

export const out = (text: string): ShellStep => ({ kind: 'out', text })
export const err = (text: string): ShellStep => ({ kind: 'err', text })
export const wait = (seconds: number): ShellStep => ({ kind: 'wait', seconds })

/** Writes some text and succeeds. */
export function* say(text: string): ShellRun {
  if (text !== '') yield out(text.endsWith('\n') ? text : `${text}\n`)
  return 0
}

/** Says nothing and ends with this code. */
export function* endWith(code: number): ShellRun {
  yield* []
  return code
}

/** Says nothing. */
export const silent = (): ShellRun => say('')

/** Writes to the error stream and fails. */
export function* fail(text: string, code = 1): ShellRun {
  yield err(text.endsWith('\n') ? text : `${text}\n`)
  return code
}
