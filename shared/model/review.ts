import { z } from 'zod'
import { DeviceStatus } from './device.ts'
import { AccountId, DeviceId, RemoteId, ReviewId } from './ids.ts'

/** A device as a question shows it: enough to know which machine is meant. */
export const ReviewDevice = z.object({
  id: DeviceId,
  name: z.string(),
  client: z.string().nullable(),
  site: z.string().nullable(),
  os: z.string().nullable(),
  status: DeviceStatus,
  lastSeenAt: z.number().int().nullable(),
})
export type ReviewDevice = z.infer<typeof ReviewDevice>

/** One identifier of two devices beside each other. */
export const ReviewFact = z.object({
  fact: z.enum(['serial', 'model', 'systemUuid', 'mac', 'hostName', 'client', 'osFamily', 'virtual', 'status']),
  here: z.string().nullable(),
  there: z.string().nullable(),
  verdict: z.enum(['agrees', 'differs', 'unknown']),
})
export type ReviewFact = z.infer<typeof ReviewFact>

/** A device it may be, with what agrees and what speaks against it. */
export const ReviewCandidate = z.object({ device: ReviewDevice, facts: z.array(ReviewFact) })
export type ReviewCandidate = z.infer<typeof ReviewCandidate>

/** A question for a person: may be another one (`match`), not let in (`hold`), or news about a device (`notice`). */
export const ReviewItem = z.object({
  id: ReviewId,
  kind: z.enum(['match', 'hold', 'notice']),
  accountId: AccountId,
  accountName: z.string(),
  remoteId: RemoteId,
  /** Why it is asked, a sentence. */
  says: z.string(),
  at: z.number().int(),
  /** What the vendor calls it, where no device of ours exists yet. */
  name: z.string(),
  device: ReviewDevice.nullable(),
  candidates: z.array(ReviewCandidate),
})
export type ReviewItem = z.infer<typeof ReviewItem>
