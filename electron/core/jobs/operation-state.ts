import { assertNever } from '#shared/util/assert-never.ts'
import { finalStates, type OperationState } from '#shared/model/operation.ts'

/*
 *              release                bytes-left                started
 *   waiting ------------> sending ------------------> sending ------------> running
 *    |   ^                 (not sent)   rate-limited   (sent)                  |
 *    |   '---------------------|--------------------------|                    |
 *    |                         |                          |                    |
 *    | cancel, withdraw,       | answers: as the answer   | answers:           | answers:
 *    | crash                   | says                     |  succeeded, failed |  as from sending
 *    |                         | cancel: asked for, and   |  timed-out,        |
 *    v                         | decided when the send    |  sent-no-answer    |
 *   cancelled-before-sending <-' ends without bytes       | cancel:            | cancel:
 *                                                         v                    v
 *                                               cancelled-may-have-run (final at once)
 *
 *   A crash in sending or running gives sent-no-answer. Final states take no event. `rate-limited` is the one answer that proves
 *   that nothing ran: the operation waits again. What ends each state: waiting - the runner or the person; sending and running -
 *   the request's own time limit or the person.
 */

/** An operation on its way, as far as decisions need it. */
export interface Progress {
  readonly state: OperationState
  /** Bytes of the request left, and no answer proved that they had no effect. */
  readonly isSent: boolean
  /** The person cancelled while it was not certain yet whether bytes would leave. */
  readonly isCancelRequested: boolean
}

export const operationEvents = [
  'release',
  'bytes-left',
  'started',
  'succeeded',
  'failed',
  'timed-out',
  'no-answer',
  'rate-limited',
  'cancel',
  'withdraw',
  'crash',
] as const
export type OperationEvent = (typeof operationEvents)[number]

/** Where every operation begins. */
export const atStart: Progress = { state: 'waiting', isSent: false, isCancelRequested: false }

const at = (state: OperationState, isSent: boolean): Progress => ({ state, isSent, isCancelRequested: false })

function fromWaiting(event: OperationEvent): Progress | null {
  if (event === 'release') return at('sending', false)
  return event === 'cancel' || event === 'withdraw' || event === 'crash' ? at('cancelled-before-sending', false) : null
}

/** While a cancel is pending the answer only tells whether something had left; it is never a success. */
function afterCancel(event: OperationEvent): Progress | null {
  switch (event) {
    case 'failed':
    case 'rate-limited':
    case 'withdraw':
      return at('cancelled-before-sending', false)
    case 'bytes-left':
    case 'started':
    case 'succeeded':
    case 'timed-out':
    case 'no-answer':
      return at('cancelled-may-have-run', true)
    case 'crash':
      return at('sent-no-answer', true)
    case 'release':
    case 'cancel':
      return null
    default:
      return assertNever(event)
  }
}

function fromSending({ isSent, isCancelRequested }: Progress, event: OperationEvent): Progress | null {
  if (isCancelRequested) return afterCancel(event)
  switch (event) {
    case 'bytes-left':
      return isSent ? null : at('sending', true)
    case 'started':
      return at('running', true)
    case 'cancel':
      return isSent ? at('cancelled-may-have-run', true) : { state: 'sending', isSent: false, isCancelRequested: true }
    case 'rate-limited':
      return at('waiting', false)
    case 'withdraw':
      return isSent ? null : at('cancelled-before-sending', false)
    case 'failed':
      return at('failed', isSent)
    default:
      return fromRunning(event)
  }
}

function fromRunning(event: OperationEvent): Progress | null {
  switch (event) {
    case 'succeeded':
    case 'failed':
    case 'timed-out':
      return at(event, true)
    case 'no-answer':
    case 'crash':
      return at('sent-no-answer', true)
    case 'cancel':
      return at('cancelled-may-have-run', true)
    default:
      return null
  }
}

/** The operation after `event`, or null when the event cannot happen or must not count here. Pure. */
export function next(progress: Progress, event: OperationEvent): Progress | null {
  if (finalStates.has(progress.state)) return null
  if (progress.state === 'waiting') return fromWaiting(event)
  return progress.state === 'sending' ? fromSending(progress, event) : fromRunning(event)
}
