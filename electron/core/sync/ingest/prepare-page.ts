import type { IncomingDevice } from '#shared/model/device.ts'
import type { ParsedPage } from '../../providers/provider.ts'
import type { IngestPage } from '../../storage/store.ts'
import type { StoreTools } from '../../storage/store-tools.ts'
import { toNormalIdentity, type NormalIdentity } from '../identity/normal-identity.ts'
import { rowText } from './row-digest.ts'

/** Finds the pure page parser of a vendor. Throws `vendor.unknown` when this build does not know the vendor. */
export type FindParser = (vendor: string) => (body: Uint8Array, context: IngestPage['context']) => ParsedPage

/** One row with everything about it that can be known without the store. */
export interface PreparedRow {
  readonly device: IncomingDevice
  readonly identity: NormalIdentity
  /** Equal exactly when nothing that counts as a change differs. */
  readonly hash: string
}

/** A page whose rows only need to be compared and written. */
export interface PreparedPage extends Omit<ParsedPage, 'devices'> {
  readonly rows: readonly PreparedRow[]
  /** `digestOfPage` of what was parsed. */
  readonly digest: string
}

/** What is prepared. The bytes may be moved away by it. */
export type RawPage = Pick<IngestPage, 'vendor' | 'body' | 'context'>

/** Prepares pages here or in another thread. */
export type PreparePage = (page: RawPage) => PreparedPage | Promise<PreparedPage>

/** Equal exactly when the parser would answer the same. */
export const digestOfPage = (digest: StoreTools['digest'], { body, context }: Pick<RawPage, 'body' | 'context'>): string =>
  `${digest(body)} ${digest(JSON.stringify(context))}`

/** Parses a page and works out its digest and each row's hash and normal identity. Pure; touches no store. */
export function preparePage(findParser: FindParser, digest: StoreTools['digest'], { vendor, body, context }: RawPage): PreparedPage {
  const { devices, ...counts } = findParser(vendor)(body, context)
  return { ...counts, digest: digestOfPage(digest, { body, context }), rows: devices.map((device) => ({ device, identity: toNormalIdentity(device), hash: digest(rowText(device)) })) }
}
