import type { ShellDepth, ShellState } from '#shared/model/shell.ts'
import { assertNever } from '#shared/util/assert-never.ts'
import { RECONNECT } from './link-limits.ts'

/** What can happen to a shell. `line` is a keystroke on a terminal, or a whole line in command mode. */
export type ShellEvent =
  | { readonly kind: 'connected'; readonly isResumed: boolean }
  | { readonly kind: 'line' }
  | { readonly kind: 'done'; readonly says: string | null }
  /** Nothing was heard for the time that `silenceLimitMs` gives this state. */
  | { readonly kind: 'silence' }
  | { readonly kind: 'lost'; readonly says: string }
  /** The owner closed it or went away. */
  | { readonly kind: 'gone' }
  | { readonly kind: 'refused'; readonly says: string }
  /** The remote terminal ended by itself (`exit`). */
  | { readonly kind: 'ended'; readonly says: string }

/** What the session has to do. `connect` waits for the delay of the attempt first. */
export type ShellEffect = 'bell' | 'send' | 'hold' | 'connect' | 'disconnect' | 'interrupt'

export interface ShellMachine {
  readonly state: ShellState
  readonly depth: ShellDepth
  /** Connection attempts since the link was last up; 0 while it is up. */
  readonly attempt: number
  /** Command mode: a line was sent and its answer has not come. */
  readonly isAnswerPending: boolean
  /** Why it is in this state, for the strip; null when there is nothing to say. */
  readonly says: string | null
}

export interface ShellStep {
  readonly machine: ShellMachine
  readonly effects: readonly ShellEffect[]
}

const words = {
  noAnswer: 'The device did not answer in time. Nothing was typed there.',
  stalled: 'No sign of life for 4 s. Keys are refused until it answers.',
  answersAgain: 'Answers again. The same prompt goes on and nothing was lost.',
  resumed: 'Connected again. The same prompt goes on.',
  newPrompt: 'Connected again with a new prompt. What ran in the old one is gone, and nothing was typed again.',
  answerUnknown: 'The connection broke before the answer came. The command may have run; it was not sent again.',
  gaveUp: 'The connection did not come back. Open a new shell when the network is there.',
} as const

const stay = (machine: ShellMachine, ...effects: ShellEffect[]): ShellStep => ({ machine, effects })

const go = (machine: ShellMachine, state: ShellState, says: string | null, ...effects: ShellEffect[]): ShellStep => ({
  machine: { ...machine, state, says, attempt: 0, isAnswerPending: state === 'running' || (state === 'stalled' && machine.isAnswerPending) },
  effects,
})

const end = (machine: ShellMachine, state: 'closed' | 'failed', says: string | null): ShellStep =>
  go(machine, state, says, ...(machine.isAnswerPending ? (['interrupt'] as const) : []), 'disconnect')

/** The next attempt, or the end when all were made. */
const reconnect = (machine: ShellMachine, says: string): ShellStep =>
  machine.attempt >= RECONNECT.attempts
    ? end(machine, 'failed', words.gaveUp)
    : { machine: { ...machine, state: 'reconnecting', says, attempt: machine.attempt + 1 }, effects: ['disconnect', 'connect'] }

const onConnected = (machine: ShellMachine, isResumed: boolean): ShellStep => {
  switch (machine.state) {
    case 'opening':
      return go(machine, 'ready', null)
    case 'stalled':
      return go(machine, machine.isAnswerPending ? 'running' : 'ready', words.answersAgain)
    case 'reconnecting':
      return go(machine, 'ready', isResumed ? words.resumed : words.newPrompt)
    default:
      return stay(machine)
  }
}

const onLine = (machine: ShellMachine): ShellStep => {
  if (machine.state === 'running') return stay(machine, 'hold')
  if (machine.state !== 'ready') return stay(machine, 'bell')
  return machine.depth === 'interactive' ? stay(machine, 'send') : go(machine, 'running', null, 'send')
}

