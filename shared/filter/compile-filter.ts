import { assertNever } from '../util/assert-never.ts'
import { findField } from './filter-fields.ts'
import type { FieldTerm, FilterNode, FilterValue } from './filter-node.ts'
import { filterToText } from './filter-text.ts'
import { testAge, testFlag, testNumber, testText } from './value-tests.ts'
import type { TestContext } from './value-tests.ts'

/**
 * A column as the filter reads it. Texts are lower-cased. `instant` columns are milliseconds since the epoch.
 * A dictionary is tested once per distinct value, whatever the number of rows.
 */
export type FilterColumn =
  | { readonly kind: 'dictionary'; readonly values: readonly string[]; readonly codeAt: (row: number) => number }
  | { readonly kind: 'text'; readonly at: (row: number) => string | null }
  | { readonly kind: 'texts'; readonly at: (row: number) => readonly string[] }
  | { readonly kind: 'number'; readonly at: (row: number) => number | null }
  | { readonly kind: 'flag'; readonly at: (row: number) => boolean | null }

/** Where rows come from: the columnar list of a window, or rows of the store. */
export interface FilterSource {
  /** The column of a list field or a custom field; undefined when no row has it. */
  readonly column: (field: string) => FilterColumn | undefined
  /** Lower-cased text of everything a plain word searches in. */
  readonly haystack: (row: number) => string
  /** When the list facts of a row were fetched, milliseconds since the epoch. */
  readonly fetchedAt: (row: number) => number
  /** Answers a deep term, given in canonical spelling (`deepTerms`). */
  readonly deep: (term: string) => RowTest
}

export type RowTest = (row: number) => boolean

const anyOf = (tests: readonly RowTest[]): RowTest => (tests.length === 1 ? (tests[0] as RowTest) : (row) => tests.some((test) => test(row)))

function textRows(column: FilterColumn, test: (value: string | null) => boolean): RowTest {
  switch (column.kind) {
    case 'dictionary': {
      const verdicts = column.values.map((value) => test(value))
      const ofNull = test(null)
      return (row) => verdicts[column.codeAt(row)] ?? ofNull
    }
    case 'text':
      return (row) => test(column.at(row))
    case 'texts':
      return (row) => {
        const values = column.at(row)
        return values.length === 0 ? test(null) : values.some(test)
      }
    case 'number':
    case 'flag':
      return (row) => test(column.at(row) === null ? null : String(column.at(row)))
    default:
      return assertNever(column)
  }
}

function valueRows(field: string, value: FilterValue, column: FilterColumn, context: TestContext): RowTest {
  const kind = findField(field)?.kind ?? 'text'
  if (column.kind === 'number' && kind !== 'text') {
    const test = testNumber(kind, value, context)
    return (row) => test(column.at(row))
  }
  if (column.kind === 'flag' && kind !== 'text') {
    const test = testFlag(kind, value)
    return (row) => test(column.at(row))
  }
  const test = textRows(column, testText(kind, value))
  return value.op === '!=' ? (row) => !test(row) : test
}

function compileTerm(term: FieldTerm, source: FilterSource, context: TestContext): RowTest {
  if (findField(term.field)?.isDeep) return source.deep(filterToText(term))
  const column = source.column(term.field) ?? { kind: 'text', at: () => null }
  return anyOf(
    term.values.map((value) => {
      const test = valueRows(term.field, value, column, context)
      if (!value.age) return test
      const isYoung = testAge(value.age, context)
      return (row) => isYoung(source.fetchedAt(row)) && test(row)
    }),
  )
}

/** Turns a tree into a test for one row. Building costs per distinct value; the test allocates nothing. */
export function compileFilter(node: FilterNode, source: FilterSource, context: TestContext): RowTest {
  switch (node.kind) {
    case 'all':
      return () => true
    case 'or':
      return anyOf(node.parts.map((part) => compileFilter(part, source, context)))
    case 'and': {
      const tests = node.parts.map((part) => compileFilter(part, source, context))
      return (row) => tests.every((test) => test(row))
    }
    case 'not': {
      const test = compileFilter(node.part, source, context)
      return (row) => !test(row)
    }
    case 'text': {
      const wanted = node.text.toLowerCase()
      return (row) => source.haystack(row).includes(wanted)
    }
    case 'field':
      return compileTerm(node, source, context)
    default:
      return assertNever(node)
  }
}
