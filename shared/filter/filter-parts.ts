import type { FieldTerm, FilterNode } from './filter-node.ts'
import { findField } from './filter-fields.ts'
import { filterToText } from './filter-text.ts'

/** The conditions that all must hold: what the chips show. */
export const partsOf = (node: FilterNode): readonly FilterNode[] => (node.kind === 'all' ? [] : node.kind === 'and' ? node.parts : [node])

/** Joins conditions that all must hold. */
export function fromParts(parts: readonly FilterNode[]): FilterNode {
  if (parts.length === 0) return { kind: 'all' }
  return parts.length === 1 ? (parts[0] as FilterNode) : { kind: 'and', parts }
}

/** The filter without one of its conditions. */
export const withoutPart = (node: FilterNode, index: number): FilterNode => fromParts(partsOf(node).filter((_, at) => at !== index))

/** The filter with one more condition. */
export const withPart = (node: FilterNode, part: FilterNode): FilterNode => fromParts([...partsOf(node), part])

/** Field terms anywhere in the tree. */
export function fieldTerms(node: FilterNode): readonly FieldTerm[] {
  if (node.kind === 'field') return [node]
  if (node.kind === 'not') return fieldTerms(node.part)
  return node.kind === 'and' || node.kind === 'or' ? node.parts.flatMap(fieldTerms) : []
}

/** The terms only the store can answer, each once, in canonical spelling: what to ask `inventory.match`. */
export const deepTerms = (node: FilterNode): readonly string[] => [
  ...new Set(fieldTerms(node).filter((term) => findField(term.field)?.isDeep).map(filterToText)),
]

/** B35: the condition whose removal lets most devices through again. */
export interface EmptyReason {
  readonly index: number
  readonly text: string
  readonly without: number
}

/** Names the condition that removed everything; null when dropping any single one still leaves nothing. */
export function explainEmpty(node: FilterNode, count: (node: FilterNode) => number): EmptyReason | null {
  const tried = partsOf(node).map((part, index) => ({ index, text: filterToText(part), without: count(withoutPart(node, index)) }))
  const best = tried.toSorted((a, b) => b.without - a.without)[0]
  return best && best.without > 0 ? best : null
}
