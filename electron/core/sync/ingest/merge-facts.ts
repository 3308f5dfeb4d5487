import type { DeviceFacts } from '../../storage/device-fields.ts'
import type { Unreported } from '../../storage/device-repository.ts'

/** The facts before and after a new report, what is no longer reported, and which fields have another value now. */
export interface MergedFacts {
  readonly known: DeviceFacts
  readonly facts: DeviceFacts
  readonly unreported: Unreported
  readonly changed: readonly string[]
}

/** A boot time that moved less than this is the same boot (noise rule N1). */
const bootNoiseMs = 300_000

const isAbsent = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)

const byCode = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
/** The order of a vendor's list is noise (N4). */
const comparable = (value: unknown): string => JSON.stringify(Array.isArray(value) ? value.map((one) => JSON.stringify(one)).toSorted(byCode) : value)
const isEqual = (a: unknown, b: unknown): boolean => a === b || comparable(a) === comparable(b)

/** True when a boot time tells nothing new. */
export const isSameBoot = (known: number | null, reported: number | null): boolean =>
  reported === null || (known !== null && Math.abs(known - reported) <= bootNoiseMs)

type Fields = Readonly<Record<string, unknown>>

interface Merge {
  readonly values: Record<string, unknown>
  readonly unreported: Record<string, number>
  readonly changed: string[]
}

/** One field: a value replaces, an absence keeps what is known and remembers since when. */
function mergeField(merge: Merge, name: string, label: string, known: unknown, reported: unknown, at: number): void {
  const isSilent = isAbsent(reported) && !isAbsent(known)
  merge.values[name] = isSilent || isEqual(known, reported) ? known : reported
  if (isSilent) merge.unreported[label] ??= at
  else delete merge.unreported[label]
  if (merge.values[name] !== known) merge.changed.push(label)
}

function mergeCustomFields(known: Fields, reported: Fields, unreported: Record<string, number>, at: number): Merge {
  const merge: Merge = { values: {}, unreported, changed: [] }
  for (const name of new Set([...Object.keys(known), ...Object.keys(reported)])) {
    mergeField(merge, name, `customFields.${name}`, known[name] ?? null, reported[name] ?? null, at)
  }
  return merge
}

/**
 * Joins what is known with a new report. Null, empty and absent never erase a known value (S6): it stays and ages, with
 * the time since when it is no longer reported.
 */
export function mergeFacts(known: DeviceFacts, reported: DeviceFacts, unreported: Unreported, at: number): MergedFacts {
  const merge: Merge = { values: {}, unreported: { ...unreported }, changed: [] }
  const { customFields, bootAt, user, isUserCurrent, ...rest } = known
  for (const [name, value] of Object.entries(rest)) mergeField(merge, name, name, value, (reported as unknown as Fields)[name], at)
  const boot = isSameBoot(bootAt, reported.bootAt) && bootAt !== null ? bootAt : reported.bootAt
  mergeField(merge, 'bootAt', 'bootAt', bootAt, boot, at)
  mergeField(merge, 'user', 'user', user, reported.user, at)
  // A user that is known from before is the last known one, not the one at the keyboard now.
  const isCurrent = isAbsent(reported.user) && !isAbsent(user) ? false : reported.isUserCurrent
  mergeField(merge, 'isUserCurrent', 'isUserCurrent', isUserCurrent, isCurrent, at)
  const custom = mergeCustomFields(customFields, reported.customFields, merge.unreported, at)
  const facts = { ...merge.values, customFields: custom.changed.length > 0 ? custom.values : customFields } as unknown as DeviceFacts
  return { known, facts, unreported: merge.unreported, changed: [...merge.changed, ...custom.changed] }
}
