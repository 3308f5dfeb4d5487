import type { Device } from './device.ts'

/** A column of few distinct values: the values once, and an index per row (-1 is null). */
export interface DictionaryColumn {
  readonly values: readonly string[]
  readonly codes: readonly number[]
}

/** Columns that are dictionary-coded on the wire because a fleet repeats their values. */
export const dictionaryFields = [
  'accountId', 'vendor', 'client', 'site', 'type', 'os', 'osFamily', 'status', 'model', 'clientVersion', 'architecture', 'cpuModel',
  'graphics', 'publicIp',
] as const satisfies readonly (keyof Device)[]

/** Columns sent as plain arrays. */
export const plainFields = [
  'id', 'remoteId', 'name', 'lastSeenAt', 'bootAt', 'user', 'isUserCurrent', 'localIps', 'serial', 'description', 'disks', 'needsReboot',
  'isInMaintenance', 'hasPendingUpdates', 'pendingActions', 'checksTotal', 'checksFailing', 'checksWarning', 'customFields', 'fetchedAt',
  'missingSince',
] as const satisfies readonly (keyof Device)[]

/** The wire form of a slice of the device list: `JSON.parse` of `EncodedColumns.encoded`. Every column has the same length. */
export interface DeviceColumns {
  readonly dictionary: Readonly<Record<(typeof dictionaryFields)[number], DictionaryColumn>>
  readonly plain: { readonly [Field in (typeof plainFields)[number]]: readonly Device[Field][] }
}

function toDictionary(values: readonly (string | null)[]): DictionaryColumn {
  const codes: number[] = []
  const known = new Map<string, number>()
  for (const value of values) {
    if (value === null) codes.push(-1)
    else {
      const code = known.get(value) ?? known.size
      known.set(value, code)
      codes.push(code)
    }
  }
  return { values: [...known.keys()], codes }
}

/** Turns devices into columns for the wire. */
export function toColumns(devices: readonly Device[]): DeviceColumns {
  const dictionary = Object.fromEntries(dictionaryFields.map((field) => [field, toDictionary(devices.map((one) => one[field]))]))
  const plain = Object.fromEntries(plainFields.map((field) => [field, devices.map((one) => one[field])]))
  return { dictionary, plain } as unknown as DeviceColumns
}

/** The reverse of `toColumns`. */
export function fromColumns(columns: DeviceColumns): Device[] {
  return columns.plain.id.map((_, row) => {
    const device: Record<string, unknown> = {}
    for (const field of dictionaryFields) {
      const column = columns.dictionary[field]
      device[field] = column.values[column.codes[row] ?? -1] ?? null
    }
    for (const field of plainFields) device[field] = columns.plain[field][row]
    return device as unknown as Device
  })
}
