import type { IncomingDevice } from '#shared/model/device.ts'
import { insertChanges } from '../../storage/change-repository.ts'
import { listChangeFields } from '../../storage/change-rules.ts'
import type { DeviceFacts } from '../../storage/device-fields.ts'
import { readFacts, updateDevice } from '../../storage/device-repository.ts'
import { setMappingState, touchContact, updateContact, updateRowHash, type KnownRow } from '../../storage/mapping-repository.ts'
import { fieldChange } from '../../storage/section-changes.ts'
import { packJson } from '../../storage/store-tools.ts'
import type { PageWork, RowOutcome } from './ingest-parts.ts'
import { electLead } from './lead-mapping.ts'
import { nextWhenPresent, type MappingLife } from './mapping-life.ts'
import { isSameBoot, mergeFacts, type MergedFacts } from './merge-facts.ts'
import type { PreparedRow } from './prepare-page.ts'
import { toFacts } from './row-digest.ts'
import { ask, refreshIdentity } from './row-identity.ts'

/** Facts that are kept in the contact line and not in the wide row. */
const contactFields: ReadonlySet<string> = new Set(['status', 'lastSeenAt'])

function applyLife(work: PageWork, known: KnownRow, life: MappingLife): void {
  setMappingState(work.stores.cache, known.mappingN, life.state, life.since, life.reason)
  known.state = life.state
  known.since = life.since
  known.reason = life.reason
}

/** One row of history for each fact of the list that people ask about and that is another one now. */
function noteChanges({ stores, page }: PageWork, deviceN: number, before: DeviceFacts, { facts, changed }: MergedFacts): void {
  const fields = listChangeFields.filter((field) => changed.includes(field))
  if (fields.length === 0) return
  const origin = { deviceN, at: page.fetchedAt, source: 'device list', traceId: page.passId }
  insertChanges(stores.cache, origin, fields.flatMap((field) => fieldChange('list', null, field, before[field], facts[field])))
}

/** Joins a report with what the device row holds and writes what differs. */
export function mergeIntoDevice(work: PageWork, deviceN: number, device: IncomingDevice): MergedFacts {
  const { stores, words, page } = work
  const stored = readFacts(stores.cache, words, deviceN)
  if (!stored) throw new Error('a mapping points to a device that is not there')
  const merged = mergeFacts(stored.facts, toFacts(device), stored.unreported, page.fetchedAt)
  const isWide = merged.changed.some((field) => !contactFields.has(field))
  const isSilent = JSON.stringify(merged.unreported) !== JSON.stringify(stored.unreported)
  if (isWide || isSilent) updateDevice(stores.cache, words, deviceN, merged.facts, merged.unreported, page.fetchedAt)
  noteChanges(work, deviceN, stored.facts, merged)
  return merged
}

/** A further mapping keeps its own report beside the device, whose facts come from the primary one. */
function changeFurther(work: PageWork, known: KnownRow, device: IncomingDevice, hash: string): void {
  const { stores, words, tools } = work
  known.lastSeenAt = device.lastSeenAt ?? known.lastSeenAt
  updateContact(stores.cache, words, known.mappingN, { status: device.status, lastSeenAt: known.lastSeenAt })
  updateRowHash(stores.cache, known.mappingN, hash, packJson(tools.codec, toFacts(device)))
  known.hash = hash
}

function changePrimary(work: PageWork, known: KnownRow, { device, identity, hash }: PreparedRow): MergedFacts {
  const { stores, words } = work
  const merged = mergeIntoDevice(work, known.deviceN, device)
  const { status, lastSeenAt, bootAt } = merged.facts
  updateContact(stores.cache, words, known.mappingN, { status, lastSeenAt })
  if (known.hash !== hash) {
    updateRowHash(stores.cache, known.mappingN, hash, null)
    refreshIdentity(work, known.deviceId, device.remoteId, identity)
  }
  Object.assign(known, { hash, lastSeenAt, bootAt })
  return merged
}

/** An entry that was replaced and is heard of again means two live entries for one device: a person decides. */
function noteRevival(work: PageWork, known: KnownRow, remoteId: string): void {
  if (known.reason !== 'replaced') return
  ask(work, { kind: 'match', remoteId, deviceId: known.deviceId, subject: 'K2, but both live in one account', candidates: [known.deviceId] })
}

function change(work: PageWork, known: KnownRow, { device, identity, hash }: PreparedRow, life: MappingLife): RowOutcome {
  const { deviceId } = known
  const isMoved = life !== known
  const isBack = isMoved && life.state === 'active'
  if (isBack) noteRevival(work, known, device.remoteId)
  if (isMoved) applyLife(work, known, life)
  const merged = known.isPrimary ? changePrimary(work, known, { device, identity, hash }) : null
  if (!merged) changeFurther(work, known, device, hash)
  const hasNewLead = isMoved && electLead(work, known, work.page.fetchedAt)
  if (hasNewLead) return { kind: 'updated', deviceId, isBack, merged }
  if (!merged) return { kind: 'unchanged', isWritten: true }
  if (isMoved || merged.changed.some((field) => field !== 'lastSeenAt')) return { kind: 'updated', deviceId, isBack, merged }
  return merged.changed.length > 0 ? { kind: 'touched', deviceId, lastSeenAt: merged.facts.lastSeenAt } : { kind: 'unchanged', isWritten: true }
}

/**
 * Stores a row whose remote id is known (K1). Nothing different: nothing is written; only a later contact: one narrow
 * line is; else the stored row is read, merged and written.
 */
export function storeKnownRow(work: PageWork, known: KnownRow, row: PreparedRow): RowOutcome {
  const { device, hash } = row
  const life = nextWhenPresent(known, { isRetired: device.status === 'inactive', lastSeenAt: device.lastSeenAt }, work.page.fetchedAt)
  const isBootKnown = !known.isPrimary || isSameBoot(known.bootAt, device.bootAt)
  if (known.hash !== hash || life !== known || !isBootKnown) return change(work, known, row, life)
  const lastSeenAt = device.lastSeenAt ?? known.lastSeenAt
  if (lastSeenAt === known.lastSeenAt) return { kind: 'unchanged' }
  touchContact(work.stores.cache, known.mappingN, lastSeenAt)
  known.lastSeenAt = lastSeenAt
  return known.isPrimary ? { kind: 'touched', deviceId: known.deviceId, lastSeenAt } : { kind: 'unchanged', isWritten: true }
}
