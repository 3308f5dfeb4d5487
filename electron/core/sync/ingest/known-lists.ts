import type { ReadStores } from '../../storage/database.ts'
import { readRemoteIds } from '../../storage/identity-repository.ts'
import { readPages, type PageRecord } from '../../storage/list-repository.ts'
import { readKnownRows, type KnownRow } from '../../storage/mapping-repository.ts'
import type { NumberSet } from '../../storage/number-set.ts'
import type { Codec } from '../../storage/store-tools.ts'

/** What a page did when it was last stored whole; repeated when the same bytes come again. */
export interface StoredAnswer {
  readonly digest: string
  readonly rows: number
  readonly rejected: number
  readonly firstRejection: string | null
  readonly drift: Readonly<Record<string, number>>
}

/** A page as it was last stored. `answer` is gone once one of its rows was changed through another page, and after a start. */
export interface KnownPage extends PageRecord {
  readonly answer: StoredAnswer | null
}

/** The device list of one account as the store thread remembers it: hashes, not objects. */
export interface KnownList {
  readonly rows: Map<string, KnownRow>
  readonly pages: Map<string, KnownPage>
  /** Remote ids the ledger knows and the cache does not: it was rebuilt. Their devices keep their ids. */
  readonly orphans: Set<string>
}

/** Pages that hold one of these rows have to be read again, even when their bytes come again: the rows are not as they left them. */
export function distrustPages(list: KnownList, changed: NumberSet, exceptKey?: string): void {
  for (const [key, page] of list.pages) {
    if (key !== exceptKey && page.answer && page.members.meets(changed)) list.pages.set(key, { ...page, answer: null })
  }
}

export interface KnownLists {
  of(accountId: string): KnownList
  /** A remote id in an account that is in memory already; undefined otherwise. */
  peek(accountId: string, remoteId: string): KnownRow | undefined
  /** After a failed transaction or a removal: what is remembered may not be true any more. */
  forget(accountId: string): void
}

export function createKnownLists({ cache, work }: ReadStores, codec: Codec): KnownLists {
  const lists = new Map<string, KnownList>()
  const load = (accountId: string): KnownList => {
    const rows = readKnownRows(cache, accountId)
    return {
      rows,
      pages: new Map(readPages(cache, codec, accountId).map((page) => [page.key, { ...page, answer: null }])),
      orphans: new Set(readRemoteIds(work, accountId).filter((remoteId) => !rows.has(remoteId))),
    }
  }
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
