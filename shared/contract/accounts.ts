import { z } from 'zod'
import { AccountView, ProbeReport, secretKinds } from '../model/account.ts'
import { AccountId } from '../model/ids.ts'
import { VendorId } from '../model/vendor.ts'
import { command, event } from './define.ts'

const secret = z.string().min(1).max(2_000)

/** Secrets of the connect form. They go in here and there is no command that brings them out. */
const Secrets = z.strictObject({
  apiKey: secret.optional(),
  user: z.string().trim().min(1).max(200).optional(),
  password: secret.optional(),
  /** One-time code for the vendor's second factor; used once, never stored. */
  code: z.string().trim().regex(/^\d{6}$/).optional(),
})

/** A vendor this build can connect to, with what its connect form needs. */
export const VendorOffer = z.object({
  id: VendorId,
  label: z.string(),
  addressHelp: z.string(),
  credentials: z.array(z.object({ kind: z.enum(secretKinds), label: z.string(), isRequired: z.boolean(), help: z.string() })),
})
export type VendorOffer = z.infer<typeof VendorOffer>

const Address = z.string().trim().min(1).max(500)
const Name = z.string().trim().min(1).max(100)

/** SHA-256 of a certificate: 32 pairs of hexadecimal digits, with or without colons. */
const Fingerprint = z.string().trim().regex(/^([\da-f]{2}:?){31}[\da-f]{2}$/i, 'is not a SHA-256 fingerprint')

/** Accounts: connections to vendor systems. */
export const accounts = {
  list: command({ input: z.strictObject({}), output: z.array(AccountView) }),
  /** Vendors of this build, the first one to be offered first. */
  vendors: command({ input: z.strictObject({}), output: z.array(VendorOffer) }),
  get: command({ input: z.strictObject({ accountId: AccountId }), output: AccountView }),
  /** Tests address and credentials without keeping anything. Sends reads only (B1). */
  probe: command({
    input: z.strictObject({ vendor: VendorId, apiUrl: Address, secrets: Secrets, certificatePin: z.string().nullable().default(null) }),
    output: ProbeReport,
  }),
  /** Probes, then keeps the account and its secrets and starts the first sync. Fails with the probe's error when unusable. */
  add: command({
    class: 'local',
    input: z.strictObject({
      vendor: VendorId,
      name: Name,
      apiUrl: Address,
      secrets: Secrets,
      certificatePin: z.string().nullable().default(null),
      syncInterval: z.number().int().min(60).max(86_400).default(3_600),
    }),
    output: AccountView,
  }),
  /** Changes what may change after creation; the vendor is fixed (S143). */
  update: command({
    class: 'local',
    input: z.strictObject({
      accountId: AccountId,
      name: Name.optional(),
      isActive: z.boolean().optional(),
      syncInterval: z.number().int().min(60).max(86_400).optional(),
      /** SHA-256 of the one certificate to accept from now on; null for normal trust. */
      certificatePin: Fingerprint.nullable().optional(),
    }),
    output: AccountView,
  }),
  /** Runs every step of the connection test on a kept account and stores the report (S182). */
  test: command({ input: z.strictObject({ accountId: AccountId }), output: ProbeReport }),
  /** Tries a new key of a kept account with reads only and stores it when it works; it is never answered. */
  setSecret: command({ class: 'local', input: z.strictObject({ accountId: AccountId, secrets: Secrets }), output: AccountView }),
  /** Signs in with user, password and one-time code to get the login token a terminal needs. */
  signIn: command({
    class: 'local',
    input: z.strictObject({
      accountId: AccountId,
      user: z.string().trim().min(1).max(200),
      password: secret,
      code: z.string().trim().regex(/^\d{6}$/).optional(),
    }),
    output: AccountView,
  }),
  /** Forgets the account, its secrets and its cached devices. User work (notes, journal) stays. */
  remove: command({ class: 'local', input: z.strictObject({ accountId: AccountId }), output: z.object({ removed: z.boolean() }) }),
  /** An account was added, changed, tested or removed, or its health changed. */
  changed: event({ payload: z.object({ accountIds: z.array(AccountId) }) }),
}
