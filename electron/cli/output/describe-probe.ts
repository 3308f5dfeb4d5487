import { isAppError } from '#shared/errors/app-error.ts'
import type { ProbeReport } from '#shared/model/account.ts'
import type { CapabilityState } from '#shared/model/capability.ts'
import { plain } from './table.ts'

const verdicts = { ok: 'ok', warning: 'WARN', failed: 'FAIL', skipped: 'skip' } as const

const groups: readonly { readonly title: string; readonly holds: (state: CapabilityState) => boolean }[] = [
  { title: 'Works', holds: ({ support, grant }) => support !== 'absent' && grant === 'granted' },
  { title: 'Not proven by reading', holds: ({ support, grant }) => support !== 'absent' && grant === 'unproven' },
  { title: 'Needs a sign-in', holds: ({ support, grant }) => support !== 'absent' && grant === 'needs-sign-in' },
  { title: 'Not allowed', holds: ({ support, grant }) => support !== 'absent' && grant === 'denied' },
  { title: 'Not offered', holds: ({ support }) => support === 'absent' },
]

/** What an account can do, grouped by how sure that is; one line a group. */
export const describeCapabilities = (states: readonly CapabilityState[]): string =>
  groups
    .map(({ title, holds }) => ({ title, names: states.filter(holds).map((one) => one.capability) }))
    .filter(({ names }) => names.length > 0)
    .map(({ title, names }) => `${title}: ${names.join(', ')}`)
    .join('\n')

/** The steps that the error of an account that was not added brings with it, one a line. */
export function describeFailedSteps(error: unknown): string[] {
  const facts = isAppError(error) ? Object.entries(error.shape.facts) : []
  return facts.flatMap(([name, value]) => {
    const step = /^step \d+ (?<step>.+)$/.exec(name)?.groups?.['step']
    const found = /^(?<verdict>ok|warning|failed|skipped): (?<says>.*)$/s.exec(String(value))?.groups
    return step && found ? [`${verdicts[found['verdict'] as keyof typeof verdicts].padEnd(5)} ${step.padEnd(8)} ${found['says']}`] : []
  })
}

/** A connection test in words, one step a line, with what to do about it. */
export const describeProbe = (report: ProbeReport): string =>
  report.steps.map((one) => `${verdicts[one.verdict].padEnd(5)} ${one.step.padEnd(8)} ${plain(one.says)}${one.fix ? `\n${' '.repeat(15)}${plain(one.fix)}` : ''}`).join('\n')
