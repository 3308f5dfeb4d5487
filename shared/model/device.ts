import { z } from 'zod'
import { AccountId, DeviceId, RemoteId } from './ids.ts'
import { VendorId } from './vendor.ts'

/** Five words, from the provider's mapper with the vendor's own thresholds. `unknown` means that we could not ask. */
export const DeviceStatus = z.enum(['online', 'late', 'offline', 'unknown', 'inactive'])
export type DeviceStatus = z.infer<typeof DeviceStatus>

export const DeviceType = z.enum(['server', 'workstation', 'network', 'other'])
export type DeviceType = z.infer<typeof DeviceType>

export const OsFamily = z.enum(['windows', 'linux', 'macos', 'other'])
export type OsFamily = z.infer<typeof OsFamily>

/** Milliseconds since the epoch, or null when it was not reported (never 0, never a default). */
const instant = z.number().int().nullable()
const text = z.string().nullable()

/**
 * One device as the list knows it: the forty-odd facts that come with the vendor's list call. `null` always means
 * "not reported". Everything heavier lives in sections (see `section.ts`).
 */
export const Device = z.object({
  id: DeviceId,
  accountId: AccountId,
  vendor: VendorId,
  remoteId: RemoteId,
  name: z.string(),
  client: text,
  site: text,
  type: DeviceType,
  os: text,
  osFamily: OsFamily,
  status: DeviceStatus,
  /** When the vendor last heard from the device. */
  lastSeenAt: instant,
  bootAt: instant,
  /** Logged-in user, or the last known one when `isUserCurrent` is false. */
  user: text,
  isUserCurrent: z.boolean().nullable(),
  localIps: z.array(z.string()),
  publicIp: text,
  serial: text,
  /** Make and model as one text. */
  model: text,
  description: text,
  /** Version of the vendor's software on the device. */
  clientVersion: text,
  architecture: text,
  cpuModel: text,
  graphics: text,
  disks: z.array(z.string()),
  needsReboot: z.boolean().nullable(),
  isInMaintenance: z.boolean().nullable(),
  hasPendingUpdates: z.boolean().nullable(),
  pendingActions: z.number().int().nullable(),
  checksTotal: z.number().int().nullable(),
  checksFailing: z.number().int().nullable(),
  checksWarning: z.number().int().nullable(),
  customFields: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string()), z.null()])),
  /** When the list answer that carried these facts was received, corrected by the server's clock. */
  fetchedAt: z.number().int(),
  /** First list pass in which the device was absent; null while present. */
  missingSince: instant,
})
export type Device = z.infer<typeof Device>

/** What a mapper produces from one list row: a device that has not been given our id yet. */
export type IncomingDevice = Omit<Device, 'id' | 'accountId' | 'vendor' | 'fetchedAt' | 'missingSince'> & {
  /** Identifiers used to recognise the same device again (normalised by `core/sync/identity.ts`). */
  readonly identity: DeviceIdentity
}

/** Identifiers as reported, before normalising. Arrays may be empty; nothing is invented. */
export interface DeviceIdentity {
  readonly serial: string | null
  readonly model: string | null
  readonly systemUuid: string | null
  readonly macs: readonly string[]
  readonly isVirtual: boolean | null
}
