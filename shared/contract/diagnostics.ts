import { z } from 'zod'
import { Exchange } from '../model/exchange.ts'
import { AccountId, DeviceId } from '../model/ids.ts'
import { JournalRecord } from '../model/journal.ts'
import { PipelineEntry } from '../model/pipeline.ts'
import { SyncSummary } from '../model/sync.ts'
import { command } from './define.ts'

/** Devices whose way in is remembered. */
export const keptDevices = 100

/** What a person who helps wants to know about this console, without secrets. */
export const DiagnosticsOverview = z.object({
  at: z.number().int(),
  version: z.string(),
  host: z.enum(['desktop', 'browser', 'cli']),
  platform: z.string(),
  /** Programs and libraries below the console. */
  versions: z.record(z.string(), z.string()),
  /** The home folder is written `~`. */
  paths: z.object({ profile: z.string(), logs: z.string() }),
  isWriter: z.boolean(),
  vault: z.object({ kind: z.enum(['keychain', 'passphrase', 'session']), says: z.string() }),
  /** Settings of the environment as they are in force. */
  settings: z.array(z.object({ name: z.string(), value: z.string(), source: z.string() })),
  /** Settings that do less than one may think (D26), and why nothing is logged, if so. */
  warnings: z.array(z.string()),
  /** Unknown keys in the last full pass of each account that had any. */
  drift: z.array(z.object({ accountId: AccountId, accountName: z.string(), at: z.number().int(), keys: z.record(z.string(), z.number().int()) })),
})
export type DiagnosticsOverview = z.infer<typeof DiagnosticsOverview>

/** Everything that is known under one trace id. */
export const TraceStory = z.object({
  traceId: z.string(),
  exchanges: z.array(Exchange),
  entries: z.array(PipelineEntry),
  passes: z.array(SyncSummary),
  records: z.array(JournalRecord),
})
export type TraceStory = z.infer<typeof TraceStory>

/** How data came in, and what is in use; for finding out what went wrong. Asks no server. */
export const diagnostics = {
  overview: command({ input: z.strictObject({}), output: DiagnosticsOverview }),
  /** The last devices whose data came in, newest first; `text` looks in names, ids and trace ids (S32). */
  pipeline: command({
    input: z.strictObject({ deviceId: DeviceId.optional(), text: z.string().max(200).optional() }),
    output: z.object({ entries: z.array(PipelineEntry) }),
  }),
  /** Requests, devices, passes and journal records of one trace id. Requests and devices reach back to the start of the console. */
  trace: command({ input: z.strictObject({ traceId: z.string().trim().min(1).max(64) }), output: TraceStory }),
}
