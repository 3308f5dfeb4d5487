import type { SoftwareItem } from '#shared/model/section.ts'
import type { ReadDb, WriteDb } from './database.ts'

/** One hit of the fleet question "who has it". */
export interface SoftwareHit {
  readonly deviceId: string
  readonly deviceName: string
  readonly name: string
  readonly version: string
}

const selectTitle = 'SELECT n FROM software_title WHERE name = ? AND version = ? AND publisher_key = ?'
const insertTitle = 'INSERT INTO software_title (name, version, publisher, publisher_key) VALUES (?, ?, ?, ?) RETURNING n'

function titleNumber(db: WriteDb, item: SoftwareItem): number {
  // A publisher that is not reported differs from an empty one; UNIQUE would not hold for null.
  const publisherKey = item.publisher === null ? '' : `=${item.publisher}`
  const known = db.get<{ n: number }>(selectTitle, item.name, item.version, publisherKey)
  return (known ?? db.get<{ n: number }>(insertTitle, item.name, item.version, item.publisher, publisherKey))?.n ?? 0
}

/** Replaces the software of a device. Titles are kept once for the whole fleet. */
export function replaceSoftware(db: WriteDb, deviceN: number, items: readonly SoftwareItem[]): void {
  db.run('DELETE FROM software_install WHERE device_n = ?', deviceN)
  for (const [position, item] of items.entries()) {
    db.run(
      'INSERT INTO software_install (device_n, position, title_n, installed_at, bytes, location) VALUES (?, ?, ?, ?, ?, ?)',
      deviceN,
      position,
      titleNumber(db, item),
      item.installedAt,
      item.bytes,
      item.location,
    )
  }
}

/** The software of a device in the vendor's order. */
export const readSoftware = (db: ReadDb, deviceN: number): SoftwareItem[] =>
  db.all<SoftwareItem>(
    `SELECT t.name, t.version, t.publisher, i.installed_at AS installedAt, i.bytes, i.location
     FROM software_install i JOIN software_title t ON t.n = i.title_n WHERE i.device_n = ? ORDER BY i.position`,
    deviceN,
  )

const escapeLike = (text: string): string => text.replace(/[\\%_]/g, (char) => `\\${char}`)

/** Installed programs whose name holds a text, anywhere in the fleet, by name and device. */
export const findSoftware = (db: ReadDb, name: string): SoftwareHit[] =>
  db.all<SoftwareHit>(
    `SELECT d.id AS deviceId, d.name AS deviceName, t.name, t.version
     FROM software_title t CROSS JOIN software_install i ON i.title_n = t.n JOIN device d ON d.n = i.device_n
     WHERE t.name LIKE ? ESCAPE '\\' ORDER BY t.name, t.version, d.sort_name`,
    `%${escapeLike(name)}%`,
  )
