import type { SyncProgress, SyncSummary } from '#shared/model/sync.ts'
import type { Events } from '../events.ts'

/** Passes that run now, one an account, with their progress and the way to cancel them. */
export interface SyncBoard {
  /** Takes the account's lease; undefined when a pass of it is already running. */
  begin(accountId: string, controller: AbortController): (() => void) | undefined
  show(progress: SyncProgress): void
  /** Tells that the last thing shown for an account has ended. */
  end(accountId: string, says: string): void
  running(): readonly SyncProgress[]
  isRunning(accountId: string): boolean
  cancel(accountId: string): boolean
  finished(summary: SyncSummary): void
  cancelAll(): void
}

/** Creates the board of one company. */
export function createSyncBoard(events: Events): SyncBoard {
  const leases = new Map<string, AbortController>()
  const progress = new Map<string, SyncProgress>()
  return {
    begin: (accountId, controller) => {
      if (leases.has(accountId)) return undefined
      leases.set(accountId, controller)
      return () => {
        leases.delete(accountId)
        progress.delete(accountId)
      }
    },
    show: (next) => {
      progress.set(next.accountId, next)
      events.publish('sync.progressed', next)
    },
    end: (accountId, says) => {
      const last = progress.get(accountId)
      if (last) events.publish('sync.progressed', { ...last, stage: 'done', says })
    },
    running: () => [...progress.values()],
    isRunning: (accountId) => leases.has(accountId),
    cancel: (accountId) => {
      leases.get(accountId)?.abort()
      return leases.has(accountId)
    },
    finished: (summary) => events.publish('sync.finished', summary),
    cancelAll: () => {
      for (const controller of leases.values()) controller.abort()
    },
  }
}
