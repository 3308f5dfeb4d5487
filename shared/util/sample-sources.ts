import type { SampleSet, SourceRun } from '../model/metric.ts'

/** Where stored samples of some series come from, by series name. */
export type SourcesBySeries = Readonly<Record<string, readonly SourceRun[]>>

/** The sources of what was measured at the times of some points, each once; null among them where one is not known. */
export function sourcesOf(points: readonly SampleSet[], sources: SourcesBySeries): readonly (string | null)[] {
  const found = new Set<string | null>()
  for (const { at, values } of points) {
    for (const [series, value] of Object.entries(values)) {
      if (value !== null) found.add(sources[series]?.findLast((run) => run.from <= at)?.source ?? null)
    }
  }
  return [...found]
}
