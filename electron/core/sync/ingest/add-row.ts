import type { IncomingDevice } from '#shared/model/device.ts'
import { findDeviceN, insertDevice, setPrimary } from '../../storage/device-repository.ts'
import { insertIdentity, insertRemote, linkRemote, updateIdentity } from '../../storage/identity-repository.ts'
import { insertMapping, readMappings, setMappingState, setReplacedBy, updateContact } from '../../storage/mapping-repository.ts'
import { isAdmitted } from '../../storage/review-repository.ts'
import { packJson } from '../../storage/store-tools.ts'
import { matchDevice, type Decision } from '../identity/match-device.ts'
import { mergeIntoDevice } from './change-row.ts'
import type { PageWork, RowOutcome } from './ingest-parts.ts'
import type { MappingLife } from './mapping-life.ts'
import type { PreparedRow } from './prepare-page.ts'
import { toFacts } from './row-digest.ts'
import { ask, similarDevices } from './row-identity.ts'

type Link = Extract<Decision, { readonly verdict: 'link' }>

const isRetired = (device: IncomingDevice): boolean => device.status === 'inactive'

function firstLife(work: PageWork, device: IncomingDevice, isReplaced: boolean): MappingLife {
  const since = work.page.fetchedAt
  if (isRetired(device)) return { state: 'inactive', since, reason: 'retired' }
  if (isReplaced) return { state: 'inactive', since: Math.max(device.lastSeenAt ?? 0, since), reason: 'replaced' }
  return { state: 'active', since, reason: null }
}

/** The device a mapping is added to, and the number the mapping gets. The first one of a new device leads. */
interface Owner {
  readonly deviceN: number
  readonly deviceId: string
  readonly mappingN: number
  readonly isPrimary: boolean
}

/** Writes the mapping and remembers it. */
function addMapping(work: PageWork, { device, hash }: PreparedRow, owner: Owner, life: MappingLife): void {
  const { stores, words, page, list, tools } = work
  const { accountId, companyId, vendor } = page
  const { remoteId, status, lastSeenAt, bootAt } = device
  const facts = owner.isPrimary ? null : packJson(tools.codec, toFacts(device))
  const mapping = { ...owner, companyId, accountId, vendor, remoteId, ...life, hash, facts }
  insertMapping(stores.cache, words, mapping, { status, lastSeenAt })
  list.rows.set(remoteId, { ...owner, hash, lastSeenAt, bootAt, ...life })
  list.orphans.delete(remoteId)
}

/** A device row with its first mapping, under an id that is new or was known to the ledger. */
function addDevice(work: PageWork, arrival: PreparedRow, deviceId: string): RowOutcome & { readonly deviceId: string } {
  const { stores, words, page, numbers } = work
  const { companyId, fetchedAt } = page
  const key = { deviceN: numbers.next(stores.cache, 'device'), mappingN: numbers.next(stores.cache, 'mapping') }
  insertDevice(stores.cache, words, { ...key, id: deviceId, companyId, facts: arrival.device, at: fetchedAt })
  addMapping(work, arrival, { ...key, deviceId, isPrimary: true }, firstLife(work, arrival.device, false))
  return { kind: 'created', deviceId }
}

function createDevice(work: PageWork, arrival: PreparedRow): RowOutcome & { readonly deviceId: string } {
  const { companyId, accountId, fetchedAt } = work.page
  const ledger = work.stores.work
  const deviceId = work.nextDeviceId()
  const identityN = work.numbers.next(ledger, 'device_identity')
  insertIdentity(ledger, { identityN, deviceId, companyId, identity: arrival.identity, at: fetchedAt })
  insertRemote(ledger, accountId, arrival.device.remoteId, identityN)
  return addDevice(work, arrival, deviceId)
}

/** Entries of the same account this one takes the place of become inactive. */
function retireReplaced(work: PageWork, deviceId: string, replaced: Link['replaced'], byMappingN: number): void {
  const cache = work.stores.cache
  const remoteIds = new Set(replaced.map((one) => one.remoteId))
  for (const mapping of readMappings(cache, deviceId)) {
    if (mapping.accountId !== work.page.accountId || !remoteIds.has(mapping.remoteId)) continue
    const life = { state: 'inactive', since: work.page.fetchedAt, reason: 'replaced' } as const
    setMappingState(cache, mapping.mappingN, life.state, life.since, life.reason)
    setReplacedBy(cache, mapping.mappingN, byMappingN)
    const known = work.list.rows.get(mapping.remoteId)
    if (known) Object.assign(known, life, { isPrimary: false })
  }
}

