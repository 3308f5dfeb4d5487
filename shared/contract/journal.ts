import { z } from 'zod'
import { JournalRecord, VerifyReport } from '../model/journal.ts'
import { DeviceId } from '../model/ids.ts'
import { command, event } from './define.ts'

/** The tamper-evident record of actions. */
export const journal = {
  /** Newest first. `subjects` resolves commitments to the texts that were shown, where they still exist. */
  list: command({
    input: z.strictObject({ deviceId: DeviceId.optional(), before: z.number().int().optional(), limit: z.number().int().min(1).max(1_000).default(200) }),
    output: z.object({ records: z.array(JournalRecord), subjects: z.record(z.string(), z.string()) }),
  }),
  /** Walks the whole chain and says what holds. An anchor is a head noted earlier: it finds a cut tail or a replaced file. */
  verify: command({
    input: z.strictObject({ anchor: z.strictObject({ seq: z.number().int().nonnegative(), hash: z.string().length(64) }).optional() }),
    output: VerifyReport,
  }),
  /** JSON Lines (proof) or CSV (reading) for a period; the export itself is recorded. */
  export: command({
    class: 'local',
    input: z.strictObject({ format: z.enum(['jsonl', 'csv']), from: z.number().optional(), to: z.number().optional() }),
    output: z.object({ text: z.string(), records: z.number().int() }),
  }),
  /** The same text as a file for the person, in the folder where the console puts such files. */
  saveExport: command({
    class: 'local',
    input: z.strictObject({ format: z.enum(['jsonl', 'csv']), from: z.number().optional(), to: z.number().optional() }),
    output: z.object({ path: z.string(), records: z.number().int() }),
  }),
  appended: event({ payload: z.object({ seq: z.number().int(), action: z.string(), phase: z.string() }) }),
}
