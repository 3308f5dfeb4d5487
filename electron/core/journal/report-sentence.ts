import type { VerifyReport } from '#shared/model/journal.ts'

/** What the sentence tells beyond the counted facts. */
export interface ReportContext {
  readonly firstSeq: number
  readonly leftOut: number
  readonly keys: readonly string[]
}

const count = (number: number, one: string, many = `${one}s`): string => `${number} ${number === 1 ? one : many}`

/** The report in words a person can act on. */
export function reportSentence(facts: Omit<VerifyReport, 'says'>, context: ReportContext): string {
  if (facts.firstBad !== null) return `The journal does not hold from record ${facts.firstBad.seq} on: ${facts.firstBad.why}.`
  if (facts.records === 0) return 'There are no records.'
  const parts = [
    `${count(facts.records, 'record')} ${facts.records === 1 ? 'holds' : 'hold'}, from seq ${context.firstSeq}.`,
    facts.checkpoints === 0 ? 'No checkpoint is signed yet.' : `${facts.checkpointsValid} of ${count(facts.checkpoints, 'checkpoint')} signed by ${context.keys.map((key) => key.slice(0, 16)).join(', ')}.`,
  ]
  if (context.leftOut > 0) parts.push(`${count(context.leftOut, 'record was', 'records were')} left out and stand for their hash only.`)
  if (facts.intentsWithoutResult > 0) parts.push(`${count(facts.intentsWithoutResult, 'intent has', 'intents have')} no result.`)
  return parts.join(' ')
}
