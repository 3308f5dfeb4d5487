import type { IncomingDevice } from '#shared/model/device.ts'
import type { StoreLocation } from '#platform/store-files.ts'
import { anIncomingDevice } from './an-incoming-device.ts'

/** Where a process that will be killed finds its store, and the version it starts with when nothing is unfinished. */
export interface KilledFleet extends StoreLocation {
  readonly version: number
}

const pageCount = 6
const pageSize = 40

/** A row that carries its version in every part of the store it goes to: words, texts, JSON and the contact line. */
const aVersion = (n: number, version: number): IncomingDevice =>
  anIncomingDevice(n, {
    description: `v${version}`,
    clientVersion: `v${version}`,
    customFields: { v: version },
    checksTotal: version,
    lastSeenAt: version,
  })

/** The whole fleet at a version, by page. */
export const fleetPages = (version: number): Record<string, IncomingDevice[]> =>
  Object.fromEntries(
    Array.from({ length: pageCount }, (_, page) => [
      `client-${page}`,
      Array.from({ length: pageSize }, (_unused, n) => aVersion(page * pageSize + n, version)),
    ]),
  )
