import type { SoftwareItem } from '#shared/model/section.ts'
import { createByteReader, createByteWriter } from './byte-stream.ts'
import type { ReadDb, WriteDb } from './database.ts'
import type { SoftwareCount } from './store.ts'
import { packJson, unpackJson, type Codec } from './store-tools.ts'

/** One hit of the fleet question "who has it". */
export interface SoftwareHit {
  readonly deviceId: string
  readonly deviceName: string
  readonly name: string
  readonly version: string
}

/** What a device says about one program besides its title: time of installation, bytes, folder. */
type Details = readonly [SoftwareItem['installedAt'], SoftwareItem['bytes'], SoftwareItem['location']]

interface Title {
  readonly n: number
  readonly name: string
  readonly version: string
  readonly publisher: string | null
}

const selectTitle = 'SELECT n FROM software_title WHERE name = ? AND version = ? AND publisher_key = ?'
const insertTitle = 'INSERT INTO software_title (name, version, publisher, publisher_key) VALUES (?, ?, ?, ?) RETURNING n'

function titleNumber(db: WriteDb, item: SoftwareItem): number {
  // A publisher that is not reported differs from an empty one; UNIQUE would not hold for null.
  const publisherKey = item.publisher === null ? '' : `=${item.publisher}`
  const known = db.get<{ n: number }>(selectTitle, item.name, item.version, publisherKey)
  return (known ?? db.get<{ n: number }>(insertTitle, item.name, item.version, item.publisher, publisherKey))?.n ?? 0
}

function packTitles(numbers: readonly number[]): Uint8Array {
  const writer = createByteWriter()
  writer.unsigned(numbers.length)
  for (const n of numbers) writer.unsigned(n)
  return writer.bytes()
}

function unpackTitles(data: Uint8Array): number[] {
  const reader = createByteReader(data)
  return Array.from({ length: reader.unsigned() }, reader.unsigned)
}

/** Replaces the software of a device. Titles are kept once for the whole fleet. */
export function replaceSoftware(db: WriteDb, codec: Codec, deviceN: number, items: readonly SoftwareItem[]): void {
  const details = items.map((item): Details => [item.installedAt, item.bytes, item.location])
  const titles = items.map((item) => titleNumber(db, item))
  db.run(
    `INSERT INTO software_list (device_n, titles, details) VALUES (?, ?, ?)
     ON CONFLICT (device_n) DO UPDATE SET titles = excluded.titles, details = excluded.details`,
    deviceN,
    packTitles(titles),
    packJson(codec, details),
  )
}

function readTitles(db: ReadDb, numbers: readonly number[]): Map<number, Title> {
  const sql = 'SELECT n, name, version, publisher FROM software_title WHERE n IN (SELECT value FROM json_each(?))'
  return new Map(db.all<Title>(sql, JSON.stringify(numbers)).map((title) => [title.n, title]))
}

/** The software of a device in the vendor's order. */
export function readSoftware(db: ReadDb, codec: Codec, deviceN: number): SoftwareItem[] {
  const row = db.get<{ titles: Uint8Array; details: Uint8Array }>('SELECT titles, details FROM software_list WHERE device_n = ?', deviceN)
  if (!row) return []
  const numbers = unpackTitles(row.titles)
  const titles = readTitles(db, numbers)
  return (unpackJson(codec, row.details) as Details[]).map(([installedAt, bytes, location], index) => {
    const title = titles.get(numbers[index] ?? 0)
    return { name: title?.name ?? '', version: title?.version ?? '', publisher: title?.publisher ?? null, installedAt, bytes, location }
  })
}

const escapeLike = (text: string): string => text.replace(/[\\%_]/g, (char) => `\\${char}`)

const titlesSql = `SELECT n, name, version, publisher FROM software_title WHERE name LIKE ? ESCAPE '\\'`
const byCode = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
const byTitle = (a: SoftwareHit, b: SoftwareHit): number => byCode(a.name, b.name) || byCode(a.version, b.version) || byCode(a.deviceName, b.deviceName)

/** Installed programs whose name holds a text, anywhere in the fleet, by name, version and device. Walks every list: a million entries in well under a second. */
export function findSoftware(db: ReadDb, name: string): SoftwareHit[] {
  const titles = new Map(db.all<Title>(titlesSql, `%${escapeLike(name)}%`).map((title) => [title.n, title]))
  if (titles.size === 0) return []
  const lists = db.all<{ id: string; name: string; titles: Uint8Array }>(
    'SELECT d.id, d.name, s.titles FROM software_list s JOIN device d ON d.n = s.device_n',
  )
  const hits = lists.flatMap((list) =>
    unpackTitles(list.titles).flatMap((n): SoftwareHit[] => {
      const title = titles.get(n)
      return title ? [{ deviceId: list.id, deviceName: list.name, name: title.name, version: title.version }] : []
    }),
  )
  return hits.sort(byTitle)
}

const wordOf = (field: string, code: string): string => `(SELECT text FROM word WHERE field = '${field}' AND code = ${code})`

/** Devices by vendor and operating system, and how many of each have a software list. */
export const countSoftware = (db: ReadDb): SoftwareCount[] =>
  db.all(
    `SELECT coalesce(${wordOf('vendor', 'vendor')}, '') AS vendor, coalesce(${wordOf('osFamily', 'family')}, '') AS osFamily, devices, listed FROM
     (SELECT m.vendor_code AS vendor, d.os_family_code AS family, count(*) AS devices, count(l.device_n) AS listed
      FROM device d CROSS JOIN mapping m ON m.n = d.primary_n LEFT JOIN software_list l ON l.device_n = d.n GROUP BY 1, 2)`,
  )

/** Removes titles that no device has any more. */
export function removeUnusedTitles(db: WriteDb): void {
  const used = new Set(db.all<{ titles: Uint8Array }>('SELECT titles FROM software_list').flatMap((row) => unpackTitles(row.titles)))
  for (const { n } of db.all<{ n: number }>('SELECT n FROM software_title')) if (!used.has(n)) db.run('DELETE FROM software_title WHERE n = ?', n)
}
