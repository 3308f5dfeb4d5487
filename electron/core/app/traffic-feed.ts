import type { Stop } from '#shared/util/stop.ts'
import type { Clock, Network } from '../ports.ts'

/** How often the counters of the status bar are looked at. */
const lookEveryMs = 2_000

/** Calls back when requests or bytes grew since the last look; stays silent on a quiet line. */
export function startTrafficFeed(clock: Clock, meter: Network['meter'], onGrowth: () => void): Stop {
  let seen = meter.bytes
  let cancel: Stop = () => {}
  const look = () => {
    if (meter.bytes !== seen) {
      seen = meter.bytes
      onGrowth()
    }
    cancel = clock.after(lookEveryMs, look)
  }
  cancel = clock.after(lookEveryMs, look)
  return () => cancel()
}
