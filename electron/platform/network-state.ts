import type { Log } from '#core/ports.ts'

/** What the parts of one network share. */
export interface NetworkState {
  isOffline: boolean
  requests: number
  bytes: number
  readonly userAgent: string
  readonly log: Log
}
