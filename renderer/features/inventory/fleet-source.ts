import type { FilterColumn, FilterSource, RowTest } from '#shared/filter/compile-filter.ts'
import { customPrefix } from '#shared/filter/filter-fields.ts'
import { bareAddress } from './fleet-table.ts'
import type { DictionaryField, FleetTable, FlagField, NumberField, TextField } from './fleet-table.ts'

const dictionaries: Readonly<Record<string, DictionaryField>> = {
  client: 'client',
  site: 'site',
  type: 'type',
  os: 'os',
  status: 'status',
  model: 'model',
  vendor: 'vendor',
  cpu: 'cpuModel',
}
const texts: Readonly<Record<string, TextField>> = { name: 'name', user: 'user', serial: 'serial' }
const numbers: Readonly<Record<string, NumberField>> = { seen: 'lastSeenAt', checks: 'checksFailing', queued: 'pendingActions', age: 'fetchedAt' }
const flags: Readonly<Record<string, FlagField>> = { reboot: 'needsReboot', maint: 'isInMaintenance', patches: 'hasPendingUpdates' }

/** The build number inside an operating system's name: `… (build 22631.4460)`. */
export const buildOf = (os: string | null): string | null => /build\s+([\d.]+)/i.exec(os ?? '')?.[1] ?? null

const lower = (value: string | null | undefined): string | null => value?.toLowerCase() ?? null

function customColumn(table: FleetTable, field: string): FilterColumn {
  const name = field.slice(customPrefix.length).toLowerCase()
  return {
    kind: 'texts',
    at: (row) => {
      const entry = Object.entries(table.custom[row] ?? {}).find(([key]) => key.toLowerCase() === name)
      return entry?.[1] == null ? [] : [entry[1]].flat().map((value) => String(value).toLowerCase())
    },
  }
}

const addressColumn = (table: FleetTable): FilterColumn => ({
  kind: 'texts',
  at: (row) => {
    const outside = table.dictionary.publicIp.at(row)
    const inside = (table.lists.localIps[row] ?? []).map(bareAddress)
    return outside === null ? inside : [...inside, outside]
  },
})

function dictionaryColumn(table: FleetTable, field: DictionaryField, values: readonly string[]): FilterColumn {
  const { codes } = table.dictionary[field]
  return { kind: 'dictionary', values, codeAt: (row) => codes.values[row] ?? -1 }
}

function findColumn(table: FleetTable, accountName: (id: string) => string, field: string): FilterColumn | undefined {
  if (field.startsWith(customPrefix)) return customColumn(table, field)
  if (field === 'ip') return addressColumn(table)
  if (field === 'account') return dictionaryColumn(table, 'accountId', table.dictionary.accountId.values.map((id) => accountName(id).toLowerCase()))
  if (field === 'build') return dictionaryColumn(table, 'os', table.dictionary.os.values.map((os) => buildOf(os) ?? ''))
  if (field === 'managed') return { kind: 'flag', at: (row) => table.dictionary.status.at(row) !== 'inactive' }
  const [dictionary, text, number, flag] = [dictionaries[field], texts[field], numbers[field], flags[field]]
  if (dictionary) return dictionaryColumn(table, dictionary, table.dictionary[dictionary].lower)
  if (text) return { kind: 'text', at: (row) => lower(table.texts[text][row]) }
  if (number) return { kind: 'number', at: (row) => table.numberAt(number, row) }
  return flag ? { kind: 'flag', at: (row) => table.flagAt(flag, row) } : undefined
}

/** Lends the list in memory to the filter. `deep` holds the ids the store found for each deep term. */
export const fleetSource = (table: FleetTable, accountName: (id: string) => string, deep: ReadonlyMap<string, ReadonlySet<string>>): FilterSource => ({
  column: (field) => findColumn(table, accountName, field),
  haystack: (row) => table.haystack(row),
  fetchedAt: (row) => table.numbers.fetchedAt.values[row] ?? 0,
  deep: (term): RowTest => {
    const ids = deep.get(term)
    return (row) => ids?.has(table.idAt(row)) ?? false
  },
})
