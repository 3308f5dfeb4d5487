import type { ReadDb, SqlValue, WriteDb } from './database.ts'
import { mayKnowSimilar, rememberKeys } from './identity-keys.ts'

/** What a device is recognised by, in normal form (see `core/sync/identity`). */
export interface IdentityRecord {
  readonly serial: string | null
  readonly model: string | null
  readonly systemUuid: string | null
  readonly hostName: string | null
  readonly client: string | null
  readonly osFamily: string
  readonly isVirtual: boolean | null
  readonly macs: readonly string[]
}

/** An identity with our id of the device. */
export interface KnownIdentity extends IdentityRecord {
  readonly n: number
  readonly deviceId: string
}

interface IdentityRow {
  readonly n: number
  readonly device_id: string
  readonly serial: string | null
  readonly model: string | null
  readonly system_uuid: string | null
  readonly host_name: string | null
  readonly client: string | null
  readonly os_family: string
  readonly is_virtual: number | null
}

const fromRecord = (db: ReadDb, row: IdentityRow): KnownIdentity => ({
  n: row.n,
  deviceId: row.device_id,
  serial: row.serial,
  model: row.model,
  systemUuid: row.system_uuid,
  hostName: row.host_name,
  client: row.client,
  osFamily: row.os_family,
  isVirtual: row.is_virtual === null ? null : row.is_virtual === 1,
  macs: db.all<{ mac: string }>('SELECT mac FROM device_identity_mac WHERE identity_n = ? ORDER BY mac', row.n).map((one) => one.mac),
})

/** One question instead of one a key: a first sync asks it for every row. */
const similarSql = `SELECT n FROM device_identity WHERE serial = ? UNION ALL SELECT n FROM device_identity WHERE system_uuid = ?
  UNION ALL SELECT n FROM device_identity WHERE host_name = ?`

/** Devices that share a serial, system id, host name or MAC with the one asked about. */
export function findSimilar(db: ReadDb, identity: IdentityRecord): KnownIdentity[] {
  if (!mayKnowSimilar(db, identity)) return []
  const { serial, systemUuid, hostName, macs } = identity
  const found = db.all<{ n: number }>(similarSql, serial, systemUuid, hostName)
  const byMac = macs.flatMap((mac) => db.all<{ n: number }>('SELECT identity_n AS n FROM device_identity_mac WHERE mac = ?', mac))
  const numbers = new Set([...found, ...byMac].map(({ n }) => n))
  return [...numbers].toSorted((a, b) => a - b).flatMap((n) => {
    const row = db.get<IdentityRow>('SELECT * FROM device_identity WHERE n = ?', n)
    return row ? [fromRecord(db, row)] : []
  })
}

/** The device a remote id belongs to, also after the cache was rebuilt. */
export function findByRemote(db: ReadDb, accountId: string, remoteId: string): KnownIdentity | undefined {
  const row = db.get<IdentityRow>(
    'SELECT i.* FROM device_identity_remote r JOIN device_identity i ON i.n = r.identity_n WHERE r.account_id = ? AND r.remote_id = ?',
    accountId,
    remoteId,
  )
  return row && fromRecord(db, row)
}

/** The ledger line of one of our devices. */
export function findByDevice(db: ReadDb, deviceId: string): KnownIdentity | undefined {
  const row = db.get<IdentityRow>('SELECT * FROM device_identity WHERE device_id = ?', deviceId)
  return row && fromRecord(db, row)
}

const insertSql = `INSERT INTO device_identity (n, device_id, company_id, serial, model, system_uuid, host_name, client, os_family, is_virtual, created_at)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`

const valuesOf = (identity: IdentityRecord): SqlValue[] => [
  identity.serial,
  identity.model,
  identity.systemUuid,
  identity.hostName,
  identity.client,
  identity.osFamily,
  identity.isVirtual === null ? null : Number(identity.isVirtual),
]

function addMacs(db: WriteDb, identityN: number, macs: readonly string[]): void {
  for (const mac of macs) db.run('INSERT OR IGNORE INTO device_identity_mac (mac, identity_n) VALUES (?, ?)', mac, identityN)
}

/** A new line of the ledger. */
export interface NewIdentity {
  readonly identityN: number
  readonly deviceId: string
  readonly companyId: string
  readonly identity: IdentityRecord
  readonly at: number
}

/** Gives a new device its line in the ledger. */
export function insertIdentity(db: WriteDb, { identityN, deviceId, companyId, identity, at }: NewIdentity): void {
  rememberKeys(db, identity)
  db.run(insertSql, identityN, deviceId, companyId, ...valuesOf(identity), at)
  addMacs(db, identityN, identity.macs)
}

/** Brings the line of a known device up to date. What is no longer reported is kept, MACs are added. */
export function updateIdentity(db: WriteDb, deviceId: string, identity: IdentityRecord): void {
  rememberKeys(db, identity)
  const row = db.get<{ n: number }>(
    `UPDATE device_identity SET serial = coalesce(?, serial), model = coalesce(?, model), system_uuid = coalesce(?, system_uuid),
     host_name = coalesce(?, host_name), client = coalesce(?, client), os_family = ?, is_virtual = coalesce(?, is_virtual)
     WHERE device_id = ? RETURNING n`,
    ...valuesOf(identity),
    deviceId,
  )
  if (row) addMacs(db, row.n, identity.macs)
}

/** Makes one device of two in the ledger: what the second was recognised by, its remote ids and its operations belong to the first. */
export function mergeIdentities(db: WriteDb, intoId: string, fromId: string): void {
  const [into, from] = [findByDevice(db, intoId), findByDevice(db, fromId)]
  if (!into || !from) return
  updateIdentity(db, intoId, from)
  db.run('UPDATE device_identity_remote SET identity_n = ? WHERE identity_n = ?', into.n, from.n)
  db.run('DELETE FROM device_identity_mac WHERE identity_n = ?', from.n)
  db.run('DELETE FROM device_identity WHERE n = ?', from.n)
  db.run('UPDATE operation SET device_id = ? WHERE device_id = ?', intoId, fromId)
}

/** Forgets which device a remote id was, so that its next row is recognised anew. */
export const unlinkRemote = (db: WriteDb, accountId: string, remoteId: string): void =>
  void db.run('DELETE FROM device_identity_remote WHERE account_id = ? AND remote_id = ?', accountId, remoteId)

/** Remembers that a remote id is a new device, whose line in the ledger has this number. */
export const insertRemote = (db: WriteDb, accountId: string, remoteId: string, identityN: number): void =>
  void db.run('INSERT INTO device_identity_remote (account_id, remote_id, identity_n) VALUES (?, ?, ?)', accountId, remoteId, identityN)

/** Remembers that a remote id, perhaps one that was another device, is this device. */
export const linkRemote = (db: WriteDb, accountId: string, remoteId: string, deviceId: string): void =>
  void db.run(
    `INSERT INTO device_identity_remote (account_id, remote_id, identity_n) VALUES (?, ?, (SELECT n FROM device_identity WHERE device_id = ?))
     ON CONFLICT (account_id, remote_id) DO UPDATE SET identity_n = excluded.identity_n`,
    accountId,
    remoteId,
    deviceId,
  )

/** Every remote id of an account the ledger knows. */
export const readRemoteIds = (db: ReadDb, accountId: string): string[] =>
  db.all<{ id: string }>('SELECT remote_id AS id FROM device_identity_remote WHERE account_id = ?', accountId).map((row) => row.id)
