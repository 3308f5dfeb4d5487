import { AppError } from '#shared/errors/app-error.ts'
import { deleteDevice, findDeviceN, readFacts } from '../../storage/device-repository.ts'
import { mergeIdentities, unlinkRemote } from '../../storage/identity-repository.ts'
import { deleteMapping, moveMappings, readMappings, setMappingState, setReplacedBy, type MappingOfDevice } from '../../storage/mapping-repository.ts'
import { mergeNotes } from '../../storage/note-repository.ts'
import { findReview, settleReview, settleReviewsAbout, type ReviewVerdict, type StoredReview } from '../../storage/review-repository.ts'
import type { ReviewAnswer } from '../../storage/store.ts'
import { packJson } from '../../storage/store-tools.ts'
import type { IngestParts } from './ingest-parts.ts'
import { electLead } from './lead-mapping.ts'

export const noSuchReview = (): AppError =>
  new AppError({
    code: 'review.not-found',
    what: 'This question is not open any more, or the device is none of those it may be.',
    effect: 'Nothing was changed.',
    next: 'Look at the list of open questions again.',
    remedy: 'check-input',
  })

/** Of two entries of one account for one device the one heard of last stays; the others are replaced by it. */
function retireTwins(parts: IngestParts, mappings: readonly MappingOfDevice[], accountId: string, at: number): void {
  const twins = mappings.filter((one) => one.accountId === accountId && one.state !== 'inactive')
  const newest = twins.toSorted((a, b) => (b.lastSeenAt ?? 0) - (a.lastSeenAt ?? 0))[0]
  for (const twin of twins) {
    if (!newest || twin === newest) continue
    setMappingState(parts.stores.cache, twin.mappingN, 'inactive', Math.max(at, twin.lastSeenAt ?? 0), 'replaced')
    setReplacedBy(parts.stores.cache, twin.mappingN, newest.mappingN)
  }
}

/** Makes the device of the question and the candidate one: the candidate's id stays, with everything that hangs on it. */
function link(parts: IngestParts, review: StoredReview, intoId: string): readonly string[] {
  const { cache } = parts.stores
  const fromId = review.deviceId
  if (fromId === null || fromId === intoId) return []
  const [intoN, fromN] = [findDeviceN(cache, intoId), findDeviceN(cache, fromId)]
  if (fromN === undefined) return []
  // The candidate is known to the ledger only: the row under its old id comes back with the next list, as the candidate.
  if (intoN === undefined) {
    for (const mapping of readMappings(cache, fromId)) deleteMapping(cache, mapping.mappingN)
    deleteDevice(cache, fromN)
    return [fromId]
  }
  const shown = readFacts(cache, parts.words, fromN)?.facts ?? null
  moveMappings(cache, intoN, fromN, packJson(parts.tools.codec, shown))
  deleteDevice(cache, fromN)
  retireTwins(parts, readMappings(cache, intoId), review.accountId, review.at)
  electLead(parts, { deviceN: intoN, deviceId: intoId }, review.at)
  return [fromId, intoId]
}

/** Takes an entry out of a device it was linked to; its next row becomes a device of its own. */
function detach(parts: IngestParts, review: StoredReview): readonly string[] {
  const { cache } = parts.stores
  const deviceId = review.deviceId
  const deviceN = deviceId === null ? undefined : findDeviceN(cache, deviceId)
  if (deviceId === null || deviceN === undefined) return []
  const own = readMappings(cache, deviceId).find((one) => one.accountId === review.accountId && one.remoteId === review.remoteId)
  if (!own) return []
  if (own.isPrimary) {
    setMappingState(cache, own.mappingN, 'inactive', review.at, 'replaced')
    if (!electLead(parts, { deviceN, deviceId }, review.at)) return []
  }
  deleteMapping(cache, own.mappingN)
  return [deviceId]
}

const verdicts: Readonly<Record<ReviewAnswer['decision'], ReviewVerdict>> = { link: 'linked', apart: 'apart', admit: 'admitted', seen: 'seen' }
const fitting: Readonly<Record<StoredReview['kind'], readonly ReviewAnswer['decision'][]>> = { match: ['link', 'apart'], hold: ['admit', 'apart'], notice: ['seen', 'apart'] }

const isAboutOneDevice = (review: StoredReview): boolean => review.deviceId !== null && review.candidates.includes(review.deviceId)

/** Ledger first, as everywhere: an id that went is never found again when a crash comes in between. */
function act(parts: IngestParts, review: StoredReview, { decision, deviceId }: ReviewAnswer): readonly string[] {
  const { cache, work } = parts.stores
  const isDetaching = decision === 'apart' && isAboutOneDevice(review)
  work.transaction(() => {
    if (decision === 'link' && deviceId !== null && review.deviceId !== null && deviceId !== review.deviceId) {
      mergeIdentities(work, deviceId, review.deviceId)
      mergeNotes(work, deviceId, review.deviceId)
      settleReviewsAbout(work, review.deviceId, 'linked')
    }
    if (isDetaching) unlinkRemote(work, review.accountId, review.remoteId)
    settleReview(work, review.n, verdicts[decision])
  })
  return cache.transaction(() => {
    if (decision === 'link' && deviceId !== null) return link(parts, review, deviceId)
    return isDetaching ? detach(parts, review) : []
  })
}

/** Settles a question the way a person decided. Throws `review.not-found`; nothing was changed then. */
export function resolveReview(parts: IngestParts, answer: ReviewAnswer): { changedIds: string[] } {
  const review = findReview(parts.stores.work, answer.reviewId)
  const isCandidate = answer.decision !== 'link' || (answer.deviceId !== null && review?.candidates.includes(answer.deviceId))
  if (!review || !isCandidate || !fitting[review.kind].includes(answer.decision)) throw noSuchReview()
  try {
    return { changedIds: [...act(parts, review, answer)] }
  } finally {
    // What is remembered of the rows is not true any more, and the same bytes have to be read again.
    parts.lists.forget(review.accountId)
    parts.words.forget()
  }
}
