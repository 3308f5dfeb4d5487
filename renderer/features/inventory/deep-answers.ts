import type { Api } from '#shared/contract/client.ts'
import type { SoftwareCoverage } from '#shared/contract/inventory.ts'
import { deepTerms } from '#shared/filter/filter-parts.ts'
import type { FilterNode } from '#shared/filter/filter-node.ts'

const keepMs = 30_000

/** Answers of the store to the parts of a filter that the list in memory cannot decide. */
export interface DeepAnswers {
  /** Ids per term, for terms answered lately. */
  readonly known: ReadonlyMap<string, ReadonlySet<string>>
  /** Terms of a filter that must be asked first. */
  readonly missing: (filter: FilterNode) => readonly string[]
  /** Over which devices the answered term about software is; null for other terms. */
  readonly softwareOf: (filter: FilterNode) => SoftwareCoverage | null
  /** Asks the store for terms; fails with the store's error. */
  readonly ask: (terms: readonly string[]) => Promise<void>
}

/** Asks each term once and keeps the ids for half a minute. */
export function createDeepAnswers(api: Api): DeepAnswers {
  const known = new Map<string, ReadonlySet<string>>()
  const askedAt = new Map<string, number>()
  const coverage = new Map<string, SoftwareCoverage | null>()
  const isFresh = (term: string) => known.has(term) && Date.now() - (askedAt.get(term) ?? 0) < keepMs
  return {
    known,
    missing: (filter) => deepTerms(filter).filter((term) => !isFresh(term)),
    softwareOf: (filter) => deepTerms(filter).map((term) => coverage.get(term) ?? null).find((one) => one !== null) ?? null,
    ask: async (terms) => {
      await Promise.all(
        terms.map(async (term) => {
          const { ids, software } = await api.inventory.match({ filter: term })
          known.set(term, new Set(ids))
          coverage.set(term, software)
          askedAt.set(term, Date.now())
        }),
      )
    },
  }
}
