import { z } from 'zod'
import { DeviceId, ReviewId } from '../model/ids.ts'
import { ReviewItem } from '../model/review.ts'
import { command, event } from './define.ts'

/** Devices a person has to look at: is it one we know, another one, or may it come in? */
export const reviews = {
  /** Open questions, oldest first, each with the device it is about and those it may be, side by side. */
  list: command({ input: z.strictObject({ limit: z.number().int().min(1).max(500).default(100) }), output: z.object({ items: z.array(ReviewItem), open: z.number().int() }) }),
  /**
   * Settles a question for good: `link` makes it one of the candidates, `apart` keeps the two apart, `admit` lets a held device in with
   * the next list, `seen` puts a notice away. Recorded in the journal before it is done.
   */
  resolve: command({
    class: 'local',
    input: z.discriminatedUnion('decision', [
      z.strictObject({ reviewId: ReviewId, decision: z.literal('link'), deviceId: DeviceId }),
      z.strictObject({ reviewId: ReviewId, decision: z.enum(['apart', 'admit', 'seen']) }),
    ]),
    output: z.object({ left: z.number().int(), says: z.string() }),
  }),
  /** A question came or was settled. */
  changed: event({ payload: z.object({ open: z.number().int() }) }),
}
