import { z } from 'zod'
import { command, event } from './define.ts'
import { CompanyId } from '../model/ids.ts'

/** Why a process only reads the profile: another one writes it, or its disk has no room. */
export const ViewerReason = z.enum(['other-writer', 'disk-full'])
export type ViewerReason = z.infer<typeof ViewerReason>

/** Modes of the whole console that every screen shows in the status bar. */
export const AppState = z.object({
  version: z.string(),
  host: z.enum(['desktop', 'browser', 'cli']),
  company: z.object({ id: CompanyId, name: z.string(), isPractice: z.boolean() }),
  companies: z.array(z.object({ id: CompanyId, name: z.string(), isPractice: z.boolean() })),
  isReadOnly: z.boolean(),
  isOffline: z.boolean(),
  /** Where secrets are kept: the OS keychain, a passphrase vault, or nowhere (this session only). */
  vault: z.object({ kind: z.enum(['keychain', 'passphrase', 'session']), says: z.string() }),
  /** False: this process reads, and acts through nothing. */
  isWriter: z.boolean(),
  /** Null in the writer. */
  viewerBecause: ViewerReason.nullable(),
  requests: z.number().int(),
  bytes: z.number().int(),
})
export type AppState = z.infer<typeof AppState>

export const app = {
  /** Modes, company and counters, for the frame. */
  state: command({ input: z.strictObject({}), output: AppState }),
  /** Switches work-offline on or off: while on, no request leaves (B17). */
  setOffline: command({ class: 'local', input: z.strictObject({ isOffline: z.boolean() }), output: AppState }),
  /** Switches read-only mode. Turning it off is recorded in the journal (B12, B116). */
  setReadOnly: command({ class: 'local', input: z.strictObject({ isReadOnly: z.boolean() }), output: AppState }),
  /** Any part of `app.state` changed. */
  changed: event({ payload: AppState }),
}
