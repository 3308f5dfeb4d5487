import type { Operation } from '#shared/model/operation.ts'
import type { Redactor } from '../redact/redactor.ts'
import type { KeptOutput } from './kept-output.ts'
import type { JudgedOutcome } from './outcome.ts'

/** What is known when an operation ends. `outcome` is null when no answer was waited for. */
export interface EndFacts {
  readonly outcome: JudgedOutcome | null
  readonly output: KeptOutput | null
  readonly endedAt: number
  readonly durationMs: number | null
}

export const NOTHING_SENT = 'Nothing was sent.'

/** An operation that ends before anything was sent, and why. */
export const withdrawn = (says: string): JudgedOutcome => ({ event: 'withdraw', output: null, note: null, exitCode: null, says, httpClass: null, retryAfterMs: null, refusedBy: null })

function sentenceFor({ state }: Operation, outcome: JudgedOutcome | null): string | null {
  if (state === 'cancelled-may-have-run') return 'It was sent before it was cancelled and may have run. Check the device before you repeat it.'
  if (state !== 'cancelled-before-sending') return outcome?.says ?? null
  return outcome?.event === 'withdraw' ? outcome.says : NOTHING_SENT
}

/** The operation with its result, redacted; `operation.state` is its end state already. */
export function endedOperation(operation: Operation, facts: EndFacts, redactor: Redactor): Operation {
  const { outcome, output, endedAt, durationMs } = facts
  const says = sentenceFor(operation, outcome)
  return {
    ...operation,
    endedAt,
    durationMs,
    exitCode: outcome?.exitCode ?? null,
    isExitCodeReported: outcome !== null && outcome.exitCode !== null,
    output: output?.text ?? null,
    outputBytes: output?.bytes ?? 0,
    isOutputTruncated: output?.isTruncated ?? false,
    outputNote: outcome?.note ?? null,
    refusedBy: outcome?.refusedBy ?? null,
    says: says === null ? null : redactor.redact(says),
  }
}
