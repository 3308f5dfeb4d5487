import type { SyncProgress, SyncSummary } from '#shared/model/sync.ts'
import type { Events } from '../events.ts'

/** The two works of an account that may go on side by side: reading its list, and reading details of its devices. */
export type Lane = 'list' | 'details'
const lanes = ['list', 'details'] as const

/** What runs now, one of each lane an account, with progress and the way to cancel it. */
export interface SyncBoard {
  /** Takes a lane of the account; undefined when it is taken. */
  begin(accountId: string, lane: Lane, controller: AbortController): (() => void) | undefined
  show(progress: SyncProgress): void
  /** Tells that reading details of an account has ended. */
  endDetails(accountId: string, says: string): void
  running(): readonly SyncProgress[]
  /** Whether its list is being read. */
  isRunning(accountId: string): boolean
  /** Cancels whatever runs for an account; false when nothing did. */
  cancel(accountId: string): boolean
  /** Cancels, and resolves when whatever ran has let go of its lanes. */
  cancelled(accountId: string): Promise<void>
  finished(summary: SyncSummary): void
  cancelAll(): void
}

const keyOf = (accountId: string, lane: Lane): string => `${lane} ${accountId}`
const laneOf = ({ kind }: SyncProgress): Lane => (kind === 'details' ? 'details' : 'list')

/** Creates the board of one company. */
export function createSyncBoard(events: Events): SyncBoard {
  const leases = new Map<string, { readonly controller: AbortController; readonly released: Promise<void> }>()
  const progress = new Map<string, SyncProgress>()
  /** Aborts whatever runs for an account; answers what did. */
  const abort = (accountId: string) => {
    const running = lanes.flatMap((lane) => leases.get(keyOf(accountId, lane)) ?? [])
    for (const { controller } of running) controller.abort()
    return running
  }
  return {
    begin: (accountId, lane, controller) => {
      const key = keyOf(accountId, lane)
      if (leases.has(key)) return undefined
      const { promise: released, resolve } = Promise.withResolvers<void>()
      leases.set(key, { controller, released })
      return () => {
        leases.delete(key)
        progress.delete(key)
        resolve()
      }
    },
    show: (next) => {
      progress.set(keyOf(next.accountId, laneOf(next)), next)
      events.publish('sync.progressed', next)
    },
    endDetails: (accountId, says) => {
      const last = progress.get(keyOf(accountId, 'details'))
      if (last) events.publish('sync.progressed', { ...last, stage: 'done', says })
    },
    running: () => [...progress.values()],
    isRunning: (accountId) => leases.has(keyOf(accountId, 'list')),
    cancel: (accountId) => abort(accountId).length > 0,
    cancelled: async (accountId) => void (await Promise.all(abort(accountId).map(({ released }) => released))),
    finished: (summary) => events.publish('sync.finished', summary),
    cancelAll: () => {
      for (const { controller } of leases.values()) controller.abort()
    },
  }
}
