import { dictionaryFields, fromColumns, plainFields, type DeviceColumns } from '#shared/model/device-columns.ts'
import type { Device } from '#shared/model/device.ts'
import type { ReadDb, SqlValue } from './database.ts'
import { besideFields, deviceFields, type FieldKind, type StoredField } from './device-fields.ts'
import { readWords } from './word-repository.ts'

/** A slice of the list as one JSON text in the form of `DeviceColumns`. */
export interface EncodedSlice {
  readonly encoded: string
  readonly count: number
  readonly total: number
}

const fields: readonly StoredField[] = [...besideFields, ...deviceFields.map((one) => ({ ...one, column: `d.${one.column}` }))]

const source = `FROM device d JOIN mapping m ON m.n = d.primary_n JOIN device_contact c ON c.mapping_n = m.n
  LEFT JOIN list_page p ON p.n = c.page_n`

/** SQLite writes the JSON of a whole column itself: no value crosses into JavaScript and nothing is parsed again. */
const columnJson: Readonly<Record<FieldKind, (name: string) => string>> = {
  word: (name) => `group_concat(coalesce(${name}, -1))`,
  text: (name) => `json_group_array(${name})`,
  int: (name) => `group_concat(coalesce(${name}, 'null'))`,
  bool: (name) => `group_concat(CASE ${name} WHEN 1 THEN 'true' WHEN 0 THEN 'false' ELSE 'null' END)`,
  json: (name) => `group_concat(${name})`,
}

const sliceSql = (where: string): string => `SELECT count(*) AS count, ${fields.map(({ field, kind }) => `${columnJson[kind](`f_${field}`)} AS ${field}`).join(', ')}
  FROM (SELECT ${fields.map(({ field, column }) => `${column} AS f_${field}`).join(', ')} ${source} ${where})`

const pageSql = sliceSql('ORDER BY d.sort_name, d.n LIMIT ? OFFSET ?')
const rowsSql = sliceSql('WHERE d.id IN (SELECT value FROM json_each(?)) ORDER BY d.sort_name, d.n')
const dueSql = sliceSql(`LEFT JOIN section_seen s ON s.device_n = d.n AND s.section = ?
  WHERE m.account_code = (SELECT code FROM word WHERE field = 'accountId' AND text = ?) AND m.state <> 'inactive'
  AND (s.fetched_at IS NULL OR s.fetched_at < ?)
  ORDER BY c.status_code = (SELECT code FROM word WHERE field = 'status' AND text = 'online') DESC, coalesce(s.fetched_at, 0), d.n LIMIT ?`)

type SliceRow = Readonly<Record<string, string | number | null>>

/** A dictionary column: only the words this slice uses, renumbered from 0. */
function dictionaryJson(db: ReadDb, field: string, codesText: string): string {
  const codes = JSON.parse(`[${codesText}]`) as number[]
  const used = [...new Set(codes)].filter((code) => code >= 0)
  const texts = readWords(db, field, used)
  const renumbered = new Map([[-1, -1], ...used.map((code, index) => [code, index] as const)])
  return `{"values":${JSON.stringify(used.map((code) => texts[code] ?? ''))},"codes":[${codes.map((code) => renumbered.get(code)).join()}]}`
}

function encode(db: ReadDb, row: SliceRow): string {
  const kinds = new Map(fields.map((one) => [one.field, one.kind]))
  const textOf = (field: string): string => String(row[field] ?? '')
  const dictionary = dictionaryFields.map((field) => `"${field}":${dictionaryJson(db, field, textOf(field))}`)
  const plain = plainFields.map((field) => `"${field}":${kinds.get(field) === 'text' ? textOf(field) || '[]' : `[${textOf(field)}]`}`)
  return `{"dictionary":{${dictionary.join()}},"plain":{${plain.join()}}}`
}

const countDevices = (db: ReadDb): number => db.get<{ count: number }>('SELECT count(*) AS count FROM device')?.count ?? 0

function slice(db: ReadDb, sql: string, ...values: readonly SqlValue[]): EncodedSlice {
  const row = db.get<SliceRow>(sql, ...values) ?? {}
  return { encoded: encode(db, row), count: Number(row['count'] ?? 0), total: countDevices(db) }
}

/** A slice of the whole list in name order. */
export const readSnapshot = (db: ReadDb, offset: number, limit: number): EncodedSlice => slice(db, pageSql, limit, offset)

/** The rows of some devices, in name order; unknown ids are left out. */
export const readRows = (db: ReadDb, ids: readonly string[]): EncodedSlice => slice(db, rowsSql, JSON.stringify(ids))

const decode = (slice: EncodedSlice): Device[] => fromColumns(JSON.parse(slice.encoded) as DeviceColumns)

export const readDevice = (db: ReadDb, id: string): Device | null => decode(readRows(db, [id]))[0] ?? null

/** The whole list as objects: for questions over every device, not for screens. */
export const readDevices = (db: ReadDb): Device[] => decode(readSnapshot(db, 0, -1))

/** Devices whose section was never read or not since `before`: online first, then oldest. */
export const readDueDevices = (db: ReadDb, accountId: string, section: string, before: number, limit: number): Device[] =>
  decode(slice(db, dueSql, section, accountId, before, limit))
