import type { ErrorCode } from '#shared/errors/codes.ts'
import type { Operation, OperationState } from '#shared/model/operation.ts'

/** Exit codes of every command. They are documented in README.md beside this file and never change their meaning. */
export const exitCodes = {
  done: 0,
  failed: 1,
  usage: 2,
  notFound: 3,
  refused: 4,
  unreachable: 5,
  locked: 6,
  noAnswer: 7,
  timedOut: 8,
  notIntact: 9,
  interrupted: 130,
} as const

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes]

const byArea: readonly (readonly [RegExp, ExitCode])[] = [
  [/^input\.|^account\.(address|not-https|name-taken)|^company\.name-taken|^vendor\.(unknown|unsupported)|^shell\.refused|^backup\.(not-a-backup|cut|damaged|exists)/, exitCodes.usage],
  [/\.not-found$/, exitCodes.notFound],
  [/^auth\.|^vault\.|^vendor\.refused|^store\.wrong-key/, exitCodes.refused],
  [/^network\.|^vendor\.(rate-limited|circuit-open|not-api|contract|failed)|^device\.(unreachable|no-answer)/, exitCodes.unreachable],
  [/^lock\.|^(store|backup)\.newer-version|^store\.(busy|full|read-only)|^account\.inactive/, exitCodes.locked],
  [/^journal\.broken/, exitCodes.notIntact],
]

/** The exit code of an error. */
export const exitCodeOf = (code: ErrorCode): ExitCode => byArea.find(([pattern]) => pattern.test(code))?.[1] ?? exitCodes.failed

const byState: Partial<Record<OperationState, ExitCode>> = {
  succeeded: exitCodes.done,
  'timed-out': exitCodes.timedOut,
  'sent-no-answer': exitCodes.noAnswer,
  'cancelled-may-have-run': exitCodes.noAnswer,
  'cancelled-before-sending': exitCodes.interrupted,
}

/** The exit code of an operation: of its refusal, else of its state. */
export const exitCodeOfOperation = ({ state, refusedBy }: Pick<Operation, 'state' | 'refusedBy'>): ExitCode =>
  refusedBy === null || state !== 'failed' ? (byState[state] ?? exitCodes.failed) : exitCodeOf(refusedBy)
