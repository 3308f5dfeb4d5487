import type { ReadDb } from '../../storage/database.ts'
import { readPages } from '../../storage/list-repository.ts'
import { readKnownRows, type KnownRow } from '../../storage/mapping-repository.ts'

/** What a page did when it was last stored whole; repeated when the same bytes come again. */
export interface StoredPage {
  readonly digest: string
  readonly rows: number
  readonly rejected: number
  readonly firstRejection: string | null
  readonly drift: Readonly<Record<string, number>>
}

/** The device list of one account as the store thread remembers it: hashes, not objects. */
export interface KnownList {
  readonly rows: Map<string, KnownRow>
  /** Numbers of the pages that were ever stored, by key. */
  readonly pageNumbers: Map<string, number>
  /** Pages whose rows are exactly what was last stored, by number. Empty after a start: the first answer is always read. */
  readonly pages: Map<number, StoredPage>
}

export interface KnownLists {
  of(accountId: string): KnownList
  /** A remote id in an account that is in memory already; undefined otherwise. */
  peek(accountId: string, remoteId: string): KnownRow | undefined
  /** After a failed transaction or a removal: what is remembered may not be true any more. */
  forget(accountId: string): void
}

export function createKnownLists(cache: ReadDb): KnownLists {
  const lists = new Map<string, KnownList>()
  const load = (accountId: string): KnownList => ({
    rows: readKnownRows(cache, accountId),
    pageNumbers: new Map(readPages(cache, accountId).map((page) => [page.key, page.n])),
    pages: new Map(),
  })
  return {
    of: (accountId) => {
      const list = lists.get(accountId) ?? load(accountId)
      lists.set(accountId, list)
      return list
    },
    peek: (accountId, remoteId) => lists.get(accountId)?.rows.get(remoteId),
    forget: (accountId) => void lists.delete(accountId),
  }
}
