import type { ReadDb } from './database.ts'
import type { IdentityRecord } from './identity-repository.ts'

/** Every key in a ledger, or null where the ledger has to be asked. */
const keysOf = new WeakMap<ReadDb, Set<string> | null>()

function keysIn(db: ReadDb): Set<string> | null {
  const known = keysOf.get(db)
  if (known !== undefined) return known
  const isEmpty = db.get('SELECT 1 FROM device_identity LIMIT 1') === undefined
  const keys = isEmpty ? new Set<string>() : null
  keysOf.set(db, keys)
  return keys
}

function* keysFrom({ serial, systemUuid, hostName, macs }: IdentityRecord): Generator<string> {
  if (serial !== null) yield `serial ${serial}`
  if (systemUuid !== null) yield `uuid ${systemUuid}`
  if (hostName !== null) yield `host ${hostName}`
  for (const mac of macs) yield `mac ${mac}`
}

/**
 * False when certainly no identity of the ledger shares a serial, system id, host name or MAC with this one. A first sync
 * asks that for every row and the answer is nearly always no, so the keys of a ledger that was empty when it was first
 * asked about are kept in memory while it is filled; of any other ledger nothing is known here and the answer is true.
 */
export function mayKnowSimilar(db: ReadDb, identity: IdentityRecord): boolean {
  const keys = keysIn(db)
  if (keys === null) return true
  for (const key of keysFrom(identity)) if (keys.has(key)) return true
  return false
}

/** Tells what is written into the ledger. Keys that left it, or were rolled back, only cost a question. */
export function rememberKeys(db: ReadDb, identity: IdentityRecord): void {
  const keys = keysIn(db)
  if (keys === null) return
  for (const key of keysFrom(identity)) keys.add(key)
}
