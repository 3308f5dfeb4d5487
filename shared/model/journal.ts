import { z } from 'zod'

/** One record of the journal as it is stored and exported; see `core/journal/README.md` for the fields of each phase. */
export const JournalRecord = z
  .object({
    v: z.literal(1),
    seq: z.number().int().nonnegative(),
    id: z.string(),
    at: z.string(),
    mono: z.number().int(),
    boot: z.string(),
    install: z.string(),
    company: z.string(),
    phase: z.enum(['open', 'intent', 'result', 'note', 'checkpoint', 'erase']),
    action: z.string(),
    prev: z.string(),
    hash: z.string(),
  })
  .loose()
export type JournalRecord = z.infer<typeof JournalRecord>

/** What a verification found. `firstBad` names the first sequence number that does not hold and why. */
export const VerifyReport = z.object({
  records: z.number().int(),
  isIntact: z.boolean(),
  firstBad: z.object({ seq: z.number().int(), why: z.string() }).nullable(),
  head: z.string().nullable(),
  checkpoints: z.number().int(),
  checkpointsValid: z.number().int(),
  intentsWithoutResult: z.number().int(),
  clockNotes: z.array(z.string()),
  says: z.string(),
})
export type VerifyReport = z.infer<typeof VerifyReport>
