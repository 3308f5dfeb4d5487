import type { JournalResult } from '../context.ts'
import type { Crypto } from '../ports.ts'
import type { KeyboardPort } from './keyboard.ts'
import { createOutputDigest } from './output-digest.ts'
import type { RecordedAction } from './shell-record.ts'

export interface CommandRunParts {
  readonly port: KeyboardPort
  readonly line: string
  readonly timeoutSeconds: number
  readonly crypto: Crypto
}

/** One line in command mode, from its record to its end. */
export interface CommandRun {
  /** True when the line was recorded and sent, false when it was cancelled before; rejects when it could not be recorded. */
  readonly started: Promise<boolean>
  add(output: string): void
  /** False when the vendor has no way to. */
  interrupt(): boolean
  /** The answer came whole. True when it had been interrupted. */
  finish(exitCode: number | null): boolean
  /** It ended in another way. A line that had not left yet is `cancelled-before-sending`. */
  end(state: JournalResult['state']): void
}

/** Records a line and sends it once. A line is sent on the connection it was typed for, or not at all. */
export function startCommandRun({ port, line, timeoutSeconds, crypto }: CommandRunParts): CommandRun {
  const digest = createOutputDigest(crypto)
  const remote = port.remote()
  let action: RecordedAction | null = null
  let isSent = false
  let isInterrupted = false
  let isOver = false

  const finish = (state: JournalResult['state'], exitCode: number | null): void => {
    isOver = true
    action?.finish({ state, exitCode, output: isSent ? digest.figures() : null })
  }

  const start = async (): Promise<boolean> => {
    action = await port.record('shell.run', { command: line, timeoutSeconds })
    if (isOver || isInterrupted || !remote || port.remote() !== remote) {
      finish('cancelled-before-sending', null)
      return false
    }
    isSent = true
    remote.run(line, timeoutSeconds)
    return true
  }

  return {
    started: start(),
    add: (output) => digest.add(output),
    interrupt: () => {
      const isPossible = isSent ? (remote?.interrupt() ?? false) : true
      isInterrupted ||= isPossible
      return isPossible
    },
    finish: (exitCode) => {
      const isFailure = exitCode !== null && exitCode !== 0
      finish(isInterrupted ? 'cancelled-may-have-run' : isFailure ? 'failed' : 'succeeded', exitCode)
      return isInterrupted
    },
    end: (state) => finish(state, null),
  }
}
