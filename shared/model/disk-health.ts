import { z } from 'zod'

const text = z.string().nullable()
const count = z.number().nonnegative().nullable()

/** The raw counters of an ATA disk that say something about failure, by their number: 5, 187, 188, 197, 198. */
export const ataAttributes = ['raw5', 'raw187', 'raw188', 'raw197', 'raw198'] as const
export type AtaAttribute = (typeof ataAttributes)[number]

/** What one reading told about the health of one disk. Null: it was not told. */
export const DiskEvidence = z.object({
  /** The system's name: `disk0`, `sda`, `nvme0n1`. */
  name: z.string(),
  model: text,
  serial: text,
  bytes: count,
  kind: z.enum(['ata', 'nvme', 'unknown']),
  /** The system or the disk's own assessment predicts a failure. */
  predictsFailure: z.boolean().nullable(),
  /** NVMe: bits of the critical warning; 0 is none. */
  criticalWarning: count,
  /** Percent of the rated writes used; may pass 100. */
  wearPercent: count,
  mediaErrors: count,
  /** NVMe: available spare and the threshold the maker set, percent. */
  sparePercent: count,
  spareThreshold: count,
  /** True when the table of attributes was read; those that are null then do not exist on this disk. */
  isTableRead: z.boolean(),
  /** Raw values as reported; makers pack several counters into some of them. */
  raw5: count,
  raw187: count,
  raw188: count,
  raw197: count,
  raw198: count,
  powerOnHours: count,
  temperature: z.number().nullable(),
  /** Why something is missing, in words; null when nothing needs saying. */
  note: text,
})
export type DiskEvidence = z.infer<typeof DiskEvidence>

export const DiskHealthSection = z.object({ disks: z.array(DiskEvidence) })
export type DiskHealthSection = z.infer<typeof DiskHealthSection>

export const HealthWord = z.enum(['good', 'warning', 'failing', 'unknown'])
export type HealthWord = z.infer<typeof HealthWord>

/** What the evidence means (S44): the word, the lowest sub-score, and what triggered it. */
export const DiskVerdict = z.object({
  word: HealthWord,
  /** 0 to 100; null when unknown. */
  score: z.number().nullable(),
  /** One sentence part: the attributes that triggered it, what was read clean, or why it is unknown. */
  reason: z.string(),
})
export type DiskVerdict = z.infer<typeof DiskVerdict>

/** The evidence of a device with its verdicts. */
export const DeviceHealth = z.object({
  disks: z.array(z.object({ evidence: DiskEvidence, verdict: DiskVerdict })),
  /** When it was read; null when never. */
  readAt: z.number().int().nullable(),
  source: z.string(),
})
export type DeviceHealth = z.infer<typeof DeviceHealth>
