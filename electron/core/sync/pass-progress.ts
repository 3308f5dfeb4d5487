import type { AccountId } from '#shared/model/ids.ts'
import type { SyncProgress } from '#shared/model/sync.ts'
import type { Clock } from '../ports.ts'
import type { DevicePage } from '../providers/provider.ts'

/** Keeps count of one pass and turns it into what people read: devices, rate, time left. */
export interface PassProgress {
  /** A page was stored: devices in it, and its place among the pages. */
  stored(page: Pick<DevicePage, 'index' | 'pages' | 'body'>, devices: number): SyncProgress
  at(stage: SyncProgress['stage'], says: string): SyncProgress
}

/** Devices still to come, judged from the pages done so far; null until one page is. */
function estimateTotal(done: number, pagesDone: number, pages: number): number | null {
  if (pagesDone === 0) return null
  return pagesDone >= pages ? done : Math.round((done / pagesDone) * pages)
}

/** Creates the counter of one pass. `alreadyDone` devices and pages come from a pass that was interrupted. */
export function createPassProgress(clock: Clock, accountId: AccountId, kind: SyncProgress['kind']): PassProgress {
  const startedAt = clock.monotonic()
  let done = 0
  let bytes = 0
  let pagesDone = 0
  let pages = 0
  const make = (stage: SyncProgress['stage'], says: string): SyncProgress => {
    const seconds = (clock.monotonic() - startedAt) / 1_000
    const perSecond = seconds > 0.2 && done > 0 ? done / seconds : null
    const total = stage === 'done' ? done : estimateTotal(done, pagesDone, pages)
    const secondsLeft = perSecond !== null && total !== null ? Math.max(0, Math.round((total - done) / perSecond)) : null
    return { accountId, kind, stage, done, total, perSecond: perSecond === null ? null : Math.round(perSecond), secondsLeft, bytes, says }
  }
  return {
    at: make,
    stored: (page, devices) => {
      done += devices
      bytes += page.body.byteLength
      pagesDone += 1
      pages = page.pages
      return make('list', `${done} devices read`)
    },
  }
}
