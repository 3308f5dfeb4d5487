import type { ErrorCode } from '#shared/errors/codes.ts'
import { assertNever } from '#shared/util/assert-never.ts'
import type { CommandOutcome } from '../providers/provider.ts'
import type { OperationEvent } from './operation-state.ts'

/** An answer in the terms of an operation. */
export interface JudgedOutcome {
  readonly event: OperationEvent
  readonly output: string | null
  /** Why the output is not whole; null when it is. */
  readonly note: string | null
  readonly exitCode: number | null
  /** What the end means, one sentence; null for plain success. */
  readonly says: string | null
  readonly httpClass: string | null
  /** Set when the vendor asks to come back later: nothing ran. */
  readonly retryAfterMs: number | null
  /** Set when the credential or a right of it was refused. */
  readonly refusedBy: ErrorCode | null
}

const nothing = { output: null, note: null, exitCode: null, says: null, httpClass: null, retryAfterMs: null, refusedBy: null }
const refusals: Readonly<Record<number, ErrorCode>> = { 401: 'auth.refused', 403: 'auth.missing-right' }
const classOf = (status: number | null): string | null => (status === null ? null : `${Math.floor(status / 100)}xx`)

function judgeAnswer(outcome: Extract<CommandOutcome, { kind: 'answered' }>): JudgedOutcome {
  const { output, note, exitCode } = outcome
  const common = { ...nothing, output, note, exitCode, httpClass: '2xx' }
  if (exitCode === null) return { ...common, event: 'succeeded', says: 'The vendor does not report an exit code.' }
  return exitCode === 0 ? { ...common, event: 'succeeded' } : { ...common, event: 'failed', says: `The command ended with exit code ${exitCode}.` }
}

/** Reads what a provider says about a command: which event it is and what there is to keep. */
export function judgeOutcome(outcome: CommandOutcome): JudgedOutcome {
  switch (outcome.kind) {
    case 'answered':
      return judgeAnswer(outcome)
    case 'failed':
      return { ...nothing, event: 'failed', says: outcome.says, httpClass: classOf(outcome.httpStatus), refusedBy: refusals[outcome.httpStatus ?? 0] ?? null }
    case 'timed-out':
      return { ...nothing, event: 'timed-out', output: outcome.output, says: outcome.says }
    case 'no-answer':
      return { ...nothing, event: 'no-answer', output: outcome.output === '' ? null : outcome.output, note: outcome.output === '' ? null : 'cut: the answer did not arrive whole', says: outcome.says }
    case 'rate-limited':
      return { ...nothing, event: 'rate-limited', httpClass: '4xx', retryAfterMs: outcome.retryAfterMs }
    default:
      return assertNever(outcome)
  }
}
