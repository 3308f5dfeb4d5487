import type { Stop } from '#shared/util/stop.ts'
import type { CompanyContext } from '../context.ts'

const dayMs = 86_400_000
/** The start has more urgent things to do. */
const settleMs = 60_000

/**
 * Keeps a copy a day of what only we know, beside it and under the same key (B124): it heals a damaged file, not a lost computer. A copy
 * that fails is logged and tried again; a command line ends too soon to make one, and practice has nothing to lose.
 */
export function startDailyCopies({ ports, entry }: CompanyContext): Stop {
  const { profile, clock, log } = ports
  if (!profile.isWriter || ports.host === 'cli' || entry.isPractice) return () => {}
  let stop = clock.after(settleMs, look)
  function look(): void {
    const last = profile.backups.copies(entry.id)[0]?.at ?? -Infinity
    stop = clock.after(Math.max(settleMs, Math.min(dayMs, last + dayMs - clock.now())), look)
    if (clock.now() - last < dayMs) return
    profile.backups.addCopy(entry.id, clock.now()).catch((reason: unknown) => log.warn('the daily copy was not made', { reason: String(reason) }))
  }
  return () => stop()
}
