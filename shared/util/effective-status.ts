import type { DeviceStatus } from '../model/device.ts'

/**
 * How long a list may be without a successful answer before its statuses stop being believed: three polls and a little,
 * while a window polls every minute, and in the background every quarter of an hour (sync reference, section 6).
 */
export const askedLimitMs = { window: 210_000, background: 3 * 900_000 } as const

/** True when the account's list is so old that nobody can say which of its devices are reachable now. */
export const isUnasked = (listFetchedAt: number | null, now: number, limitMs: number): boolean => listFetchedAt === null || now - listFetchedAt > limitMs

/**
 * The status to show. "Online" of a list nobody could read lately is not online and not offline: it is unknown, because
 * we could not ask (S4). Offline and inactive stay what they are.
 */
export const effectiveStatus = (status: DeviceStatus, isListUnasked: boolean): DeviceStatus =>
  isListUnasked && (status === 'online' || status === 'late') ? 'unknown' : status
