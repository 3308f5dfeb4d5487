/** Comparisons of the grammar. `null` in a value means the field's own default: contains for text, equal for the rest. */
export const operators = ['!=', '<=', '>=', '=', '<', '>', '~'] as const
export type Operator = (typeof operators)[number]

/** A comparison with its right side as written: a duration for `age`, a version for a program. */
export interface Limit {
  readonly op: Operator
  readonly text: string
}

/** One of the comma-separated values of a field term. */
export interface FilterValue {
  readonly op: Operator | null
  /** As written, without quotes. What it means depends on the kind of the field. */
  readonly text: string
  /** Only after a program name: `sw:"7-Zip" <24`. */
  readonly version?: Limit
  /** How old the fact may be for the value to count: `free:<10% age <1h`. */
  readonly age?: Limit
}

export interface FieldTerm {
  readonly kind: 'field'
  /** A name of `filter-fields.ts`, or `cf.` and the name of a custom field. */
  readonly field: string
  readonly values: readonly FilterValue[]
}

/**
 * A filter as a tree. Text and chips are two views of it; `filterToText` and `parseFilter` are each other's inverse.
 * `and` and `or` have two parts or more.
 */
export type FilterNode =
  | { readonly kind: 'all' }
  | { readonly kind: 'or'; readonly parts: readonly FilterNode[] }
  | { readonly kind: 'and'; readonly parts: readonly FilterNode[] }
  | { readonly kind: 'not'; readonly part: FilterNode }
  | { readonly kind: 'text'; readonly text: string }
  | FieldTerm

/** What is wrong with a filter, where, and what was probably meant. */
export interface FilterProblem {
  /** Index of the first character concerned. */
  readonly at: number
  readonly length: number
  /** A full sentence. */
  readonly says: string
  /** The nearest known word, or null when nothing is near. */
  readonly nearest: string | null
}

/** Thrown inside the parser only; `parseFilter` answers it as a value. */
export class FilterError extends Error {
  readonly problem: FilterProblem

  constructor(problem: FilterProblem) {
    super(problem.says)
    this.name = 'FilterError'
    this.problem = problem
  }
}
