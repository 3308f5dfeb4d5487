import { z } from 'zod'
import { DeviceId } from './ids.ts'

/** Characters (UTF-16 units, as `String.length` counts) a person may save in one note. Two notes that became one may hold more until the next save. */
export const longestNote = 20_000

/** What people wrote about a device in this console. No vendor reads or writes it, and no sync looks at it. */
export const DeviceNote = z.object({
  deviceId: DeviceId,
  /** Plain text as it was typed; empty when there is none. */
  text: z.string(),
  /** Grows with every change and never goes back; 0 when nobody ever wrote one. */
  version: z.number().int().nonnegative(),
  /** Epoch milliseconds of the last change. */
  changedAt: z.number().int().nullable(),
  /** The operating system's name of whoever changed it last. */
  changedBy: z.string().nullable(),
})
export type DeviceNote = z.infer<typeof DeviceNote>

/** A note with the device it is about, also when the device has left the list. */
export const ListedNote = DeviceNote.extend({
  /** The name of the device when the note was saved. */
  deviceName: z.string(),
  isListed: z.boolean(),
})
export type ListedNote = z.infer<typeof ListedNote>
