import { z } from 'zod'
import { errorCodes } from '../errors/codes.ts'
import { CapabilityState } from './capability.ts'
import { AccountId, CompanyId } from './ids.ts'
import { VendorId } from './vendor.ts'

/** The kinds of secret an account can hold. Values go into the vault and never come out through the contract. */
export const secretKinds = ['api-key', 'password', 'login-token', 'totp-code'] as const
export type SecretKind = (typeof secretKinds)[number]

/** Stored facts of a connection to one vendor system. It has no field that could hold a secret. */
export const Account = z.object({
  id: AccountId,
  companyId: CompanyId,
  vendor: VendorId,
  name: z.string().min(1).max(100),
  /** Normalised: https origin, or http for loopback only; no path, no credentials. */
  apiUrl: z.string(),
  /** User name for the vendor's sign-in, when one was given. Not a secret. */
  user: z.string().nullable(),
  isActive: z.boolean(),
  /** Seconds between full inventory passes, 60-86,400. */
  syncInterval: z.number().int().min(60).max(86_400),
  /** SHA-256 fingerprint of a certificate the person accepted for a self-signed server; null for normal trust. */
  certificatePin: z.string().nullable(),
  createdAt: z.number().int(),
})
export type Account = z.infer<typeof Account>

/** The steps of a connection test, in the order they run. A failed step skips those that need it. */
export const probeSteps = ['address', 'dns', 'tcp', 'tls', 'clock', 'api', 'sign-in', 'version', 'rights', 'read'] as const

export const ProbeStep = z.object({
  step: z.enum(probeSteps),
  verdict: z.enum(['ok', 'warning', 'failed', 'skipped']),
  /** What was found, a full sentence. */
  says: z.string(),
  /** What to do about it; empty when nothing. */
  fix: z.string(),
  durationMs: z.number().int(),
  /** The error behind a failed step, where a request gave it. */
  code: z.enum(errorCodes).optional(),
})
export type ProbeStep = z.infer<typeof ProbeStep>

/** The result of a test or of the probe at connect; kept with its date and readable offline. */
export const ProbeReport = z.object({
  at: z.number().int(),
  isUsable: z.boolean(),
  steps: z.array(ProbeStep),
  serverVersion: z.string().nullable(),
  /** Server time minus local time in milliseconds, when the server told it. */
  clockSkewMs: z.number().int().nullable(),
  /** SHA-256 of the server's certificate when TLS failed because nobody we trust signed it. */
  untrustedFingerprint: z.string().nullable(),
  capabilities: z.array(CapabilityState),
})
export type ProbeReport = z.infer<typeof ProbeReport>

/** How the last contact with an account went; the status bar and the account list say it in words. */
export const AccountHealth = z.object({
  state: z.enum(['never', 'ok', 'needs-sign-in', 'unreachable', 'waiting', 'inactive', 'failing']),
  says: z.string(),
  lastSuccessAt: z.number().int().nullable(),
  retryAt: z.number().int().nullable(),
})
export type AccountHealth = z.infer<typeof AccountHealth>

/** An account with everything the screens show beside it. */
export const AccountView = z.object({
  account: Account,
  /** Reached by plain http, which only this computer may be: said wherever the account is shown (S144). */
  isUnencrypted: z.boolean(),
  /** How people call the vendor. */
  vendorLabel: z.string(),
  secrets: z.object({ hasApiKey: z.boolean(), hasPassword: z.boolean(), hasLoginToken: z.boolean() }),
  health: AccountHealth,
  lastProbe: ProbeReport.nullable(),
  deviceCount: z.number().int(),
  listFetchedAt: z.number().int().nullable(),
  /** Fields the server sent at the last read and nobody reads, with counts. */
  drift: z.record(z.string(), z.number().int()),
})
export type AccountView = z.infer<typeof AccountView>
