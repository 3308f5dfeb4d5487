import { z } from 'zod'

/** One request to a server as it is told: never its real path, its headers or its body. */
export const Exchange = z.object({
  /** When it left, in epoch milliseconds. */
  at: z.number().int(),
  /** `GET`, `POST`, …, or `WS` for the opening of a socket. */
  method: z.string(),
  /** The path with names in place of ids, e.g. `/agents/{agent_id}/`. */
  template: z.string(),
  /** Null when nothing answered. */
  status: z.number().int().nullable(),
  /** Why nothing answered: the transport's own short reason; null when something did. */
  failure: z.string().nullable(),
  /** 1 for the first try of a read. What changes something has one only. */
  attempt: z.number().int(),
  durationMs: z.number().int(),
  /** Bytes on the wire; heads are estimated. What left is null when it is not known how much did. */
  bytesIn: z.number().int(),
  bytesOut: z.number().int().nullable(),
  accountId: z.string(),
  /** What it was part of: a pass, an action, a question. Null outside of any. */
  traceId: z.string().nullable(),
})
export type Exchange = z.infer<typeof Exchange>
