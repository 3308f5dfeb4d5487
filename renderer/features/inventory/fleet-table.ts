import { dictionaryFields } from '#shared/model/device-columns.ts'
import type { DeviceColumns } from '#shared/model/device-columns.ts'
import type { Device, DeviceStatus } from '#shared/model/device.ts'
import type { DeviceId } from '#shared/model/ids.ts'
import { effectiveStatus } from '#shared/util/effective-status.ts'
import { codeColumn, counterColumn, DictionaryStore, flagColumn, numberColumn } from './growing-columns.ts'

const numberFields = ['lastSeenAt', 'bootAt', 'pendingActions', 'checksTotal', 'checksFailing', 'checksWarning', 'fetchedAt', 'missingSince'] as const
const flagFields = ['isUserCurrent', 'needsReboot', 'isInMaintenance', 'hasPendingUpdates'] as const
const textFields = ['id', 'remoteId', 'name', 'user', 'serial', 'description'] as const
const listFields = ['localIps', 'disks'] as const

export type DictionaryField = (typeof dictionaryFields)[number]
export type NumberField = (typeof numberFields)[number]
export type FlagField = (typeof flagFields)[number]
export type TextField = (typeof textFields)[number]
export type ListField = (typeof listFields)[number]

const make = <Field extends string, T>(fields: readonly Field[], one: () => T): Record<Field, T> =>
  Object.fromEntries(fields.map((field) => [field, one()])) as Record<Field, T>

/** The address without its prefix length: vendors report `10.0.4.7/24`. */
export const bareAddress = (address: string): string => address.split('/')[0] ?? address

/**
 * The device list of a window as columns: no object per device. A device keeps its row number until the table is
 * emptied; removed devices leave a dead row behind. 50,000 devices take about as much memory as their texts.
 */
export class FleetTable {
  /** Rows given out, dead ones included. */
  size = 0
  /** Devices present. */
  count = 0
  readonly dictionary = make(dictionaryFields, () => new DictionaryStore())
  readonly numbers = make(numberFields, numberColumn)
  readonly flags = make(flagFields, flagColumn)
  readonly texts = make(textFields, (): (string | null)[] => [])
  readonly lists = make(listFields, (): (readonly string[])[] => [])
  readonly custom: Device['customFields'][] = []
  /** Grows when a text of the column changes: sorted places are kept until then. */
  readonly textVersions = make(textFields, () => 0)
  /** Grows with every change of a row: what a drawn row compares. */
  readonly versions = counterColumn()
  readonly #alive = counterColumn()
  readonly #rowById = new Map<string, number>()
  readonly #haystacks: (string | undefined)[] = []
  /** Status as the store has it; the status column shows what can be believed of it. */
  readonly #reported = codeColumn()
  #unasked: ReadonlySet<string> = new Set()

  rowOf(id: string): number | undefined {
    return this.#rowById.get(id)
  }

  idAt(row: number): DeviceId {
    return this.texts.id[row] as DeviceId
  }

  isAlive(row: number): boolean {
    return this.#alive.values[row] === 1
  }

