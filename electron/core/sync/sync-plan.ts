import type { Account } from '#shared/model/account.ts'
import type { SyncSummary } from '#shared/model/sync.ts'

/** Seconds between light polls of the device list: while a window is visible, and in the background (D04). */
export const pollSeconds = { visible: 60, background: 900 } as const

/** Every interval varies by this share, so that accounts and consoles do not march in step. */
const jitterShare = 0.1

/** The shortest an interval can become, as a share of it. */
export const shortestShare = 1 - jitterShare

/** What is known about the last passes of an account; times in epoch milliseconds, null for never. */
export interface LastPasses {
  /** When the last read of the list began, whatever came of it. */
  readonly pollAt: number | null
  /** When the last full pass began that brought a list. */
  readonly fullAt: number | null
  /** Full passes that failed since then; null when the last one did not. */
  readonly failed: { readonly at: number; readonly times: number } | null
}

/** When an account is due next. `random` is uniform in [0, 1). */
export interface NextPasses {
  readonly pollAt: number
  readonly fullAt: number
}

export const neverPassed: LastPasses = { pollAt: null, fullAt: null, failed: null }

const around = (seconds: number, random: number): number => Math.round(seconds * 1_000 * (1 - jitterShare + 2 * jitterShare * random))

/** Never longer than the interval: somebody is looking and was promised it (S4). */
const atMost = (seconds: number, random: number): number => Math.round(seconds * 1_000 * (1 - jitterShare * random))

/** The first try after a failed full pass comes after a minute, each further one after twice as long, up to the interval. */
const retrySeconds = (times: number, syncInterval: number): number => Math.min(syncInterval, 60 * 2 ** (times - 1))

function nextFull({ syncInterval }: Pick<Account, 'syncInterval'>, { fullAt, failed }: LastPasses, random: number): number {
  if (failed) return failed.at + around(retrySeconds(failed.times, syncInterval), random)
  return fullAt === null ? 0 : fullAt + around(syncInterval, random)
}

/**
 * Plans the next poll and the next full pass, counted from the start of the last ones. A full pass counts as a poll too.
 * Something never done is due at once.
 */
export function planPasses(account: Pick<Account, 'syncInterval'>, last: LastPasses, isVisible: boolean, random: number): NextPasses {
  const lastListAt = Math.max(last.pollAt ?? 0, last.fullAt ?? 0)
  const wait = isVisible ? atMost(pollSeconds.visible, random) : around(pollSeconds.background, random)
  return { pollAt: lastListAt === 0 ? 0 : lastListAt + wait, fullAt: nextFull(account, last, random) }
}

/** What is known after a full pass that began at `startedAt`: only one that brought a list counts as done. */
export function afterFullPass(before: LastPasses, startedAt: number, outcome: SyncSummary['outcome']): LastPasses {
  if (outcome === 'done' || outcome === 'partial') return { pollAt: startedAt, fullAt: startedAt, failed: null }
  // Somebody who stopped a pass does not want it back in a minute.
  const times = outcome === 'cancelled' ? Infinity : (before.failed?.times ?? 0) + 1
  return { pollAt: startedAt, fullAt: before.fullAt, failed: { at: startedAt, times } }
}
