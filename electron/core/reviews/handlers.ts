import { DeviceId, ReviewId, AccountId } from '#shared/model/ids.ts'
import type { Device } from '#shared/model/device.ts'
import type { ReviewDevice, ReviewItem } from '#shared/model/review.ts'
import type { CompanyContext, Feature, Handlers } from '../context.ts'
import { notWriterError } from '../modes.ts'
import type { StoredReview } from '../storage/review-repository.ts'
import { compareIdentities, type ReviewSide } from './compare-identities.ts'
import { reviewSentence } from './review-sentence.ts'

const toReviewDevice = ({ id, name, client, site, os, status, lastSeenAt }: Device): ReviewDevice => ({ id, name, client, site, os, status, lastSeenAt })

async function sideOf({ store }: CompanyContext, deviceId: string): Promise<ReviewSide | null> {
  const [device, identity] = await Promise.all([store.read.device(deviceId), store.read.identity(deviceId)])
  return device ? { device, identity } : null
}

async function toItem(context: CompanyContext, review: StoredReview, accountName: string): Promise<ReviewItem> {
  const own = review.deviceId === null ? null : await sideOf(context, review.deviceId)
  const sides = (await Promise.all(review.candidates.map((id) => sideOf(context, id)))).filter((one) => one !== null)
  return {
    id: ReviewId.parse(String(review.n)),
    kind: review.kind,
    accountId: AccountId.parse(review.accountId),
    accountName,
    remoteId: review.remoteId,
    says: reviewSentence(review),
    at: review.at,
    name: own?.device.name ?? (review.kind === 'hold' ? review.subject : review.remoteId),
    device: own ? toReviewDevice(own.device) : null,
    candidates: own ? sides.map((side) => ({ device: toReviewDevice(side.device), facts: compareIdentities(own, side) })) : [],
  }
}

async function list(context: CompanyContext, limit: number): Promise<{ items: ReviewItem[]; open: number }> {
  const { items, open } = await context.store.read.reviews(limit)
  const names = new Map((await context.connections.list()).map((account) => [account.id as string, account.name]))
  return { open, items: await Promise.all(items.map((review) => toItem(context, review, names.get(review.accountId) ?? review.accountId))) }
}

const doneWords = {
  link: 'They are one device now, under the id of the one you had.',
  apart: 'They stay apart. This is not asked again.',
  admit: 'It comes in with the next sync of its account.',
  seen: 'Put away.',
} as const

type Order = Parameters<Handlers<'reviews'>['resolve']>[0]

async function resolve(context: CompanyContext, order: Order): Promise<{ left: number; says: string }> {
  const { ports, store, events } = context
  if (!ports.profile.isWriter) throw notWriterError(ports.profile)
  const deviceId = order.decision === 'link' ? order.deviceId : null
  const { items } = await store.read.reviews(100_000)
  const review = items.find((one) => String(one.n) === order.reviewId)
  const about = review ? { question: review.subject, remoteId: review.remoteId, device: review.deviceId } : {}
  const act = { action: 'reviews.resolve', params: { decision: order.decision, linkedTo: deviceId, ...about }, ...(review ? { accountId: review.accountId } : {}) }
  const { changedIds } = await context.journal.act(act, async () => store.write.resolveReview({ reviewId: Number(order.reviewId), decision: order.decision, deviceId }))
  if (changedIds.length > 0) events.publish('inventory.changed', { ids: changedIds.map((id) => DeviceId.parse(id)), revision: 0 })
  const note = deviceId === null ? null : await store.read.note(deviceId)
  if (deviceId !== null && note) events.publish('device.noteChanged', { deviceId, version: note.version })
  const left = (await store.read.reviews(1)).open
  events.publish('reviews.changed', { open: left })
  return { left, says: doneWords[order.decision] }
}

/** The feature of noun `reviews`: questions about devices that only a person can settle. */
export const createReviewsFeature = (context: CompanyContext): Feature<'reviews'> => ({
  noun: 'reviews',
  handlers: { list: ({ limit }) => list(context, limit), resolve: (order) => resolve(context, order) },
  stop: () => {},
})
