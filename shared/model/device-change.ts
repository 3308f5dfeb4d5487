import { z } from 'zod'
import { SectionName } from './section.ts'

/** Where a changed fact stands: a row of the device list, or one of the sections. */
export const changePlaces = ['list', ...SectionName.options] as const

/**
 * One fact of a device that is another one than at the reading before (S46). Values are texts as they are stored; the unit
 * follows from the field (`changeUnits`).
 */
export const DeviceChange = z.object({
  /** When the new value was read. It changed between the reading before and this one. */
  at: z.number().int(),
  place: z.enum(changePlaces),
  /** What it is a fact of: an adapter, a program, a service. Null for the device itself. */
  subject: z.string().nullable(),
  /** The field; `presence` when the subject itself came or went, `further` for the number of changes beyond the cap. */
  field: z.string(),
  /** Null when the subject was not there. Never "not reported": that is no change. */
  before: z.string().nullable(),
  after: z.string().nullable(),
  source: z.string(),
  traceId: z.string().nullable(),
})
export type DeviceChange = z.infer<typeof DeviceChange>

export type ChangeUnit = 'bytes' | 'Mbps' | 'MHz' | 'moment'

/** Fields whose values are numbers with a unit. A moment is milliseconds since the epoch. */
export const changeUnits: Readonly<Record<string, ChangeUnit>> = {
  bytes: 'bytes',
  memoryTotal: 'bytes',
  speedMbps: 'Mbps',
  mhz: 'MHz',
  maxMhz: 'MHz',
  biosDate: 'moment',
  osInstalledAt: 'moment',
}
