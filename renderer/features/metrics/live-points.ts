import type { SampleSet } from '#shared/model/metric.ts'

/** Points kept on screen: at one a second this is fifteen minutes. */
const capacity = 900

/** Live points of one device, outside React: charts read them each frame, components only hear that there are new ones. */
export interface LivePoints {
  readonly points: readonly SampleSet[]
  /** Grows with every change, for `useSyncExternalStore`. */
  readonly version: number
  add(points: readonly SampleSet[]): void
  replace(points: readonly SampleSet[]): void
  subscribe(listener: () => void): () => void
}

/** Creates an empty series store. Points are kept in order of time; a second point of the same time replaces the first. */
export function createLivePoints(): LivePoints {
  let points: SampleSet[] = []
  let version = 0
  const listeners = new Set<() => void>()
  const set = (next: readonly SampleSet[]) => {
    const byTime = new Map(next.map((one) => [one.at, one]))
    points = [...byTime.values()].toSorted((a, b) => a.at - b.at).slice(-capacity)
    version += 1
    for (const listener of listeners) listener()
  }
  return {
    get points() {
      return points
    },
    get version() {
      return version
    },
    add: (more) => set([...points, ...more]),
    replace: set,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
