import { z } from 'zod'
import { DeviceId } from '../model/ids.ts'
import { command, event } from './define.ts'

/**
 * A piece of the device list as columns, encoded as one JSON text (see `shared/model/device-columns.ts` for the format):
 * one text crosses every transport without being walked, and only the reader parses it.
 */
export const EncodedColumns = z.object({ encoded: z.string(), count: z.number().int(), total: z.number().int(), revision: z.number().int() })

export const AnswerAge = z.object({
  covered: z.number().int(),
  total: z.number().int(),
  medianAgeMs: z.number().nullable(),
  p95AgeMs: z.number().nullable(),
  neverReported: z.number().int(),
})

/** Over which devices a question about software was answered (S12). */
export const SoftwareCoverage = z.object({
  /** Devices with a software list. */
  listed: z.number().int(),
  devices: z.number().int(),
  /** Devices without one whose vendor reports no software of their operating system. */
  unsupported: z.number().int(),
})
export type SoftwareCoverage = z.infer<typeof SoftwareCoverage>

/** The device list and questions over the whole fleet. */
export const inventory = {
  /** One slice of the list in name order. Ask with `offset` 0 first, then the rest; `total` says how many there are. */
  snapshot: command({
    input: z.strictObject({ offset: z.number().int().nonnegative(), limit: z.number().int().min(1).max(20_000) }),
    output: EncodedColumns,
  }),
  /** The current rows of some devices, as columns. */
  rows: command({ input: z.strictObject({ ids: z.array(DeviceId).max(5_000) }), output: EncodedColumns }),
  /** Ids that match a filter, decided by the store; used for deep fields (`sw:`) and by the command line. */
  match: command({
    input: z.strictObject({ filter: z.string().max(2_000) }),
    output: z.object({ ids: z.array(DeviceId), age: AnswerAge, /** Null unless the filter asks for software. */ software: SoftwareCoverage.nullable() }),
  }),
  /** Who has which version of a program (S12): the first by name, version and device, and how many there are in all. */
  software: command({
    input: z.strictObject({ name: z.string().min(1).max(200), below: z.string().max(100).optional(), limit: z.number().int().min(1).max(20_000).default(1_000) }),
    output: z.object({
      items: z.array(z.object({ deviceId: DeviceId, deviceName: z.string(), name: z.string(), version: z.string() })),
      total: z.number().int(),
      coverage: SoftwareCoverage,
    }),
  }),
  /** Devices whose stored row changed (or which appeared); ask `rows` for those you show. */
  changed: event({ payload: z.object({ ids: z.array(DeviceId), revision: z.number().int() }) }),
  /** Devices whose only news is a later contact: JSON text `{"ids":[…],"lastSeenAt":[…],"fetchedAt":n}`. */
  seen: event({ payload: z.object({ encoded: z.string() }) }),
}
