import type { WriteStores } from '../../storage/database.ts'
import type { RowNumbers } from '../../storage/row-numbers.ts'
import type { IngestPage } from '../../storage/store.ts'
import type { StoreTools } from '../../storage/store-tools.ts'
import type { Words } from '../../storage/word-repository.ts'
import type { KnownList, KnownLists } from './known-lists.ts'
import type { MergedFacts } from './merge-facts.ts'
import type { PreparePage } from './prepare-page.ts'

/** What the ingest works with for as long as a company is open. */
export interface IngestParts {
  readonly stores: WriteStores
  readonly tools: StoreTools
  readonly words: Words
  readonly numbers: RowNumbers
  readonly nextDeviceId: () => string
  readonly lists: KnownLists
  readonly prepare: PreparePage
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
  | { readonly kind: 'created' | 'updated'; readonly deviceId: string; readonly isInReview?: boolean; readonly isBack?: boolean; readonly merged?: MergedFacts | null }
  | { readonly kind: 'touched'; readonly deviceId: string; readonly lastSeenAt: number | null }
  /** `isWritten`: nothing that is shown changed, but something was written (a further mapping's own report). */
  | { readonly kind: 'unchanged'; readonly isWritten?: boolean }
  | { readonly kind: 'held' }
