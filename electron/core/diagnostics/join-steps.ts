import type { KeptStep } from './pipeline-memory.ts'

const union = <T>(first: readonly T[], second: readonly T[]): T[] => [...new Set([...first, ...second])]

const ranks = ['unchanged', 'updated', 'created'] as const

/** The larger of two changes: a device that was created and then read in detail was created. */
const larger = <Kind extends (typeof ranks)[number]>(first: Kind, second: Kind): Kind => (ranks.indexOf(first) >= ranks.indexOf(second) ? first : second)

/** Two steps of one device under one trace id as one story: its list row, and the sections that were read after it. */
export function joinSteps(before: KeptStep, after: KeptStep): KeptStep {
  const { mapped, change } = before
  return {
    ...after,
    responses: () => union(before.responses(), after.responses()),
    mapped: {
      fields: union(mapped.fields, after.mapped.fields),
      sections: union(mapped.sections, after.mapped.sections),
      failures: { ...mapped.failures, ...after.mapped.failures },
      rows: after.mapped.rows ?? mapped.rows,
      rejected: after.mapped.rows === null ? mapped.rejected : after.mapped.rejected,
      firstRejection: after.mapped.firstRejection ?? mapped.firstRejection,
      drift: { ...mapped.drift, ...after.mapped.drift },
    },
    change: {
      kind: larger(change.kind, after.change.kind),
      fields: [...change.fields, ...after.change.fields],
      sections: union(change.sections, after.change.sections),
      durationMs: change.durationMs + after.change.durationMs,
    },
    judged: [...before.judged.filter(({ section }) => !after.mapped.sections.includes(section)), ...after.judged],
    announced: before.announced,
  }
}
