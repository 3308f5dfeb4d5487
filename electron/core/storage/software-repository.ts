import type { Limit } from '#shared/filter/filter-node.ts'
import { meetsLimit } from '#shared/filter/version-limit.ts'
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
const byName = (a: Title, b: Title): number => byCode(a.name, b.name) || byCode(a.version, b.version)

/** Titles whose name holds a text and whose version is within a limit, in the order of the answer. */
const findTitles = (db: ReadDb, name: string, limit: Limit | undefined): Title[] =>
  db.all<Title>(titlesSql, `%${escapeLike(name)}%`).filter((title) => meetsLimit(title.version, limit)).sort(byName)

interface DeviceList {
  readonly id: string
  readonly name: string
  readonly titles: Uint8Array
}

const readLists = (db: ReadDb): DeviceList[] => db.all<DeviceList>('SELECT d.id, d.name, s.titles FROM software_list s JOIN device d ON d.n = s.device_n')

/** How many devices have each of the titles; walks every list and keeps nothing else. */
function countTitles(lists: readonly DeviceList[], titles: readonly Title[]): Map<number, number> {
  const counts = new Map(titles.map((title) => [title.n, 0]))
  for (const list of lists) {
    for (const n of unpackTitles(list.titles)) {
      const count = counts.get(n)
      if (count !== undefined) counts.set(n, count + 1)
    }
  }
  return counts
}

/** The first titles whose devices fill an answer. */
function titlesUpTo(titles: readonly Title[], counts: ReadonlyMap<number, number>, limit: number): readonly Title[] {
  let filled = 0
  const end = titles.findIndex((title) => (filled += counts.get(title.n) ?? 0) >= limit)
  return end === -1 ? titles : titles.slice(0, end + 1)
}

/** What is asked of the whole fleet: part of a program's name, versions within a limit, and how many answers at most. */
export interface SoftwareQuestion {
  readonly name: string
  readonly version?: Limit | undefined
  readonly limit: number
}

/**
 * Who has a program, by name, version and device: the first `limit` of them, and how many there are. Every list is walked, but only
 * what is answered becomes an object: a broad word costs no more than a narrow one.
 */
export function findSoftware(db: ReadDb, { name, version, limit }: SoftwareQuestion): { items: SoftwareHit[]; total: number } {
  const titles = findTitles(db, name, version)
  if (titles.length === 0) return { items: [], total: 0 }
  const lists = readLists(db)
  const counts = countTitles(lists, titles)
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0)
  const holders = new Map(titlesUpTo(titles, counts, limit).map((title): [number, SoftwareHit[]] => [title.n, []]))
  const byNumber = new Map(titles.map((title) => [title.n, title]))
  for (const list of lists) {
    for (const n of unpackTitles(list.titles)) {
      const title = byNumber.get(n)
      if (title) holders.get(n)?.push({ deviceId: list.id, deviceName: list.name, name: title.name, version: title.version })
    }
  }
  for (const hits of holders.values()) hits.sort((a, b) => byCode(a.deviceName, b.deviceName))
  return { items: [...holders.values()].flat().slice(0, limit), total }
}

/** Ids of the devices that have a program whose name holds a text, in a version within a limit. */
export function findSoftwareOwners(db: ReadDb, name: string, version: Limit | undefined): string[] {
  const titles = new Set(findTitles(db, name, version).map((title) => title.n))
  return titles.size === 0 ? [] : readLists(db).filter((list) => unpackTitles(list.titles).some((n) => titles.has(n))).map((list) => list.id)
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
