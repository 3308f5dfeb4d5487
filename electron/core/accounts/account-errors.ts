import { AppError } from '#shared/errors/app-error.ts'
import type { ErrorCode } from '#shared/errors/codes.ts'
import type { ProbeReport, ProbeStep } from '#shared/model/account.ts'

export const nameTaken = (name: string): AppError =>
  new AppError({
    code: 'account.name-taken',
    what: `There is already an account named "${name}".`,
    effect: 'Nothing was changed.',
    next: 'Choose another name.',
    remedy: 'check-input',
  })

const codeOfStep: Partial<Record<ProbeStep['step'], ErrorCode>> = {
  'sign-in': 'auth.refused',
  tls: 'network.tls',
  dns: 'network.dns',
  api: 'vendor.not-api',
  rights: 'auth.missing-right',
  read: 'auth.missing-right',
}

/** The error of an account that cannot be used, in the words of the step that failed. */
export function unusableAccount(report: ProbeReport): AppError {
  const step = report.steps.find((one) => one.verdict === 'failed')
  return new AppError({
    code: (step && codeOfStep[step.step]) ?? 'network.unreachable',
    what: step?.says ?? 'The server could not be used.',
    effect: 'The account was not kept, and nothing was changed on the server.',
    next: step?.fix ?? 'Check address and key.',
    remedy: step?.step === 'sign-in' ? 'sign-in' : 'check-address',
    facts: { step: step?.step ?? 'unknown', ...(report.untrustedFingerprint ? { fingerprint: report.untrustedFingerprint } : {}) },
  })
}
