import { z } from 'zod'
import { AccountId } from './ids.ts'

/** Progress of one pass, several times a second while it runs. Counts are devices. `details` goes on beside polls of the list. */
export const SyncProgress = z.object({
  accountId: AccountId,
  kind: z.enum(['full', 'poll', 'device', 'details']),
  stage: z.enum(['connecting', 'list', 'sections', 'finishing', 'done', 'failed', 'cancelled']),
  done: z.number().int(),
  /** Null until the vendor told how many there are. */
  total: z.number().int().nullable(),
  perSecond: z.number().nullable(),
  secondsLeft: z.number().nullable(),
  bytes: z.number().int(),
  says: z.string(),
})
export type SyncProgress = z.infer<typeof SyncProgress>

/** What a pass did; one summary a pass in the log and in `sync.history`. */
export const SyncSummary = z.object({
  accountId: AccountId,
  kind: z.enum(['full', 'poll', 'device']),
  startedAt: z.number().int(),
  endedAt: z.number().int(),
  outcome: z.enum(['done', 'partial', 'failed', 'cancelled']),
  created: z.number().int(),
  updated: z.number().int(),
  /** Devices whose only news was a later contact time. */
  touched: z.number().int(),
  unchanged: z.number().int(),
  rejected: z.number().int(),
  /** First reason an item was rejected; null when none was. */
  firstRejection: z.string().nullable(),
  inReview: z.number().int(),
  missing: z.number().int(),
  inactive: z.number().int(),
  requests: z.number().int(),
  bytes: z.number().int(),
  /** Unknown keys the vendor sent, with counts (contract drift, S27). */
  drift: z.record(z.string(), z.number().int()),
  error: z.string().nullable(),
  traceId: z.string(),
})
export type SyncSummary = z.infer<typeof SyncSummary>
