import { AppError } from '#shared/errors/app-error.ts'
import type { ErrorCode } from '#shared/errors/codes.ts'
import type { Account, ProbeReport, ProbeStep } from '#shared/model/account.ts'

export const nameTaken = (name: string): AppError =>
  new AppError({
    code: 'account.name-taken',
    what: `There is already an account named "${name}".`,
    effect: 'Nothing was changed.',
    next: 'Choose another name.',
    remedy: 'check-input',
  })

export const accountNotFound = (): AppError =>
  new AppError({ code: 'account.not-found', what: 'This account does not exist.', effect: 'Nothing was sent.', next: 'Look at the list of accounts.', remedy: 'none' })

export const accountInactive = (account: Account): AppError =>
  new AppError({
    code: 'account.inactive',
    what: `The account "${account.name}" is switched off.`,
    effect: 'Nothing was sent. What is stored stays readable.',
    next: 'Switch the account on to use it.',
    remedy: 'none',
  })

/** What it means that an account cannot be added. */
export const notKept = 'The account was not kept, and nothing was changed on the server.'

/** Codes of steps that fail without a request. */
const codeOfStep: Partial<Record<ProbeStep['step'], ErrorCode>> = {
  tls: 'network.tls',
  dns: 'network.dns',
}

/** What every step found, for whoever shows the whole test: `step 1 address` is `ok: …`. */
const stepFacts = ({ steps }: ProbeReport): Record<string, string> =>
  Object.fromEntries(steps.map(({ step, verdict, says }, index) => [`step ${index + 1} ${step}`, `${verdict}: ${says}`]))

/** The error of an account that cannot be used, in the words of the step that failed. `effect` says what that leaves behind. */
export function unusableAccount(report: ProbeReport, effect: string = notKept): AppError {
  const step = report.steps.find((one) => one.verdict === 'failed')
  return new AppError({
    code: step?.code ?? (step && codeOfStep[step.step]) ?? 'network.unreachable',
    what: step?.says ?? 'The server could not be used.',
    effect,
    next: step?.fix ?? 'Check address and key.',
    remedy: step?.step === 'sign-in' ? 'sign-in' : 'check-address',
    facts: { ...stepFacts(report), step: step?.step ?? 'unknown', ...(report.untrustedFingerprint ? { fingerprint: report.untrustedFingerprint } : {}) },
  })
}
