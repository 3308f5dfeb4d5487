import { askedLimitMs, isUnasked } from '#shared/util/effective-status.ts'
import type { Stop } from '#shared/util/stop.ts'

/** How often the age of the lists is looked at. */
const lookEveryMs = 15_000

/** When the list of each account was last read; null for never. */
export type ListTimes = ReadonlyMap<string, number | null>

/** Accounts whose list could not be read for three polls: nobody can say which of their devices are reachable. */
export const unaskedAccounts = (times: ListTimes, now: number): ReadonlySet<string> =>
  new Set([...times].flatMap(([id, at]) => (isUnasked(at, now, askedLimitMs.window) ? [id] : [])))

/** Looks again and again, because a list grows old without anything happening. */
export function watchListAges(look: () => void): Stop {
  const timer = setInterval(look, lookEveryMs)
  return () => clearInterval(timer)
}
