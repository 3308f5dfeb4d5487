import type { RowTest } from '#shared/filter/compile-filter.ts'
import type { FleetTable } from './fleet-table.ts'

/** Which part of the company the list is about; null means all. A site belongs to its client. */
export interface FleetScope {
  readonly client: string | null
  readonly site: string | null
}

export const wholeCompany: FleetScope = { client: null, site: null }

/** A client in the scope tree. `attention` counts devices with failing checks or servers that are offline. */
export interface ScopeEntry {
  readonly client: string
  readonly count: number
  readonly attention: number
  readonly sites: readonly { readonly site: string; readonly count: number }[]
}

/** Tests rows against a scope by dictionary code. */
export function scopeTest(table: FleetTable, scope: FleetScope): RowTest {
  if (scope.client === null) return () => true
  const { client, site } = table.dictionary
  const clientCode = client.values.indexOf(scope.client)
  const siteCode = scope.site === null ? -1 : site.values.indexOf(scope.site)
  return (row) => client.codes.values[row] === clientCode && (scope.site === null || site.codes.values[row] === siteCode)
}

interface Counting {
  count: number
  attention: number
  readonly sites: Map<string, number>
}

const needsAttention = (table: FleetTable, row: number): boolean =>
  (table.numbers.checksFailing.values[row] ?? 0) > 0 || (table.dictionary.type.at(row) === 'server' && table.dictionary.status.at(row) === 'offline')

/** Clients and their sites with counts, in the locale's order. One pass over the rows. */
export function scopeTree(table: FleetTable): readonly ScopeEntry[] {
  const clients = new Map<string, Counting>()
  for (let row = 0; row < table.size; row += 1) {
    const client = table.isAlive(row) ? table.dictionary.client.at(row) : null
    if (client === null) continue
    const entry = clients.get(client) ?? { count: 0, attention: 0, sites: new Map<string, number>() }
    clients.set(client, entry)
    const site = table.dictionary.site.at(row)
    entry.count += 1
    if (needsAttention(table, row)) entry.attention += 1
    if (site !== null) entry.sites.set(site, (entry.sites.get(site) ?? 0) + 1)
  }
  const byName = new Intl.Collator(undefined, { numeric: true })
  return [...clients]
    .map(([client, { count, attention, sites }]) => ({
      client,
      count,
      attention,
      sites: [...sites].map(([site, number]) => ({ site, count: number })).toSorted((a, b) => byName.compare(a.site, b.site)),
    }))
    .toSorted((a, b) => byName.compare(a.client, b.client))
}
