import { z } from 'zod'
import { command } from './define.ts'

/** What a window keeps in the store of its company, because it names devices or must come with the profile. */
export const SettingKey = z.enum(['tabs', 'views'])
export type SettingKey = z.infer<typeof SettingKey>

/** Small texts a window keeps for its company. What a text means is the window's affair; it checks what it reads. */
export const settings = {
  /** The text kept under a key; null when nothing was kept. */
  read: command({ input: z.strictObject({ key: SettingKey }), output: z.object({ value: z.string().nullable() }) }),
  /** Keeps a text under a key in place of the one before. */
  write: command({ class: 'local', input: z.strictObject({ key: SettingKey, value: z.string().max(200_000) }), output: z.object({ value: z.string() }) }),
}