/** A new mapping leads when it replaces the one that led, or when no live mapping does. */
function takesLead(work: PageWork, link: Link, life: MappingLife): boolean {
  if (life.state !== 'active') return false
  const lead = readMappings(work.stores.cache, link.candidate.device.deviceId).find((one) => one.isPrimary)
  return lead === undefined || lead.state === 'inactive' || link.replaced.some((one) => one.accountId === lead.accountId && one.remoteId === lead.remoteId)
}

function linkDevice(work: PageWork, arrival: PreparedRow, link: Link): RowOutcome {
  const { stores, words, list, numbers } = work
  const { deviceId } = link.candidate.device
  updateIdentity(stores.work, deviceId, arrival.identity)
  linkRemote(stores.work, work.page.accountId, arrival.device.remoteId, deviceId)
  const deviceN = findDeviceN(stores.cache, deviceId)
  if (deviceN === undefined) return addDevice(work, arrival, deviceId)
  const life = firstLife(work, arrival.device, link.isReplaced)
  const isLead = takesLead(work, link, life)
  // Read before the new mapping leads: what is known of the device comes from the old one.
  const merged = isLead ? mergeIntoDevice(work, deviceN, arrival.device) : null
  const mappingN = numbers.next(stores.cache, 'mapping')
  addMapping(work, arrival, { deviceN, deviceId, mappingN, isPrimary: false }, life)
  retireReplaced(work, deviceId, link.replaced, mappingN)
  if (!merged) return { kind: 'unchanged', isWritten: true }
  setPrimary(stores.cache, { deviceN, mappingN })
  const { status, lastSeenAt, bootAt } = merged.facts
  updateContact(stores.cache, words, mappingN, { status, lastSeenAt })
  Object.assign(list.rows.get(arrival.device.remoteId) ?? {}, { lastSeenAt, bootAt, isPrimary: true })
  return { kind: 'updated', deviceId, merged }
}

function createForReview(work: PageWork, arrival: PreparedRow, decision: Extract<Decision, { readonly verdict: 'review' }>): RowOutcome {
  const { deviceId } = createDevice(work, arrival)
  const [first] = decision.candidates
  const subject = first?.veto ? `${first.rule}, but ${first.veto}` : (first?.rule ?? '')
  const candidates = decision.candidates.map((one) => one.device.deviceId)
  ask(work, { kind: 'match', remoteId: arrival.device.remoteId, deviceId, subject, candidates })
  return { kind: 'created', deviceId, isInReview: true }
}

function createPlain(work: PageWork, arrival: PreparedRow, decision: Extract<Decision, { readonly verdict: 'create' }>): RowOutcome {
  const created = createDevice(work, arrival)
  const notice = (subject: string, candidates: readonly string[]) =>
    ask(work, { kind: 'notice', remoteId: arrival.device.remoteId, deviceId: created.deviceId, subject, candidates })
  if (decision.isThin) notice('thin identity', [])
  if (decision.flagged.length > 0) notice('serial or system id is shared by different devices', decision.flagged)
  return created
}

function hold(work: PageWork, { device }: PreparedRow): RowOutcome {
  ask(work, { kind: 'hold', remoteId: device.remoteId, deviceId: null, subject: device.name, candidates: [] })
  return { kind: 'held' }
}

/** Stores a row whose remote id is not known: the device is recognised, created, or put before a person. */
export function storeNewRow(work: PageWork, arrival: PreparedRow): RowOutcome {
  const { device, identity } = arrival
  const remote = { accountId: work.page.accountId, remoteId: device.remoteId, identity, seenAt: device.lastSeenAt, isRetired: isRetired(device) }
  const decision = matchDevice(remote, similarDevices(work, device.remoteId, identity), { mayCreate: work.mayCreate || isAdmitted(work.stores.work, work.page.accountId, device.remoteId) })
  switch (decision.verdict) {
    case 'link':
      return linkDevice(work, arrival, decision)
    case 'create':
      return createPlain(work, arrival, decision)
    case 'review':
      return createForReview(work, arrival, decision)
    case 'hold':
      return hold(work, arrival)
  }
}
