import type { DeviceChange } from '#shared/model/device-change.ts'
import type { ReadDb, WriteDb } from './database.ts'
import type { FactChange } from './section-changes.ts'

/** What all changes of one reading share. */
export interface ChangeOrigin {
  readonly deviceN: number
  /** When the reading was fetched. */
  readonly at: number
  readonly source: string
  readonly traceId: string | null
}

/** Changes are kept this long, and of one device at most so many. */
export const changeLife = { days: 400, rowsPerDevice: 1_000 } as const

const dayMs = 86_400_000
/** Old rows removed with each write: more than are added, so that none outlives its time for long. */
const removedAtOnce = 200

const insertSql = `INSERT INTO device_change (device_n, at, place, subject, field, before, after, source, trace_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`
const crowdedSql = `DELETE FROM device_change WHERE device_n = ? AND n <= (SELECT n FROM device_change WHERE device_n = ? ORDER BY n DESC LIMIT 1 OFFSET ?)`
const expiredSql = `DELETE FROM device_change WHERE n IN (SELECT n FROM device_change ORDER BY n LIMIT ?) AND at < ?`

/** Adds the changes of one reading and lets go of those that are too old or too many. */
export function insertChanges(db: WriteDb, { deviceN, at, source, traceId }: ChangeOrigin, changes: readonly FactChange[]): void {
  if (changes.length === 0) return
  for (const one of changes) db.run(insertSql, deviceN, at, one.place, one.subject, one.field, one.before, one.after, source, traceId)
  db.run(crowdedSql, deviceN, deviceN, changeLife.rowsPerDevice)
  db.run(expiredSql, removedAtOnce, at - changeLife.days * dayMs)
}

/** The changes of a device, newest first; those of one reading in the order they were found. */
export function readChanges(db: ReadDb, deviceId: string, limit: number): DeviceChange[] {
  const sql = `SELECT c.at, c.place, c.subject, c.field, c.before, c.after, c.source, c.trace_id AS traceId
    FROM device d JOIN device_change c ON c.device_n = d.n WHERE d.id = ? ORDER BY c.at DESC, c.n LIMIT ?`
  return db.all<DeviceChange>(sql, deviceId, limit)
}
