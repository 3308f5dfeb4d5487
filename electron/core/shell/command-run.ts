import type { KeyboardPort } from './keyboard.ts'
import type { LineEnding, LineOperation } from './line-operation.ts'

export interface CommandRunParts {
  readonly port: KeyboardPort
  readonly line: string
  readonly timeoutSeconds: number
}

/** How a line ends without an answer. */
export type RunEnding = 'failed' | 'timed-out' | 'no-answer' | 'cancelled'

/** One line in command mode, from its record to its end. */
export interface CommandRun {
  /** True when the line was recorded and sent, false when it was cancelled before; rejects when it could not be recorded. */
  readonly started: Promise<boolean>
  add(output: string): void
  /** False when the vendor has no way to. */
  interrupt(): boolean
  /** The answer came whole; `note` says what the vendor left out. True when it had been interrupted. */
  finish(exitCode: number | null, note: string | null): boolean
  /** It ended in another way. A line that had not left yet was not sent. */
  end(ending: RunEnding, says: string): void
}

/** Characters of an output that are kept: as many as of a command that is answered in one piece. */
const keptLength = 32 * 1024 * 1024
const leftOut = 'Output over 32 MiB was left out.'

/** Collects an output of any length without keeping more than a bounded part. */
function createLineText() {
  const parts: string[] = []
  let length = 0
  let isCut = false
  return {
    add: (text: string): void => {
      const room = keptLength - length
      isCut ||= text.length > room
      if (room > 0) parts.push(text.slice(0, room))
      length += Math.min(text.length, room)
    },
    whole: (): string => parts.join(''),
    note: (note: string | null): string | null => [note, isCut ? leftOut : null].filter(Boolean).join(' ') || null,
  }
}

const endingOf = (ending: RunEnding, says: string, output: string): LineEnding =>
  ending === 'cancelled' ? { kind: ending, output } : ending === 'failed' ? { kind: ending, says, httpStatus: null } : { kind: ending, output, says }

/** Records a line and sends it once. A line is sent on the connection it was typed for, or not at all. */
export function startCommandRun({ port, line, timeoutSeconds }: CommandRunParts): CommandRun {
  const text = createLineText()
  const remote = port.remote()
  let operation: LineOperation | null = null
  let isSent = false
  let isInterrupted = false
  let isOver = false
  const finish = (ending: LineEnding): void => {
    isOver = true
    operation?.end(isSent ? ending : { kind: 'not-sent' })
  }
  const start = async (): Promise<boolean> => {
    operation = await port.recordLine(line, timeoutSeconds)
    if (isOver || isInterrupted || !remote || port.remote() !== remote) {
      finish({ kind: 'not-sent' })
      return false
    }
    isSent = true
    operation.sent()
    remote.run(line, timeoutSeconds)
    return true
  }

  return {
    started: start(),
    add: text.add,
    interrupt: () => {
      const isPossible = isSent ? (remote?.interrupt() ?? false) : true
      isInterrupted ||= isPossible
      return isPossible
    },
    finish: (exitCode, note) => {
      const output = text.whole()
      finish(isInterrupted ? { kind: 'cancelled', output } : { kind: 'answered', output, exitCode, note: text.note(note) })
      return isInterrupted
    },
    end: (ending, says) => finish(endingOf(ending, says, text.whole())),
  }
}
