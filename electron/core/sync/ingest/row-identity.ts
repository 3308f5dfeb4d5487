import { findByRemote, findSimilar, linkRemote, updateIdentity, type KnownIdentity } from '../../storage/identity-repository.ts'
import { readMappings } from '../../storage/mapping-repository.ts'
import { writeReview, type ReviewItem } from '../../storage/review-repository.ts'
import type { KnownDevice, KnownMapping } from '../identity/link-vetoes.ts'
import type { NormalIdentity } from '../identity/normal-identity.ts'
import { findNotices } from '../identity/recognition-notices.ts'
import type { PageWork } from './ingest-parts.ts'

/** Mappings of a device as matching sees them: one whose remote id just left the list counts as missing. */
function mappingsOf(work: PageWork, deviceId: string): KnownMapping[] {
  return readMappings(work.stores.cache, deviceId).map(({ accountId, remoteId, state, lastSeenAt }) => {
    const isGone = accountId === work.page.accountId && work.gone.has(remoteId)
    return { accountId, remoteId, lastSeenAt, state: isGone && state === 'active' ? 'missing' : state }
  })
}

const toKnownDevice = (work: PageWork, identity: KnownIdentity): KnownDevice => ({
  deviceId: identity.deviceId,
  identity,
  mappings: mappingsOf(work, identity.deviceId),
})

/** Devices that share an identifier with a row; the ledger also knows whose remote id it was before a cache was rebuilt. */
export function similarDevices(work: PageWork, remoteId: string, identity: NormalIdentity): readonly KnownDevice[] {
  const ledger = work.stores.work
  const own = work.list.orphans.has(remoteId) ? findByRemote(ledger, work.page.accountId, remoteId) : undefined
  if (!own) return findSimilar(ledger, identity).map((one) => toKnownDevice(work, one))
  const link: KnownMapping = { accountId: work.page.accountId, remoteId, state: 'inactive', lastSeenAt: null }
  const device = toKnownDevice(work, own)
  return [{ ...device, mappings: [...device.mappings, link] }]
}

/** Puts something before a person. */
export function ask(work: PageWork, item: Pick<ReviewItem, 'kind' | 'remoteId' | 'deviceId' | 'subject' | 'candidates'>): void {
  const { accountId, companyId, fetchedAt } = work.page
  writeReview(work.stores.work, companyId, { ...item, accountId, at: fetchedAt })
}

const textOf = ({ serial, model, systemUuid, hostName, client, osFamily, isVirtual, macs }: NormalIdentity): string =>
  JSON.stringify([serial, model, systemUuid, hostName, client, osFamily, isVirtual, macs])

/** Brings the ledger up to date for a device that kept its remote id, and tells what looks like another machine. */
export function refreshIdentity(work: PageWork, deviceId: string, remoteId: string, after: NormalIdentity): void {
  const ledger = work.stores.work
  const before = findByRemote(ledger, work.page.accountId, remoteId)
  if (!before || before.deviceId !== deviceId) return linkRemote(ledger, work.page.accountId, remoteId, deviceId)
  if (textOf(before) === textOf(after)) return
  for (const subject of findNotices(before, after)) ask(work, { kind: 'notice', remoteId, deviceId, subject, candidates: [] })
  updateIdentity(ledger, deviceId, after)
}
