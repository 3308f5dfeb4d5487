import { DeviceId } from '#shared/model/ids.ts'
import type { Stop } from '#shared/util/stop.ts'
import type { Events } from '../events.ts'
import type { Clock } from '../ports.ts'
import type { IngestResult } from '../storage/store.ts'

/** Announcements wait this long so that a pass of 10,000 devices is a few events, not 10,000. */
const coalesceMs = 250

/** Ids in one announcement; more are split so that no receiver is handed one huge list. */
const idsPerEvent = 5_000

/** Collects changes of the device list and announces them at most four times a second. Nothing changed: no event. */
export interface ChangeFeed {
  add(result: Pick<IngestResult, 'changedIds' | 'touchedIds' | 'touchedAt'>, fetchedAt: number): void
  /** Counts announcements; a reader that holds an older number is behind. */
  readonly revision: number
  readonly stop: Stop
}

interface Pending {
  readonly changed: Set<string>
  readonly touched: Map<string, number | null>
  fetchedAt: number
}

const emptyPending = (): Pending => ({ changed: new Set(), touched: new Map(), fetchedAt: 0 })

function announceTouched(events: Events, pending: Pending): void {
  const touched = [...pending.touched].filter(([id]) => !pending.changed.has(id))
  if (touched.length === 0) return
  const encoded = JSON.stringify({ ids: touched.map(([id]) => id), lastSeenAt: touched.map(([, at]) => at), fetchedAt: pending.fetchedAt })
  events.publish('inventory.seen', { encoded })
}

/** Creates the feed of one company. */
export function createChangeFeed(events: Events, clock: Clock): ChangeFeed {
  let pending = emptyPending()
  let revision = 0
  let cancel: Stop | undefined
  const flush = () => {
    cancel = undefined
    const leaving = pending
    pending = emptyPending()
    const ids = [...leaving.changed].map((id) => DeviceId.parse(id))
    for (let from = 0; from < ids.length; from += idsPerEvent) {
      revision += 1
      events.publish('inventory.changed', { ids: ids.slice(from, from + idsPerEvent), revision })
    }
    announceTouched(events, leaving)
  }
  return {
    get revision() {
      return revision
    },
    add: (result, fetchedAt) => {
      for (const id of result.changedIds) pending.changed.add(id)
      result.touchedIds.forEach((id, index) => pending.touched.set(id, result.touchedAt[index] ?? null))
      pending.fetchedAt = Math.max(pending.fetchedAt, fetchedAt)
      if (pending.changed.size + pending.touched.size > 0) cancel ??= clock.after(coalesceMs, flush)
    },
    stop: () => {
      cancel?.()
      cancel = undefined
    },
  }
}
