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
  /** Remote ids that are certainly not in the list any more, because this page is the whole list. */
  readonly gone: ReadonlySet<string>
  readonly mayCreate: boolean
}

/** What became of one row. */
export type RowOutcome =
  | { readonly kind: 'created' | 'updated'; readonly deviceId: string; readonly isInReview?: boolean; readonly isBack?: boolean }
  | { readonly kind: 'touched'; readonly deviceId: string; readonly lastSeenAt: number | null }
  /** `isWritten`: nothing that is shown changed, but something was written (a further mapping's own report). */
  | { readonly kind: 'unchanged'; readonly isWritten?: boolean }
  | { readonly kind: 'held' }
