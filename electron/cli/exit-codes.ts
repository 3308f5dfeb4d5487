import type { ErrorCode } from '#shared/errors/codes.ts'
import type { OperationState } from '#shared/model/operation.ts'

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
  [/^input\.|^account\.(address|not-https|name-taken)|^company\.name-taken/, exitCodes.usage],
  [/\.not-found$|^vendor\.unknown/, exitCodes.notFound],
  [/^auth\.|^vault\.|^vendor\.refused/, exitCodes.refused],
  [/^network\.|^vendor\.(rate-limited|circuit-open|not-api)|^device\.(unreachable|no-answer)/, exitCodes.unreachable],
  [/^lock\.|^store\.(busy|read-only)|^account\.inactive/, exitCodes.locked],
  [/^journal\.broken/, exitCodes.notIntact],
]

/** The exit code of an error. */
export const exitCodeOf = (code: ErrorCode): ExitCode => byArea.find(([pattern]) => pattern.test(code))?.[1] ?? exitCodes.failed

/** The exit code of a finished operation. */
export function exitCodeOfState(state: OperationState): ExitCode {
  if (state === 'succeeded') return exitCodes.done
  if (state === 'timed-out') return exitCodes.timedOut
  if (state === 'sent-no-answer' || state === 'cancelled-may-have-run') return exitCodes.noAnswer
  return exitCodes.failed
}
