import { z } from 'zod'
import { AccountId, DeviceId } from '../model/ids.ts'
import { SyncProgress, SyncSummary } from '../model/sync.ts'
import { command, event } from './define.ts'

/** Background refresh. */
export const sync = {
  /** Starts a full pass of one account, or of all. Answers when the lists are stored; with sections, when those are too. */
  run: command({
    class: 'local',
    input: z.strictObject({ accountId: AccountId.optional(), withSections: z.boolean().default(false) }),
    output: z.array(SyncSummary),
  }),
  /** Starts passes and answers at once which ones, and whose list is being read already; follow `sync.progressed`. */
  start: command({
    class: 'local',
    input: z.strictObject({ accountId: AccountId.optional() }),
    output: z.object({ started: z.array(AccountId), running: z.array(AccountId) }),
  }),
  /** Reads one device and its sections from its vendor (S140). */
  device: command({ class: 'local', input: z.strictObject({ deviceId: DeviceId }), output: SyncSummary }),
  cancel: command({ class: 'local', input: z.strictObject({ accountId: AccountId }), output: z.object({ cancelled: z.boolean() }) }),
  /** Running passes, last summaries and when each account is due next. */
  status: command({
    input: z.strictObject({}),
    output: z.object({
      running: z.array(SyncProgress),
      last: z.array(SyncSummary),
      next: z.array(z.object({ accountId: AccountId, pollAt: z.number().nullable(), fullAt: z.number().nullable() })),
      mappings: z.object({ active: z.number().int(), missing: z.number().int(), inactive: z.number().int() }),
      /** Requests of the last 24 hours, and the most that background work may send in a day (S160). */
      requests: z.array(z.object({ accountId: AccountId, lastDay: z.number().int(), budget: z.number().int() })),
    }),
  }),
  /** Tells whether a window is visible; the list is polled every 60 s then, else every 15 min. */
  setVisible: command({ class: 'local', input: z.strictObject({ isVisible: z.boolean() }), output: z.object({ isVisible: z.boolean() }) }),
  progressed: event({ payload: SyncProgress }),
  finished: event({ payload: SyncSummary }),
}
