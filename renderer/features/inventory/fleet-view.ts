import { compileFilter } from '#shared/filter/compile-filter.ts'
import type { RowTest } from '#shared/filter/compile-filter.ts'
import { explainEmpty } from '#shared/filter/filter-parts.ts'
import type { EmptyReason } from '#shared/filter/filter-parts.ts'
import type { FilterNode } from '#shared/filter/filter-node.ts'
import { fleetSource } from './fleet-source.ts'
import { scopeTest } from './fleet-scope.ts'
import type { FleetScope } from './fleet-scope.ts'
import type { FleetTable } from './fleet-table.ts'

/** What decides which rows are visible. */
export interface ViewInput {
  readonly table: FleetTable
  /** All present rows in sort order. */
  readonly order: Uint32Array
  readonly scope: FleetScope
  readonly filter: FilterNode
  readonly accountName: (id: string) => string
  readonly deep: ReadonlyMap<string, ReadonlySet<string>>
  readonly now: number
}

export interface FleetView {
  readonly rows: Uint32Array
  readonly scopeCount: number
  readonly emptyReason: EmptyReason | null
}

function pick(order: Uint32Array, isInScope: RowTest, test: RowTest): { readonly rows: Uint32Array; readonly scopeCount: number } {
  const rows = new Uint32Array(order.length)
  let found = 0
  let scopeCount = 0
  for (let index = 0; index < order.length; index += 1) {
    const row = order[index] as number
    if (!isInScope(row)) continue
    scopeCount += 1
    if (!test(row)) continue
    rows[found] = row
    found += 1
  }
  return { rows: rows.subarray(0, found), scopeCount }
}

/** Walks the order once and keeps what scope and filter let through. When nothing is left it says which part did it. */
export function computeView({ table, order, scope, filter, accountName, deep, now }: ViewInput): FleetView {
  const source = fleetSource(table, accountName, deep)
  const isInScope = scopeTest(table, scope)
  const { rows, scopeCount } = pick(order, isInScope, compileFilter(filter, source, { now }))
  const count = (node: FilterNode) => pick(order, isInScope, compileFilter(node, source, { now })).rows.length
  return { rows, scopeCount, emptyReason: rows.length === 0 && scopeCount > 0 ? explainEmpty(filter, count) : null }
}
