import type { MappingState } from '../../storage/mapping-repository.ts'

/**
 * Life of a mapping:
 *
 *   active ---- absent from a complete list --------------------------> missing (since then)
 *   missing --- present again ----------------------------------------> active
 *   missing --- absent from a complete list 24 h later or more -------> inactive (absent)
 *   active, missing --- the vendor says retired ----------------------> inactive (retired)
 *   inactive -- present again, not retired ---------------------------> active, same device
 */
export interface MappingLife {
  readonly state: MappingState
  /** When it came into this state. */
  readonly since: number
  /** Why it is inactive: `absent`, `retired` or `replaced`. */
  readonly reason: string | null
}

const inactiveAfterMs = 86_400_000

/** After a complete list of `at` that does not hold it. */
export function nextWhenAbsent(life: MappingLife, at: number): MappingLife {
  if (life.state === 'active') return { state: 'missing', since: at, reason: null }
  if (life.state === 'missing' && at - life.since >= inactiveAfterMs) return { state: 'inactive', since: at, reason: 'absent' }
  return life
}

/** After a row of `at` that holds it. An entry that was replaced stays so until it is heard of again after that. */
export function nextWhenPresent(life: MappingLife, row: { readonly isRetired: boolean; readonly lastSeenAt: number | null }, at: number): MappingLife {
  if (row.isRetired) return life.state === 'inactive' ? life : { state: 'inactive', since: at, reason: 'retired' }
  if (life.state === 'active') return life
  if (life.reason === 'replaced' && (row.lastSeenAt ?? 0) <= life.since) return life
  return { state: 'active', since: at, reason: null }
}

/** A list that is much smaller than the last complete one, and how often it was seen. */
export interface SmallList {
  readonly since: number
  readonly count: number
  readonly times: number
}

export type ListVerdict = { readonly isBelieved: true } | { readonly isBelieved: false; readonly small: SmallList }

const shrinkShare = 0.2
const shrinkCount = 5
/** The first small list and three more that agree, over a day. */
const agreeing = 4
const agreeShare = 0.05

/**
 * The shrink guard: a list that lost more than 20 % and more than 5 devices, or all of them, is not believed until three
 * more agree over 24 h.
 */
export function judgeList(lastCount: number | null, count: number, before: SmallList | null, at: number): ListVerdict {
  if (lastCount === null || lastCount === 0) return { isBelieved: true }
  const lost = lastCount - count
  const isSmall = count === 0 || (lost > shrinkCount && lost > lastCount * shrinkShare)
  if (!isSmall) return { isBelieved: true }
  const agrees = before !== null && Math.abs(before.count - count) <= Math.max(1, before.count * agreeShare)
  const small = agrees ? { ...before, times: before.times + 1 } : { since: at, count, times: 1 }
  return small.times >= agreeing && at - small.since >= inactiveAfterMs ? { isBelieved: true } : { isBelieved: false, small }
}
