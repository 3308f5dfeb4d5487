import type { SampleSet } from '#shared/model/metric.ts'

/** The last points of one device, oldest first. */
export interface SampleRing {
  push(set: SampleSet): void
  /** All points that are kept. */
  points(): SampleSet[]
  /** Values of one series not older than `since`, without gaps. */
  valuesSince(series: string, since: number): number[]
  readonly last: SampleSet | undefined
}

/** Creates a ring for `capacity` points; the oldest gives way. */
export function createSampleRing(capacity: number): SampleRing {
  const slots: SampleSet[] = []
  let start = 0
  const points = (): SampleSet[] => [...slots.slice(start), ...slots.slice(0, start)]

  return {
    push: (set) => {
      if (slots.length < capacity) slots.push(set)
      else {
        slots[start] = set
        start = (start + 1) % capacity
      }
    },
    points,
    valuesSince: (series, since) => {
      const values: number[] = []
      for (const set of slots) {
        const value = set.values[series]
        if (set.at >= since && value !== null && value !== undefined) values.push(value)
      }
      return values
    },
    get last() {
      return slots.length < capacity ? slots.at(-1) : slots[(start + capacity - 1) % capacity]
    },
  }
}
