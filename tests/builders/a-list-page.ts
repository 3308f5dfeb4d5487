import type { IncomingDevice } from '#shared/model/device.ts'
import type { FindParser } from '#core/sync/ingest/prepare-page.ts'
import type { IngestPage } from '#core/storage/store.ts'

/** What a test list carries: rows, and how many more could not be read. */
export interface ListBody {
  readonly devices: readonly IncomingDevice[]
  readonly rejected?: number
}

/** A page of the list of account `a1`; its bytes are the rows as JSON, read by `findListParser`. */
export const aListPage = (body: ListBody, overrides: Partial<IngestPage> = {}): IngestPage => ({
  accountId: 'a1',
  companyId: 'c1',
  vendor: 'tactical-rmm',
  passId: 'p1',
  pageKey: 'all',
  body: new TextEncoder().encode(JSON.stringify(body)),
  fetchedAt: 1_790_000_000_000,
  context: {},
  batchSize: 50,
  ...overrides,
})

/** The pure parser of those bytes, whatever the vendor. */
export const findListParser: FindParser = () => (bytes) => {
  const { devices, rejected = 0 } = JSON.parse(new TextDecoder().decode(bytes)) as ListBody
  return { devices, rejected, firstRejection: rejected > 0 ? 'not a device' : null, drift: {} }
}
