import { z } from 'zod'
import { DeviceStatus } from './device.ts'
import { Exchange } from './exchange.ts'
import { AccountId, DeviceId } from './ids.ts'
import { SectionName } from './section.ts'

/** A field of the list row that has another value now. Values as text, redacted and cut; null is "not reported". */
export const FieldChange = z.object({ field: z.string(), from: z.string().nullable(), to: z.string().nullable() })
export type FieldChange = z.infer<typeof FieldChange>

/** What was read out of the answer. The counts of a list are of the page the device came with. */
export const MappedRecord = z.object({
  /** Fields of the list row that have a value. */
  fields: z.array(z.string()),
  sections: z.array(SectionName),
  /** Why a section that was asked for did not come. */
  failures: z.record(z.string(), z.string()),
  /** Devices on the page; null when no list was read. */
  rows: z.number().int().nullable(),
  rejected: z.number().int(),
  firstRejection: z.string().nullable(),
  /** Unknown keys the vendor sent, with counts. */
  drift: z.record(z.string(), z.number().int()),
})
export type MappedRecord = z.infer<typeof MappedRecord>

/** What of it was new to the store. Mapping and storing a page is one piece of work, so they have one duration. */
export const ChangeSet = z.object({
  kind: z.enum(['created', 'updated', 'unchanged']),
  fields: z.array(FieldChange),
  sections: z.array(SectionName),
  durationMs: z.number().int(),
})
export type ChangeSet = z.infer<typeof ChangeSet>

const afterMs = z.number().int()

/** Something that was worked out again because of it; `afterMs` counts from the moment it was stored. */
export const Recomputed = z.discriminatedUnion('kind', [
  /** Screens were told to draw the row anew. */
  z.object({ kind: z.literal('list-row'), revision: z.number().int(), afterMs }),
  z.object({ kind: z.literal('section'), section: SectionName, freshness: z.enum(['fresh', 'ageing', 'stale', 'unknown']), afterMs }),
  /** What the list shows, judged from the stored row at the moment of the question. */
  z.object({ kind: z.literal('status'), reported: DeviceStatus, shown: DeviceStatus }),
  z.object({ kind: z.literal('problem'), problem: z.enum(['failing', 'warning', 'reboot', 'maintenance', 'updates']).nullable() }),
])
export type Recomputed = z.infer<typeof Recomputed>

/** How the last data of one device came in: response, mapped record, change set, recomputed analysis (S32). */
export const PipelineEntry = z.object({
  deviceId: DeviceId,
  /** Null when the device is no longer in the list. */
  deviceName: z.string().nullable(),
  accountId: AccountId,
  traceId: z.string(),
  /** When it was stored, in epoch milliseconds. */
  at: z.number().int(),
  responses: z.array(Exchange),
  mapped: MappedRecord,
  change: ChangeSet,
  recomputed: z.array(Recomputed),
})
export type PipelineEntry = z.infer<typeof PipelineEntry>