const onSilence = (machine: ShellMachine): ShellStep => {
  switch (machine.state) {
    case 'opening':
      return end(machine, 'failed', words.noAnswer)
    case 'ready':
    case 'running':
      return go(machine, 'stalled', words.stalled)
    case 'stalled':
      return machine.isAnswerPending ? end(machine, 'failed', words.answerUnknown) : reconnect(machine, words.stalled)
    case 'reconnecting':
      return reconnect(machine, machine.says ?? words.stalled)
    default:
      return stay(machine)
  }
}

const onLost = (machine: ShellMachine, says: string): ShellStep =>
  machine.isAnswerPending ? end(machine, 'failed', words.answerUnknown) : reconnect(machine, says)

const onRefused = (machine: ShellMachine, says: string): ShellStep =>
  machine.state === 'running' ? go(machine, 'ready', says) : end(machine, 'failed', says)

const onDone = (machine: ShellMachine, says: string | null): ShellStep =>
  machine.isAnswerPending ? go(machine, 'ready', says) : stay(machine)

/** A shell that is about to make its first connection. */
export const openingShell = (depth: ShellDepth): ShellMachine => ({ state: 'opening', depth, attempt: 0, isAnswerPending: false, says: null })

/** Closed and failed: nothing moves any more. */
export const isFinal = (state: ShellState): boolean => state === 'closed' || state === 'failed'

/**
 * ```
 *              connected                 line (command mode)
 *   opening ---------------> ready ------------------------------> running
 *      | |                   ^  | <---------- done, refused ---------- |  \
 *      | | lost        alive |  | silence                      silence |   \ lost: answer unknown
 *      | |                   |  v                                      |    \
 *      | |                 stalled <-----------------------------------'     \
 *      | |                      | silence, lost (a pending answer: failed)    |
 *      | '------> reconnecting <'                                             |
 *      |            |    ^  '-- lost, silence: next attempt                   |
 *      |            |    '-----'                                              |
 *      | silence    | connected -> ready       attempts used up               |
 *      v refused    v refused                  v                              v
 *   failed <-----------------------------------------------------------------'
 *
 *   any -- gone, ended --> closed
 * ```
 *
 * | state        | connected         | line                  | done  | silence          | lost             | gone   | refused | ended  |
 * |--------------|-------------------|-----------------------|-------|------------------|------------------|--------|---------|--------|
 * | opening      | ready             | bell                  | -     | failed           | reconnecting     | closed | failed  | closed |
 * | ready        | -                 | send; command:running | -     | stalled          | reconnecting     | closed | failed  | closed |
 * | running      | -                 | hold                  | ready | stalled          | failed           | closed | ready   | closed |
 * | stalled      | ready             | bell                  | -     | reconnecting     | reconnecting     | closed | failed  | closed |
 * | stalled (*)  | running           | bell                  | ready | failed           | failed           | closed | failed  | closed |
 * | reconnecting | ready             | bell                  | -     | next, then failed| next, then failed| closed | failed  | closed |
 * | closed       | -                 | bell                  | -     | -                | -                | -      | -       | -      |
 * | failed       | -                 | bell                  | -     | -                | -                | -      | -       | -      |
 *
 * (*) an answer is pending. Ending while one is pending also interrupts it. A command is never sent twice.
 */
export function next(machine: ShellMachine, event: ShellEvent): ShellStep {
  if (isFinal(machine.state)) return event.kind === 'line' ? stay(machine, 'bell') : stay(machine)
  switch (event.kind) {
    case 'connected':
      return onConnected(machine, event.isResumed)
    case 'line':
      return onLine(machine)
    case 'done':
      return onDone(machine, event.says)
    case 'silence':
      return onSilence(machine)
    case 'lost':
      return onLost(machine, event.says)
    case 'refused':
      return onRefused(machine, event.says)
    case 'gone':
      return end(machine, 'closed', null)
    case 'ended':
      return end(machine, 'closed', event.says)
    default:
      return assertNever(event)
  }
}
