import type { SyncSummary } from '#shared/model/sync.ts'
import type { Log } from '../ports.ts'
import { logDrift } from './pass-tally.ts'

/** The one line that sums a pass up (S189), and one about fields nobody reads. */
export function logSummary(log: Log, summary: SyncSummary): void {
  const { accountId, kind, outcome, created, updated, unchanged, missing, inactive, rejected, requests, bytes, traceId, error } = summary
  const durationMs = summary.endedAt - summary.startedAt
  const fields = { accountId, kind, outcome, created, updated, unchanged, missing, inactive, rejected, requests, bytes, durationMs, traceId, error }
  logDrift(log, summary, summary)
  if (outcome === 'failed') log.warn('sync pass failed', fields)
  else log.info('sync pass ended', fields)
}
