import type { IncomingSection, SectionName, SoftwareSection } from '#shared/model/section.ts'
import { canonicalJson } from './canonical-json.ts'
import { insertChanges } from './change-repository.ts'
import type { ReadDb, WriteDb } from './database.ts'
import { keepKnown } from './keep-known.ts'
import { forgetAsk } from './section-ask-repository.ts'
import { sectionChanges } from './section-changes.ts'
import { readSoftware, replaceSoftware } from './software-repository.ts'
import type { StoredSection } from './store.ts'
import { packJson, unpackJson, type Codec, type StoreTools } from './store-tools.ts'

/** The device whose sections are stored. */
export interface SectionOwner {
  readonly deviceN: number
  readonly companyId: string
}

/** Software lives in its own tables so that the fleet can be asked; its section row keeps only the digest. */
const emptyValue = new Uint8Array(0)

/** The stored value and the digest of the report it came from. */
interface KnownSection {
  readonly hash: string
  readonly value: Uint8Array
}

function writeValue(db: WriteDb, tools: StoreTools, owner: SectionOwner, section: IncomingSection, hash: string): void {
  const isSoftware = section.section === 'software'
  if (isSoftware) replaceSoftware(db, tools.codec, owner.deviceN, (section.value as SoftwareSection).items)
  db.run(
    `INSERT INTO section_state (device_n, section, company_id, hash, value) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (device_n, section) DO UPDATE SET hash = excluded.hash, value = excluded.value`,
    owner.deviceN,
    section.section,
    owner.companyId,
    hash,
    isSoftware ? emptyValue : packJson(tools.codec, section.value),
  )
}

const markSeen = (db: WriteDb, deviceN: number, section: IncomingSection, fetchedAt: number): void =>
  void db.run(
    `INSERT INTO section_seen (device_n, section, fetched_at, observed_at, observed_kind, source) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (device_n, section) DO UPDATE SET fetched_at = excluded.fetched_at, observed_at = excluded.observed_at,
     observed_kind = excluded.observed_kind, source = excluded.source`,
    deviceN,
    section.section,
    fetchedAt,
    section.observedAt,
    section.observedKind,
    section.source,
  )

/** A section without a value (null) says nothing new: what is known stays (S6). */
const hasValue = (section: IncomingSection): boolean => section.value !== null && section.value !== undefined

/** What is stored of a section, or undefined for a first reading. */
function valueBefore(db: WriteDb, tools: StoreTools, owner: SectionOwner, section: SectionName, known: KnownSection | undefined): unknown {
  if (!known) return undefined
  if (section === 'software') return { items: readSoftware(db, tools.codec, owner.deviceN) }
  return known.value.byteLength > 0 ? unpackJson(tools.codec, known.value) : undefined
}

/** Writes a report that differs from the last one. False when it only lost facts: what is stored stays as it is (S6). */
function writeReport(db: WriteDb, tools: StoreTools, owner: SectionOwner, section: IncomingSection, known: KnownSection | undefined, read: { readonly hash: string; readonly at: number }): boolean {
  const before = valueBefore(db, tools, owner, section.section, known)
  const value = keepKnown(section.section, before, section.value)
  writeValue(db, tools, owner, { ...section, value }, read.hash)
  insertChanges(db, { deviceN: owner.deviceN, at: read.at, source: section.source, traceId: null }, sectionChanges(section.section, before, value))
  return before === undefined || canonicalJson(value) !== canonicalJson(before)
}

/** Stores the sections whose content changed and answers those that are shown differently now; for all, the time of reading moves. */
export function writeSections(db: WriteDb, tools: StoreTools, owner: SectionOwner, sections: readonly IncomingSection[], fetchedAt: number): SectionName[] {
  const rows = db.all<KnownSection & { section: string }>('SELECT section, hash, value FROM section_state WHERE device_n = ?', owner.deviceN)
  const known = new Map(rows.map((row) => [row.section, row]))
  const changed: SectionName[] = []
  for (const section of sections.filter(hasValue)) {
    const hash = tools.digest(canonicalJson(section.value))
    const before = known.get(section.section)
    const isNews = before?.hash !== hash && writeReport(db, tools, owner, section, before, { hash, at: fetchedAt })
    if (forgetAsk(db, owner.deviceN, section.section) || isNews) changed.push(section.section)
    markSeen(db, owner.deviceN, section, fetchedAt)
  }
  return changed
}

interface SectionRow {
  readonly device_n: number
  readonly section: SectionName
  readonly value: Uint8Array
  readonly observed_at: number | null
  readonly observed_kind: StoredSection['observedKind']
  readonly fetched_at: number
  readonly source: string
}

/** Everything stored about a device beyond its list row. */
export function readSections(db: ReadDb, codec: Codec, deviceId: string): StoredSection[] {
  const rows = db.all<SectionRow>(
    `SELECT s.device_n, s.section, s.value, e.observed_at, e.observed_kind, e.fetched_at, e.source
     FROM device d JOIN section_state s ON s.device_n = d.n JOIN section_seen e ON e.device_n = s.device_n AND e.section = s.section
     WHERE d.id = ? ORDER BY s.section`,
    deviceId,
  )
  return rows.map((row) => ({
    section: row.section,
    value: row.section === 'software' ? { items: readSoftware(db, codec, row.device_n) } : unpackJson(codec, row.value),
    observedAt: row.observed_at,
    observedKind: row.observed_kind,
    fetchedAt: row.fetched_at,
    source: row.source,
  }))
}

/** The value of one section of every device that has it. */
export function readSectionValues(db: ReadDb, codec: Codec, section: SectionName): { deviceId: string; value: unknown }[] {
  const rows = db.all<{ device_n: number; id: string; value: Uint8Array }>(
    'SELECT s.device_n, d.id, s.value FROM section_state s JOIN device d ON d.n = s.device_n WHERE s.section = ? ORDER BY d.n',
    section,
  )
  const valueOf = (row: { readonly device_n: number; readonly value: Uint8Array }): unknown =>
    section === 'software' ? { items: readSoftware(db, codec, row.device_n) } : unpackJson(codec, row.value)
  return rows.map((row) => ({ deviceId: row.id, value: valueOf(row) }))
}
