import type { FleetDevice } from '../fleet/fleet-device.ts'
import type { Fleet } from '../fleet/fleet.ts'
import { runRealCommand } from '../this-computer/run-real-command.ts'
import { interpret } from './interpreter.ts'
import { pass } from './pass.ts'
import { openSession, type Dialect } from './simulated-shell.ts'

/** A command or a script for a device. */
export interface CommandRequest {
  readonly device: FleetDevice
  readonly fleet: Fleet
  /** What the caller named: `cmd`, `powershell`, `/bin/bash`, … */
  readonly shell: string
  readonly text: string
  readonly timeoutSeconds: number
  /** Words handed to a script. */
  readonly arguments?: readonly string[]
  /** `NAME=value` */
  readonly environment?: readonly string[]
  readonly asUser?: boolean
  readonly signal?: AbortSignal
}

export interface OutputPiece {
  readonly stream: 'out' | 'err'
  readonly text: string
}

/** How a command ended. `seconds` is how long it took on the device's clock. */
export interface CommandEnd {
  readonly exitCode: number
  readonly hasTimedOut: boolean
  readonly seconds: number
}

/** Takes output as it comes; a promise holds the command back until it is ready for more. */
export type TakeOutput = (piece: OutputPiece) => void | Promise<void>

/** Runs a command on a device, simulated or (this computer) real, until it ends, times out or is aborted. */
export function runCommand(request: CommandRequest, take: TakeOutput): Promise<CommandEnd> {
  return request.device.isThisComputer ? runRealCommand(request, take) : runSimulated(request, take)
}

/** Runs a command and collects what it wrote. */
export async function runToEnd(request: CommandRequest): Promise<CommandEnd & { readonly stdout: string; readonly stderr: string }> {
  const text = { out: [] as string[], err: [] as string[] }
  const end = await runCommand(request, ({ stream, text: piece }) => void text[stream].push(piece))
  return { ...end, stdout: text.out.join(''), stderr: text.err.join('') }
}

/** The shell language behind what a caller named; by platform when the name says nothing. */
export function dialectOf(device: FleetDevice, shell: string): Dialect {
  if (device.platform !== 'windows') return 'bash'
  return /cmd|batch|\.bat/i.test(shell) ? 'cmd' : 'powershell'
}

async function runSimulated(request: CommandRequest, take: TakeOutput): Promise<CommandEnd> {
  const { device, fleet, timeoutSeconds, signal } = request
  const session = openSession(device, fleet, dialectOf(device, request.shell), variablesOf(request), request.asUser)
  const run = interpret(request.text, session)
  let seconds = 0.05
  for (;;) {
    if (signal?.aborted) return { exitCode: -1, hasTimedOut: false, seconds }
    const { value, done } = run.next()
    if (done) return { exitCode: value, hasTimedOut: false, seconds }
    if (value.kind !== 'wait') await take({ stream: value.kind, text: value.text })
    else {
      const rest = Math.min(value.seconds, timeoutSeconds - seconds)
      await pass(rest * 1000 * fleet.waitScale, signal)
      seconds += rest
      if (rest < value.seconds) return { exitCode: -1, hasTimedOut: true, seconds }
    }
  }
}

function* variablesOf({ environment = [], arguments: words = [] }: CommandRequest): Generator<readonly [string, string]> {
  for (const entry of environment) {
    const [name = '', ...value] = entry.split('=')
    yield [name, value.join('=')]
  }
  for (const [index, word] of words.entries()) yield [String(index + 1), word]
  yield ['args', words.join(' ')]
}
