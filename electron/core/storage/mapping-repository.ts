import type { ReadDb, WriteDb } from './database.ts'
import type { Words } from './word-repository.ts'

export type MappingState = 'active' | 'missing' | 'inactive'

/** What the ingest keeps in memory about one remote id: enough to see that nothing changed without reading the row. */
export interface KnownRow {
  readonly mappingN: number
  readonly deviceN: number
  readonly deviceId: string
  hash: string
  lastSeenAt: number | null
  bootAt: number | null
  state: MappingState
  since: number
  reason: string | null
  isPrimary: boolean
}

interface MappingRow {
  readonly n: number
  readonly device_n: number
  readonly id: string
  readonly remote_id: string
  readonly row_hash: string
  readonly last_seen_at: number | null
  readonly boot_at: number | null
  readonly state: MappingState
  readonly since: number
  readonly reason: string | null
  readonly is_primary: number
}

const knownSql = `SELECT m.n, m.device_n, d.id, m.remote_id, m.row_hash, c.last_seen_at, d.boot_at, m.state, m.since, m.reason, m.is_primary
  FROM mapping m JOIN device d ON d.n = m.device_n JOIN device_contact c ON c.mapping_n = m.n
  WHERE m.account_code = (SELECT code FROM word WHERE field = 'accountId' AND text = ?)`

/** Everything known about the remote ids of one account. */
export function readKnownRows(db: ReadDb, accountId: string): Map<string, KnownRow> {
  const known = new Map<string, KnownRow>()
  for (const row of db.all<MappingRow>(knownSql, accountId)) {
    known.set(row.remote_id, {
      mappingN: row.n,
      deviceN: row.device_n,
      deviceId: row.id,
      hash: row.row_hash,
      lastSeenAt: row.last_seen_at,
      bootAt: row.boot_at,
      state: row.state,
      since: row.since,
      reason: row.reason,
      isPrimary: row.is_primary === 1,
    })
  }
  return known
}

export interface NewMapping {
  readonly mappingN: number
  readonly deviceN: number
  /** The first mapping of a new device leads. */
  readonly isPrimary: boolean
  readonly companyId: string
  readonly accountId: string
  readonly vendor: string
  readonly remoteId: string
  readonly state: MappingState
  readonly since: number
  readonly reason: string | null
  readonly hash: string
  readonly facts: Uint8Array | null
}

/** Where and when a remote id was heard of. */
export interface Contact {
  readonly status: string
  readonly lastSeenAt: number | null
}

const insertSql = `INSERT INTO mapping (n, device_n, company_id, account_code, vendor_code, remote_id, state, since, reason, is_primary, row_hash, facts)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`

/** Adds a mapping and its contact line. */
export function insertMapping(db: WriteDb, words: Words, mapping: NewMapping, contact: Contact): void {
  const { mappingN, deviceN, companyId, remoteId, state, since, reason, isPrimary, hash, facts } = mapping
  const account = words.code(db, 'accountId', mapping.accountId)
  const vendor = words.code(db, 'vendor', mapping.vendor)
  db.run(insertSql, mappingN, deviceN, companyId, account, vendor, remoteId, state, since, reason, Number(isPrimary), hash, facts)
  const status = words.code(db, 'status', contact.status)
  db.run('INSERT INTO device_contact (mapping_n, status_code, last_seen_at) VALUES (?, ?, ?)', mappingN, status, contact.lastSeenAt)
}

/** Only the time of contact moved. */
export const touchContact = (db: WriteDb, mappingN: number, lastSeenAt: number | null): void =>
  void db.run('UPDATE device_contact SET last_seen_at = ? WHERE mapping_n = ?', lastSeenAt, mappingN)

export function updateContact(db: WriteDb, words: Words, mappingN: number, contact: Contact): void {
  const status = words.code(db, 'status', contact.status)
  db.run('UPDATE device_contact SET status_code = ?, last_seen_at = ?, missing_since = NULL WHERE mapping_n = ?', status, contact.lastSeenAt, mappingN)
}

export const updateRowHash = (db: WriteDb, mappingN: number, hash: string, facts: Uint8Array | null): void =>
  void db.run('UPDATE mapping SET row_hash = ?, facts = ? WHERE n = ?', hash, facts, mappingN)

/** A page no longer holds this remote id: it keeps the time of the last answer that did. */
export const leavePage = (db: WriteDb, mappingN: number, fetchedAt: number): void =>
  void db.run('UPDATE device_contact SET fetched_at = max(coalesce(fetched_at, 0), ?) WHERE mapping_n = ?', fetchedAt, mappingN)

export function setMappingState(db: WriteDb, mappingN: number, state: MappingState, since: number, reason: string | null): void {
  db.run('UPDATE mapping SET state = ?, since = ?, reason = ? WHERE n = ?', state, since, reason, mappingN)
}

export const setReplacedBy = (db: WriteDb, mappingN: number, byMappingN: number): void =>
  void db.run('UPDATE mapping SET replaced_by = ? WHERE n = ?', byMappingN, mappingN)

/** Marks the absence of a mapping; a device without another source of facts is shown with that status. */
export function setAbsence(db: WriteDb, words: Words, mappingN: number, missingSince: number, status: string | null): void {
  db.run('UPDATE device_contact SET missing_since = ? WHERE mapping_n = ?', missingSince, mappingN)
  if (status !== null) db.run('UPDATE device_contact SET status_code = ? WHERE mapping_n = ?', words.code(db, 'status', status), mappingN)
}

export interface MappingOfDevice {
  readonly mappingN: number
  readonly accountId: string
  readonly remoteId: string
  readonly state: MappingState
  readonly lastSeenAt: number | null
  readonly isPrimary: boolean
  readonly facts: Uint8Array | null
}

const ofDeviceSql = `SELECT m.n AS mappingN, w.text AS accountId, m.remote_id AS remoteId, m.state, c.last_seen_at AS lastSeenAt,
  m.is_primary AS isPrimary, m.facts FROM mapping m JOIN device d ON d.n = m.device_n JOIN device_contact c ON c.mapping_n = m.n
  JOIN word w ON w.field = 'accountId' AND w.code = m.account_code WHERE d.id = ? ORDER BY m.n`

/** Every mapping of a device, first made first. */
export const readMappings = (db: ReadDb, deviceId: string): MappingOfDevice[] =>
  db.all<Omit<MappingOfDevice, 'isPrimary'> & { isPrimary: number }>(ofDeviceSql, deviceId).map((row) => ({ ...row, isPrimary: row.isPrimary === 1 }))

/** Gives every mapping of one device to another; none of them leads there. `facts` is what the second device showed last. */
export function moveMappings(db: WriteDb, intoN: number, fromN: number, facts: Uint8Array): void {
  db.run('UPDATE mapping SET facts = ? WHERE device_n = ? AND is_primary = 1', facts, fromN)
  db.run('UPDATE mapping SET device_n = ?, is_primary = 0 WHERE device_n = ?', intoN, fromN)
}

export const deleteMapping = (db: WriteDb, mappingN: number): void => void db.run('DELETE FROM mapping WHERE n = ?', mappingN)

export function countMappings(db: ReadDb): { active: number; missing: number; inactive: number } {
  const counts = { active: 0, missing: 0, inactive: 0 }
  for (const { state, count } of db.all<{ state: MappingState; count: number }>('SELECT state, count(*) AS count FROM mapping GROUP BY state')) {
    counts[state] = count
  }
  return counts
}
