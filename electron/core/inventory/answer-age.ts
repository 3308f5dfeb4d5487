import type { z } from 'zod'
import type { AnswerAge } from '#shared/contract/inventory.ts'
import type { Device } from '#shared/model/device.ts'

const atShare = (sorted: readonly number[], share: number): number | null => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? null

/** How old an answer is: covered devices, median and 95th percentile age, and how many never reported (B15). Ages in ms. */
export function toAnswerAge(devices: readonly Pick<Device, 'lastSeenAt' | 'fetchedAt'>[], now: number): z.infer<typeof AnswerAge> {
  const ages = devices.flatMap((one) => (one.lastSeenAt === null ? [] : [Math.max(0, now - Math.min(one.lastSeenAt, one.fetchedAt))])).toSorted((a, b) => a - b)
  return {
    covered: ages.length,
    total: devices.length,
    medianAgeMs: atShare(ages, 0.5),
    p95AgeMs: atShare(ages, 0.95),
    neverReported: devices.length - ages.length,
  }
}
