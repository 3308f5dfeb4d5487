import type { CompanyContext } from '../context.ts'
import type { ChangeFeed } from './change-feed.ts'
import type { SyncBoard } from './sync-board.ts'

/** What every part of sync works with. */
export interface SyncParts {
  readonly context: CompanyContext
  readonly feed: ChangeFeed
  readonly board: SyncBoard
}
