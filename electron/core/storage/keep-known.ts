import type { SectionName } from '#shared/model/section.ts'

/**
 * Sections whose facts stay when they are not reported any more (S6). The others tell the state of a moment, where
 * "none" is an answer: a stopped service has no process number.
 */
const lasting: ReadonlySet<SectionName> = new Set(['hardware', 'network'])

/** What names an item of a list within its device, first one that is there. */
const itemKeys = ['key', 'slot', 'name', 'socket'] as const

type Fields = Readonly<Record<string, unknown>>

const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value)
const isAbsent = (value: unknown): boolean => value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)

function nameOf(item: unknown): unknown {
  if (!isFields(item)) return undefined
  const key = itemKeys.find((one) => !isAbsent(item[one]))
  return key && item[key]
}

function mergeItems(known: readonly unknown[], reported: readonly unknown[]): unknown[] {
  const byName = new Map(known.map((item) => [nameOf(item), item]))
  return reported.map((item) => {
    const name = nameOf(item)
    return name === undefined ? item : merge(byName.get(name), item)
  })
}

/** A value replaces; null, empty and absent keep what is known; an item that left its list is gone. */
function merge(known: unknown, reported: unknown): unknown {
  if (isAbsent(reported)) return known ?? reported
  if (Array.isArray(known) && Array.isArray(reported)) return mergeItems(known, reported)
  if (!isFields(known) || !isFields(reported)) return reported
  const names = new Set([...Object.keys(known), ...Object.keys(reported)])
  return Object.fromEntries([...names].map((name) => [name, merge(known[name], reported[name])]))
}

/** The value of a section after a new report. */
export const keepKnown = (section: SectionName, known: unknown, reported: unknown): unknown => (lasting.has(section) ? merge(known, reported) : reported)
