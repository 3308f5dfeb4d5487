import type { AccountId } from '#shared/model/ids.ts'
import type { SyncSummary } from '#shared/model/sync.ts'
import type { Log } from '../ports.ts'
import type { FinishResult, IngestResult } from '../storage/store.ts'

/** Share of rejected rows above which a list counts as partial (sync reference, section 18). */
const rejectedShareLimit = 0.05

/** Running sums of one pass. */
export interface PassTally {
  rows: number
  created: number
  updated: number
  touched: number
  unchanged: number
  rejected: number
  inReview: number
  requests: number
  bytes: number
  firstRejection: string | null
  drift: Record<string, number>
}

export const emptyTally = (): PassTally => ({
  rows: 0,
  created: 0,
  updated: 0,
  touched: 0,
  unchanged: 0,
  rejected: 0,
  inReview: 0,
  requests: 0,
  bytes: 0,
  firstRejection: null,
  drift: {},
})

/** Adds one stored page to the sums. */
export function addPage(tally: PassTally, result: IngestResult, cost: { readonly bytes: number; readonly requests: number }): void {
  tally.rows += result.rows
  tally.created += result.created
  tally.updated += result.updated
  tally.touched += result.touched
  tally.unchanged += result.unchanged
  tally.rejected += result.rejected
  tally.inReview += result.inReview
  tally.requests += cost.requests
  tally.bytes += cost.bytes
  tally.firstRejection ??= result.firstRejection
  addDrift(tally, result.drift)
}

/** Counts keys of the vendor that nobody reads. */
export function addDrift(tally: { readonly drift: Record<string, number> }, drift: Readonly<Record<string, number>>): void {
  for (const [key, count] of Object.entries(drift)) tally.drift[key] = (tally.drift[key] ?? 0) + count
}

/** One line a pass: which keys the vendor sends that nobody reads, and how often each came (S27). */
export function logDrift(log: Log, facts: Pick<SyncSummary, 'accountId' | 'traceId'>, { drift }: Pick<PassTally, 'drift'>): void {
  const fields = Object.entries(drift).map(([name, count]) => `${name} ${count}`)
  if (fields.length > 0) log.warn('the server sends fields that are not read', { accountId: facts.accountId, traceId: facts.traceId, count: fields.length, fields: fields.join(', ') })
}

/** False when so many rows were refused that the list says nothing about what is missing from it. */
export const isTrustworthy = (tally: PassTally): boolean => tally.rejected <= (tally.rows + tally.rejected) * rejectedShareLimit

/** The record of a pass. */
export function toSummary(
  facts: Pick<SyncSummary, 'accountId' | 'kind' | 'startedAt' | 'endedAt' | 'outcome' | 'error' | 'traceId'> & { readonly accountId: AccountId },
  tally: PassTally,
  finish: FinishResult | null,
): SyncSummary {
  const { rows: _rows, ...counts } = tally
  return { ...facts, ...counts, missing: finish?.missing ?? 0, inactive: finish?.inactive ?? 0 }
}
