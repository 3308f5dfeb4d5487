import type { ParsedPage } from '../../providers/provider.ts'
import type { WriteStores } from '../../storage/database.ts'
import type { IngestPage } from '../../storage/store.ts'
import type { StoreTools } from '../../storage/store-tools.ts'
import type { Words } from '../../storage/word-repository.ts'
import type { KnownList, KnownLists } from './known-lists.ts'

/** Finds the pure page parser of a vendor. Throws `vendor.unknown` when this build does not know the vendor. */
export type FindParser = (vendor: string) => (body: Uint8Array, context: IngestPage['context']) => ParsedPage

/** What the ingest works with for as long as a company is open. */
export interface IngestParts {
  readonly stores: WriteStores
  readonly tools: StoreTools
  readonly words: Words
  readonly lists: KnownLists
  readonly findParser: FindParser
}

/** One page on its way into the store. */
export interface PageWork extends IngestParts {
  readonly page: IngestPage
  readonly list: KnownList
  readonly pageN: number
  /** Remote ids that this page held before and does not hold now, when that says for sure that they are gone. */
  readonly gone: ReadonlySet<string>
  readonly mayCreate: boolean
}

/** What became of one row. */
export type RowOutcome =
  | { readonly kind: 'created' | 'updated'; readonly deviceId: string; readonly isInReview?: boolean; readonly isBack?: boolean }
  | { readonly kind: 'touched'; readonly deviceId: string; readonly lastSeenAt: number | null }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'held' }
