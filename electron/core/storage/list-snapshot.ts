import { dictionaryFields, fromColumns, plainFields, type DeviceColumns } from '#shared/model/device-columns.ts'
import type { Device } from '#shared/model/device.ts'
import type { ReadDb, SqlValue } from './database.ts'
import { besideFields, deviceFields, type FieldKind, type StoredField } from './device-fields.ts'
import { readFetchTimes } from './list-repository.ts'
import type { DueQuestion } from './store.ts'
import type { Codec } from './store-tools.ts'
import { readWords } from './word-repository.ts'

/** A slice of the list as one JSON text in the form of `DeviceColumns`. */
export interface EncodedSlice {
  readonly encoded: string
  readonly count: number
  readonly total: number
}

const fields: readonly StoredField[] = [...besideFields, ...deviceFields.map((one) => ({ ...one, column: `d.${one.column}` }))]

/** CROSS JOIN fixes the order: from the mapping side there is no index back to the device, and the planner may try it. */
const source = 'FROM device d CROSS JOIN mapping m ON m.n = d.primary_n CROSS JOIN device_contact c ON c.mapping_n = m.n'

/** SQLite writes the JSON of a whole column itself: no value crosses into JavaScript and nothing is parsed again. */
const columnJson: Readonly<Record<FieldKind, (name: string) => string>> = {
  word: (name) => `group_concat(coalesce(${name}, -1))`,
  text: (name) => `json_group_array(${name})`,
  int: (name) => `group_concat(coalesce(${name}, 'null'))`,
  bool: (name) => `group_concat(CASE ${name} WHEN 1 THEN 'true' WHEN 0 THEN 'false' ELSE 'null' END)`,
  json: (name) => `group_concat(${name})`,
}

const written = fields.map(({ field, kind }) => `${columnJson[kind](`f_${field}`)} AS ${field}`).join(', ')
const named = fields.map(({ field, column }) => `${column} AS f_${field}`).join(', ')
const sliceSql = (where: string): string => `SELECT count(*) AS count, group_concat(f_mapping) AS mapping, ${written}
  FROM (SELECT m.n AS f_mapping, ${named} ${source} ${where})`

const pageSql = sliceSql('ORDER BY d.sort_name, d.n LIMIT ? OFFSET ?')
const rowsSql = sliceSql('WHERE d.id IN (SELECT value FROM json_each(?)) ORDER BY d.sort_name, d.n')
/** Ids only: a sort that carries every column of the whole list would cost more than the answer. */
const dueSql = `SELECT d.id ${source} LEFT JOIN section_seen s ON s.device_n = d.n AND s.section = ?
  LEFT JOIN section_ask a ON a.device_n = d.n AND a.section = ?
  WHERE m.account_code = (SELECT code FROM word WHERE field = 'accountId' AND text = ?) AND m.state <> 'inactive'
  AND (s.fetched_at IS NULL OR s.fetched_at < ?) AND (a.asked_at IS NULL OR a.asked_at < iif(a.is_answered, ?, ?))
  AND d.os_family_code IN (SELECT code FROM word WHERE field = 'osFamily' AND (? IS NULL OR text IN (SELECT value FROM json_each(?))))
  ORDER BY coalesce(a.is_answered, 1) DESC, c.status_code = (SELECT code FROM word WHERE field = 'status' AND text = 'online') DESC,
  max(coalesce(s.fetched_at, 0), coalesce(a.asked_at, 0)), d.n LIMIT ?`

type SliceRow = Readonly<Record<string, string | number | null>>

const numbersOf = (text: string): number[] => JSON.parse(`[${text}]`) as number[]

/** A dictionary column: only the words this slice uses, renumbered from 0. */
function dictionaryJson(db: ReadDb, field: string, codesText: string): string {
  const codes = numbersOf(codesText)
  const used = [...new Set(codes)].filter((code) => code >= 0)
  const texts = readWords(db, field, used)
  const renumbered = new Map([[-1, -1], ...used.map((code, index) => [code, index] as const)])
  return `{"values":${JSON.stringify(used.map((code) => texts[code] ?? ''))},"codes":[${codes.map((code) => renumbered.get(code)).join()}]}`
}

/** Each row's time of fetching: that of the newest page that holds it, or of the last one that did. */
function fetchTimes(db: ReadDb, codec: Codec, mappings: readonly number[], left: readonly number[]): string {
  const fetchedAt = readFetchTimes(db, codec)
  return mappings.map((mappingN, index) => Math.max(fetchedAt(mappingN), left[index] ?? 0)).join()
}

function encode(db: ReadDb, codec: Codec, found: SliceRow): string {
  const kinds = new Map(fields.map((one) => [one.field, one.kind]))
  const read = (field: string): string => String(found[field] ?? '')
  const times = fetchTimes(db, codec, numbersOf(read('mapping')), numbersOf(read('fetchedAt')))
  const textOf = (field: string): string => (field === 'fetchedAt' ? times : read(field))
  const dictionary = dictionaryFields.map((field) => `"${field}":${dictionaryJson(db, field, textOf(field))}`)
  const plain = plainFields.map((field) => `"${field}":${kinds.get(field) === 'text' ? textOf(field) || '[]' : `[${textOf(field)}]`}`)
  return `{"dictionary":{${dictionary.join()}},"plain":{${plain.join()}}}`
}

const countDevices = (db: ReadDb): number => db.get<{ count: number }>('SELECT count(*) AS count FROM device')?.count ?? 0

function slice(db: ReadDb, codec: Codec, sql: string, ...values: readonly SqlValue[]): EncodedSlice {
  const row = db.get<SliceRow>(sql, ...values) ?? {}
  return { encoded: encode(db, codec, row), count: Number(row['count'] ?? 0), total: countDevices(db) }
}

/** A slice of the whole list in name order. */
export const readSnapshot = (db: ReadDb, codec: Codec, offset: number, limit: number): EncodedSlice => slice(db, codec, pageSql, limit, offset)

/** The rows of some devices, in name order; unknown ids are left out. */
export const readRows = (db: ReadDb, codec: Codec, ids: readonly string[]): EncodedSlice => slice(db, codec, rowsSql, JSON.stringify(ids))

const decode = (encoded: EncodedSlice): Device[] => fromColumns(JSON.parse(encoded.encoded) as DeviceColumns)

export const readDevice = (db: ReadDb, codec: Codec, id: string): Device | null => decode(readRows(db, codec, [id]))[0] ?? null

/** The whole list as objects: for questions over every device, not for screens. */
export const readDevices = (db: ReadDb, codec: Codec): Device[] => decode(readSnapshot(db, codec, 0, -1))

/** Devices that are due for a section: online first, then longest not asked; those that did not answer come last. */
export function readDueDevices(db: ReadDb, codec: Codec, question: DueQuestion): Device[] {
  const { accountId, section, readBefore, answeredBefore, triedBefore, limit } = question
  const families = question.families && JSON.stringify(question.families)
  const values = [section, section, accountId, readBefore, answeredBefore, triedBefore, families, families, limit]
  const ids = db.all<{ id: string }>(dueSql, ...values).map((row) => row.id)
  const found = new Map<string, Device>(decode(readRows(db, codec, ids)).map((device) => [device.id, device]))
  return ids.flatMap((id) => found.get(id) ?? [])
}
