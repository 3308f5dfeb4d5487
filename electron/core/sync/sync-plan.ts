import type { Account } from '#shared/model/account.ts'

/** Seconds between light polls of the device list: while a window is visible, and in the background (D04). */
export const pollSeconds = { visible: 60, background: 900 } as const

/** Every interval varies by this share either way, so that accounts and consoles do not march in step. */
const jitterShare = 0.1

/** What is known about the last passes of an account; times in epoch milliseconds, null for never. */
export interface LastPasses {
  readonly pollAt: number | null
  readonly fullAt: number | null
}

/** When an account is due next. `random` is uniform in [0, 1). */
export interface NextPasses {
  readonly pollAt: number
  readonly fullAt: number
}

const jittered = (seconds: number, random: number): number => seconds * 1_000 * (1 - jitterShare + 2 * jitterShare * random)

/**
 * Plans the next poll and the next full pass. A full pass counts as a poll too. Something never done is due at once.
 */
export function planPasses(account: Pick<Account, 'syncInterval'>, last: LastPasses, isVisible: boolean, random: number): NextPasses {
  const lastListAt = Math.max(last.pollAt ?? 0, last.fullAt ?? 0)
  const interval = isVisible ? pollSeconds.visible : pollSeconds.background
  return {
    pollAt: lastListAt === 0 ? 0 : lastListAt + jittered(interval, random),
    fullAt: last.fullAt === null ? 0 : last.fullAt + jittered(account.syncInterval, random),
  }
}