  /** Adds or replaces devices; answers the row of each, in the order they came. */
  upsert(columns: DeviceColumns): Uint32Array {
    const rows = Uint32Array.from(columns.plain.id, (id) => this.#rowFor(id))
    this.#reserve()
    for (const field of dictionaryFields) this.#putDictionary(field, columns, rows)
    for (const field of numberFields) put(rows, columns.plain[field], (row, value) => (this.numbers[field].values[row] = value ?? Number.NaN))
    for (const field of flagFields) put(rows, columns.plain[field], (row, value) => (this.flags[field].values[row] = value === null ? -1 : Number(value)))
    for (const field of textFields) this.#putText(field, columns, rows)
    for (const field of listFields) put(rows, columns.plain[field], (row, value) => (this.lists[field][row] = value))
    put(rows, columns.plain.customFields, (row, value) => (this.custom[row] = value))
    for (const row of rows) {
      this.#reported.values[row] = this.dictionary.status.codes.values[row] ?? -1
      this.#believe(row)
    }
    for (const row of rows) this.#touched(row)
    return rows
  }

  /** Later contact times of known devices: the cheap half of a poll. */
  touch(ids: readonly string[], lastSeenAt: readonly (number | null)[], fetchedAt: number): void {
    ids.forEach((id, index) => {
      const row = this.#rowById.get(id)
      if (row === undefined) return
      this.numbers.lastSeenAt.values[row] = lastSeenAt[index] ?? Number.NaN
      this.numbers.fetchedAt.values[row] = fetchedAt
      this.versions.values[row] = (this.versions.values[row] ?? 0) + 1
    })
  }

  /** Names the accounts that could not be asked lately: their devices become unknown. True when that changed anything. */
  setUnasked(accountIds: ReadonlySet<string>): boolean {
    const isSame = accountIds.size === this.#unasked.size && [...accountIds].every((id) => this.#unasked.has(id))
    if (isSame) return false
    this.#unasked = accountIds
    for (let row = 0; row < this.size; row += 1) this.#believe(row)
    return true
  }

  remove(ids: Iterable<string>): void {
    for (const id of ids) {
      const row = this.#rowById.get(id)
      if (row === undefined) continue
      this.#rowById.delete(id)
      this.#alive.values[row] = 0
      this.#haystacks[row] = undefined
      this.count -= 1
    }
  }

  /** Lower-cased text of everything a plain word searches in; made once per row and kept. */
  haystack(row: number): string {
    return (this.#haystacks[row] ??= this.#makeHaystack(row))
  }

  /** One device as an object, for the few that are shown in full. */
  deviceAt(row: number): Device {
    const device: Record<string, unknown> = { customFields: this.custom[row] }
    for (const field of dictionaryFields) device[field] = this.dictionary[field].at(row)
    for (const field of numberFields) device[field] = this.numberAt(field, row)
    for (const field of flagFields) device[field] = this.flagAt(field, row)
    for (const field of textFields) device[field] = this.texts[field][row]
    for (const field of listFields) device[field] = this.lists[field][row]
    return device as Device
  }

  numberAt(field: NumberField, row: number): number | null {
    const value = this.numbers[field].values[row]
    return value === undefined || Number.isNaN(value) ? null : value
  }

  flagAt(field: FlagField, row: number): boolean | null {
    const value = this.flags[field].values[row]
    return value === undefined || value < 0 ? null : value === 1
  }

  #rowFor(id: string): number {
    const known = this.#rowById.get(id)
    if (known !== undefined) return known
    const row = this.size
    this.size += 1
    this.count += 1
    this.#rowById.set(id, row)
    return row
  }

  #reserve(): void {
    for (const field of dictionaryFields) this.dictionary[field].codes.reserve(this.size)
    for (const column of [...Object.values(this.numbers), ...Object.values(this.flags), this.versions, this.#alive, this.#reported]) column.reserve(this.size)
  }

  #putDictionary(field: DictionaryField, columns: DeviceColumns, rows: Uint32Array): void {
    const store = this.dictionary[field]
    const { values, codes } = columns.dictionary[field]
    const ours = values.map((value) => store.codeOf(value))
    put(rows, codes, (row, code) => (store.codes.values[row] = ours[code] ?? -1))
  }

  #putText(field: TextField, columns: DeviceColumns, rows: Uint32Array): void {
    const column = this.texts[field]
    let isChanged = false
    put<string | null>(rows, columns.plain[field], (row, value) => {
      isChanged ||= column[row] !== value
      column[row] = value
    })
    if (isChanged) this.textVersions[field] += 1
  }

  /** Sets the status that is shown from the one reported and whether its account could be asked. */
  #believe(row: number): void {
    const { status, accountId } = this.dictionary
    const reported = status.values[this.#reported.values[row] ?? -1] as DeviceStatus | undefined
    if (reported === undefined) return
    const code = status.codeOf(effectiveStatus(reported, this.#unasked.has(accountId.at(row) ?? '')))
    if (status.codes.values[row] !== code) this.versions.values[row] = (this.versions.values[row] ?? 0) + 1
    status.codes.values[row] = code
  }

  #touched(row: number): void {
    this.#alive.values[row] = 1
    this.versions.values[row] = (this.versions.values[row] ?? 0) + 1
    this.#haystacks[row] = undefined
  }

  #makeHaystack(row: number): string {
    const { client, site, os, model, publicIp } = this.dictionary
    const parts = [this.texts.name[row], client.at(row), site.at(row), os.at(row), this.texts.user[row], this.texts.serial[row], model.at(row), this.texts.description[row]]
    return [...parts, ...(this.lists.localIps[row] ?? []).map(bareAddress), publicIp.at(row)].filter(Boolean).join('\n').toLowerCase()
  }
}

function put<T>(rows: Uint32Array, values: readonly T[], set: (row: number, value: T) => void): void {
  for (let index = 0; index < rows.length; index += 1) set(rows[index] as number, values[index] as T)
}
