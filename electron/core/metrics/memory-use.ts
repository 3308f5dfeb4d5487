import type { CounterReading } from '#shared/model/metric.ts'

/** How much memory is used, and what the device said that cannot be. */
export interface MemoryUse {
  readonly usedPercent: number | null
  /** A sentence for people when the reading contradicts itself; null when it holds. */
  readonly flag: string | null
}

/** More than this many points between the reported share and the one from bytes is a contradiction (S41). */
const tolerance = 1

const gigabytes = (bytes: number): string => `${(bytes / 1024 ** 3).toFixed(1)} GiB`

/**
 * Used percent always comes from bytes: `100 * (total - available) / total`. A reported share that is more than a point away
 * is flagged and not used (D01); more available than there is proves nothing, so there is no value then.
 */
export function judgeMemory({ memoryTotal: total, memoryAvailable: available, memoryUsedPercent: reported }: CounterReading): MemoryUse {
  if (total === null || available === null || total <= 0 || available < 0) return { usedPercent: null, flag: null }
  if (available > total) {
    return { usedPercent: null, flag: `The device reports ${gigabytes(available)} of memory available, but has ${gigabytes(total)}: how much is used is not known.` }
  }
  const usedPercent = (100 * (total - available)) / total
  const holds = reported === null || Math.abs(reported - usedPercent) <= tolerance
  const bytes = `${gigabytes(available)} of ${gigabytes(total)} are available`
  return { usedPercent, flag: holds ? null : `The device reports ${reported.toFixed(1)} % of memory used, but ${bytes}: ${usedPercent.toFixed(1)} %, computed from bytes, is shown.` }
}
