/** One cumulative counter read twice, with what is needed to tell a wrap from a reset. */
export interface CounterStep {
  readonly before: number | null
  readonly after: number | null
  /** Seconds between the readings; above zero. */
  readonly seconds: number
  /** The device ran through the whole time; false or null when it restarted or nobody knows. */
  readonly isSameBoot: boolean | null
  /** The rate one reading earlier, in units a second; null when unknown. */
  readonly lastRate: number | null
}

const wrapAt = 2 ** 32
/** A rate after a wrap may be this much above the last known one; more is a reset that looks like a wrap. */
const wrapGrowth = 4
const wrapFloor = 1024 * 1024

/**
 * Units a second, or null where the two readings prove none. A smaller value counts as a wrap only when both fit into
 * 32 bits, the device was not restarted, and the rate that follows is near the one before: a counter that was set back
 * to zero gives a gap, never a negative value and never a spike.
 */
export function counterRate({ before, after, seconds, isSameBoot, lastRate }: CounterStep): number | null {
  if (before === null || after === null || before < 0 || after < 0 || isSameBoot === false) return null
  if (after >= before) return (after - before) / seconds
  if (isSameBoot !== true || before >= wrapAt || lastRate === null) return null
  const rate = (wrapAt - before + after) / seconds
  return rate <= lastRate * wrapGrowth + wrapFloor ? rate : null
}
