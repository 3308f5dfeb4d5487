import { z } from 'zod'
import { command, event } from './define.ts'

/** Why the keys of the profile are not open. */
export const ClosedReason = z.enum([
  /** The profile has a vault file: its passphrase opens it. */
  'passphrase',
  /** The key store of the operating system did not answer. */
  'keychain-missing',
  /** The key store of the operating system is there and locked. */
  'keychain-locked',
])
export type ClosedReason = z.infer<typeof ClosedReason>

/** What a person can do about it. `retry` asks the key store again. */
export const UnlockWay = z.enum(['unlock', 'create', 'retry', 'session'])
export type UnlockWay = z.infer<typeof UnlockWay>

/** Whether the keys of the profile are open. Until they are, every other command answers `vault.locked`. */
export const LockState = z.discriminatedUnion('state', [
  z.object({ state: z.literal('open') }),
  z.object({
    state: z.enum(['locked', 'opening']),
    reason: ClosedReason,
    ways: z.array(UnlockWay),
    /** False in a profile that holds nothing yet. */
    hasProfile: z.boolean(),
  }),
])
export type LockState = z.infer<typeof LockState>
export type ClosedLock = Exclude<LockState, { readonly state: 'open' }>

/** The least length of a new passphrase. There is no other rule. */
export const leastPassphrase = 8
const mostPassphrase = 1_024

/**
 * How the keys of a profile are opened. SECURITY: a passphrase goes in and is in no answer, event, log line or record.
 * What was typed is used as it is: blanks at the ends count.
 */
export const vault = {
  state: command({ input: z.strictObject({}), output: LockState }),
  /** Opens the vault file. Throws `vault.wrong-passphrase`, or `vault.busy` while another passphrase is tried. */
  unlock: command({ class: 'local', input: z.strictObject({ passphrase: z.string().min(1).max(mostPassphrase) }), output: LockState }),
  /** Makes a vault file for a new profile and opens it. */
  create: command({ class: 'local', input: z.strictObject({ passphrase: z.string().min(leastPassphrase).max(mostPassphrase) }), output: LockState }),
  /** Asks the key store of the operating system again. */
  retry: command({ class: 'local', input: z.strictObject({}), output: LockState }),
  /** Goes on with keys in memory only: nothing is kept when the console ends. A profile that exists stays closed. */
  useSession: command({ class: 'local', input: z.strictObject({}), output: LockState }),
  changed: event({ payload: LockState }),
}
