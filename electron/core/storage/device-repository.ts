import type { Device } from '#shared/model/device.ts'
import type { SqlValue, WriteDb } from './database.ts'
import { deviceFields, type DeviceFacts, type FieldKind } from './device-fields.ts'
import type { Words } from './word-repository.ts'

/** Which facts were known once and are no longer reported, since when. Field names; custom fields as `customFields.<key>`. */
export type Unreported = Readonly<Record<string, number>>

/** Our numbers for one device and the mapping its facts come from. */
export interface DeviceKey {
  readonly deviceN: number
  readonly mappingN: number
}

export interface NewDevice extends DeviceKey {
  readonly id: string
  readonly companyId: string
  readonly facts: DeviceFacts
  readonly at: number
}

const factColumns = deviceFields.map((one) => one.column)
const placeholders = (count: number): string => Array.from({ length: count }, () => '?').join(', ')
const insertSql = `INSERT INTO device (n, id, company_id, primary_n, sort_name, ${factColumns.join(', ')}, created_at, changed_at)
  VALUES (?, ?, ?, ?, ?, ${placeholders(factColumns.length)}, ?, ?)`
const updateSql = `UPDATE device SET sort_name = ?, ${factColumns.map((column) => `${column} = ?`).join(', ')},
  unreported = ?, changed_at = ? WHERE n = ?`
const selectSql = `SELECT ${factColumns.map((column) => `d.${column}`).join(', ')}, d.unreported, c.status_code, c.last_seen_at
  FROM device d JOIN device_contact c ON c.mapping_n = d.primary_n WHERE d.n = ?`

function toColumn(db: WriteDb, words: Words, field: keyof Device, kind: FieldKind, value: unknown): SqlValue {
  if (kind === 'json') return JSON.stringify(value)
  if (kind === 'word') return words.code(db, field, value as string | null)
  if (kind === 'bool') return value === null ? null : Number(value)
  return value as SqlValue
}

function fromColumn(db: WriteDb, words: Words, field: keyof Device, kind: FieldKind, value: SqlValue): unknown {
  if (kind === 'json') return JSON.parse(value as string)
  if (kind === 'word') return words.text(db, field, value as number | null)
  if (kind === 'bool') return value === null ? null : value === 1
  return value
}

const toColumns = (db: WriteDb, words: Words, facts: DeviceFacts): SqlValue[] =>
  deviceFields.map(({ field, kind }) => toColumn(db, words, field, kind, facts[field]))

/** Order of names in the list: without regard to letter case. */
const sortName = (facts: DeviceFacts): string => facts.name.toLowerCase()

/** Adds a device whose first mapping, under the number given, is added next. */
export function insertDevice(db: WriteDb, words: Words, { id, deviceN, mappingN, companyId, facts, at }: NewDevice): void {
  db.run(insertSql, deviceN, id, companyId, mappingN, sortName(facts), ...toColumns(db, words, facts), at, at)
}

/** The facts a device has now, from its primary mapping. */
export function readFacts(db: WriteDb, words: Words, deviceN: number): { facts: DeviceFacts; unreported: Unreported } | undefined {
  const row = db.get<Record<string, SqlValue>>(selectSql, deviceN)
  if (!row) return undefined
  const facts: Record<string, unknown> = {
    status: words.text(db, 'status', row['status_code'] as number),
    lastSeenAt: row['last_seen_at'],
  }
  for (const { field, column, kind } of deviceFields) facts[field] = fromColumn(db, words, field, kind, row[column] ?? null)
  return { facts: facts as unknown as DeviceFacts, unreported: JSON.parse((row['unreported'] as string | null) ?? '{}') as Unreported }
}

/** Replaces the facts of a device. Status and contact time are written by the mapping repository. */
export function updateDevice(db: WriteDb, words: Words, deviceN: number, facts: DeviceFacts, unreported: Unreported, at: number): void {
  const silent = Object.keys(unreported).length > 0 ? JSON.stringify(unreported) : null
  db.run(updateSql, sortName(facts), ...toColumns(db, words, facts), silent, at, deviceN)
}

export const findDeviceN = (db: WriteDb, id: string): number | undefined => db.get<{ n: number }>('SELECT n FROM device WHERE id = ?', id)?.n

/** Removes a device row and what hangs on it; its mappings must belong to another device by then. */
export const deleteDevice = (db: WriteDb, deviceN: number): void => void db.run('DELETE FROM device WHERE n = ?', deviceN)

/** Makes a mapping the one its device takes its facts from. */
export function setPrimary(db: WriteDb, key: DeviceKey): void {
  db.run('UPDATE mapping SET is_primary = 0 WHERE device_n = ? AND is_primary = 1 AND n <> ?', key.deviceN, key.mappingN)
  db.run('UPDATE mapping SET is_primary = 1 WHERE n = ? AND is_primary = 0', key.mappingN)
  db.run('UPDATE device SET primary_n = ? WHERE n = ?', key.mappingN, key.deviceN)
}
