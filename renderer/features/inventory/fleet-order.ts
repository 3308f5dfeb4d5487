import { deviceProblem, problemRank } from './device-problem.ts'
import type { FleetTable } from './fleet-table.ts'

/** One column of a sort. */
export interface SortEntry {
  readonly id: string
  readonly desc: boolean
}

/** Rows ask for attention in this order. */
const statusRank: Readonly<Record<string, number>> = { offline: 0, late: 1, unknown: 2, online: 3, inactive: 4 }
const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' })

/** A sort key per row. NaN is "not reported" and sorts last in both directions. */
export type Keys = (row: number) => number

/** Place of each distinct text in the locale's order. */
function ranks(values: readonly string[]): Map<string, number> {
  const sorted = [...new Set(values)].toSorted(collator.compare)
  return new Map(sorted.map((value, rank) => [value, rank]))
}

function textKeys(texts: readonly (string | null)[]): Keys {
  const rank = ranks(texts.filter((text) => text !== null))
  const keys = Float64Array.from(texts, (text) => (text === null || text === '' ? Number.NaN : (rank.get(text) ?? Number.NaN)))
  return (row) => keys[row] ?? Number.NaN
}

function dictionaryKeys(values: readonly string[], codeAt: (row: number) => number): Keys {
  const rank = ranks(values)
  const keys = values.map((value) => rank.get(value) ?? Number.NaN)
  return (row) => keys[codeAt(row)] ?? Number.NaN
}

type KeyMaker = (table: FleetTable, accountName: (id: string) => string) => Keys

const ofDictionary =
  (field: keyof FleetTable['dictionary']): KeyMaker =>
  (table) =>
    dictionaryKeys(table.dictionary[field].values, (row) => table.dictionary[field].codes.values[row] ?? -1)
const kept = new WeakMap<FleetTable, Map<string, { readonly version: number; readonly keys: Keys }>>()

/** Placing every distinct text costs more than the sort itself, so places are kept until a text of the column changes. */
function keptTextKeys(table: FleetTable, field: keyof FleetTable['texts']): Keys {
  const ofTable = kept.get(table) ?? new Map<string, { version: number; keys: Keys }>()
  kept.set(table, ofTable)
  const version = table.textVersions[field]
  const known = ofTable.get(field)
  if (known?.version === version) return known.keys
  const keys = textKeys(table.texts[field])
  ofTable.set(field, { version, keys })
  return keys
}

const ofText =
  (field: keyof FleetTable['texts']): KeyMaker =>
  (table) =>
    keptTextKeys(table, field)
const ofNumber =
  (field: keyof FleetTable['numbers']): KeyMaker =>
  (table) =>
  (row) =>
    table.numbers[field].values[row] ?? Number.NaN
const ofFlag =
  (field: keyof FleetTable['flags']): KeyMaker =>
  (table) =>
  (row) => {
    const value = table.flags[field].values[row] ?? -1
    return value < 0 ? Number.NaN : value
  }

/** How each column of the grid sorts, by column id. */
const keyMakers: Readonly<Record<string, KeyMaker>> = {
  name: ofText('name'),
  user: ofText('user'),
  serial: ofText('serial'),
  description: ofText('description'),
  client: ofDictionary('client'),
  site: ofDictionary('site'),
  type: ofDictionary('type'),
  os: ofDictionary('os'),
  model: ofDictionary('model'),
  cpu: ofDictionary('cpuModel'),
  graphics: ofDictionary('graphics'),
  architecture: ofDictionary('architecture'),
  version: ofDictionary('clientVersion'),
  vendor: ofDictionary('vendor'),
  publicIp: ofDictionary('publicIp'),
  seen: ofNumber('lastSeenAt'),
  uptime: ofNumber('bootAt'),
  fetched: ofNumber('fetchedAt'),
  failing: ofNumber('checksFailing'),
  warning: ofNumber('checksWarning'),
  queued: ofNumber('pendingActions'),
  reboot: ofFlag('needsReboot'),
  maintenance: ofFlag('isInMaintenance'),
  patches: ofFlag('hasPendingUpdates'),
  status: (table) => (row) => statusRank[table.dictionary.status.at(row) ?? ''] ?? Number.NaN,
  problem: (table) => (row) => problemRank(deviceProblem(table, row)),
  ip: (table) => textKeys(table.lists.localIps.map((addresses) => addresses[0] ?? null)),
  account: (table, accountName) => {
    const store = table.dictionary.accountId
    return dictionaryKeys(store.values.map(accountName), (row) => store.codes.values[row] ?? -1)
  },
}

/** Columns that sort from the largest down at the first click. */
export const startsDescending: ReadonlySet<string> = new Set(['failing', 'warning', 'queued', 'seen', 'fetched', 'reboot', 'maintenance', 'patches'])

export const isSortable = (id: string): boolean => id in keyMakers

function compareKeys(left: number, right: number, isDescending: boolean): number {
  if (Number.isNaN(left)) return Number.isNaN(right) ? 0 : 1
  if (Number.isNaN(right)) return -1
  return isDescending ? right - left : left - right
}

/** Rows of present devices in sort order; equal rows by name, then by age of the row, so that the order is always the same. */
export function sortRows(table: FleetTable, sort: readonly SortEntry[], accountName: (id: string) => string): Uint32Array {
  const compare = compareRows(table, sort, accountName)
  return presentRows(table).sort(compare)
}

/** Compares two rows under a sort. Building it costs one pass over each sorted column. */
export function compareRows(table: FleetTable, sort: readonly SortEntry[], accountName: (id: string) => string): (a: number, b: number) => number {
  const entries = [...sort.filter((entry) => isSortable(entry.id)), ...(sort.some((entry) => entry.id === 'name') ? [] : [{ id: 'name', desc: false }])]
  const keys = entries.map((entry) => ({ keys: (keyMakers[entry.id] as KeyMaker)(table, accountName), desc: entry.desc }))
  return (a, b) => {
    for (const column of keys) {
      const step = compareKeys(column.keys(a), column.keys(b), column.desc)
      if (step !== 0) return step
    }
    return a - b
  }
}

function presentRows(table: FleetTable): Uint32Array {
  const rows = new Uint32Array(table.count)
  let at = 0
  for (let row = 0; row < table.size; row += 1) {
    if (!table.isAlive(row)) continue
    rows[at] = row
    at += 1
  }
  return rows
}

/** How many rows stand where the sort would no longer put them: neighbours that are the wrong way round. */
export function countMoved(order: Uint32Array, compare: (a: number, b: number) => number): number {
  let moved = 0
  for (let index = 1; index < order.length; index += 1) {
    if (compare(order[index - 1] as number, order[index] as number) > 0) moved += 1
  }
  return moved
}
