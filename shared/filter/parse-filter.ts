import { allowsOperator, checkValue, readDuration } from './filter-values.ts'
import { filterFields, findField } from './filter-fields.ts'
import type { FilterField } from './filter-fields.ts'
import { FilterError } from './filter-node.ts'
import type { FilterNode, FilterProblem, FilterValue, Limit } from './filter-node.ts'
import { tokenize } from './filter-tokens.ts'
import type { FilterToken } from './filter-tokens.ts'
import { nearestWord } from './nearest-word.ts'

export type ParsedFilter = { readonly ok: true; readonly node: FilterNode } | { readonly ok: false; readonly problem: FilterProblem }

/** Deeper brackets are refused so that a pasted text cannot exhaust the stack. */
const deepest = 60

interface Reader {
  readonly tokens: readonly FilterToken[]
  readonly length: number
  at: number
  depth: number
}

const fail = (at: number, length: number, says: string, nearest: string | null = null): never => {
  throw new FilterError({ at, length, says, nearest })
}

const peek = (reader: Reader, ahead = 0): FilterToken | undefined => reader.tokens[reader.at + ahead]

const isWord = (token: FilterToken | undefined, text: string): boolean => token?.kind === 'word' && token.text === text

function take(reader: Reader): FilterToken {
  const token = peek(reader) ?? fail(reader.length, 0, 'The filter ends in the middle of a condition.')
  reader.at += 1
  return token
}

const isEnd = (token: FilterToken | undefined): boolean => token === undefined || token.kind === 'close'

function readOr(reader: Reader): FilterNode {
  const parts = [readAnd(reader)]
  while (isWord(peek(reader), 'OR')) {
    take(reader)
    parts.push(readAnd(reader))
  }
  return parts.length === 1 ? (parts[0] as FilterNode) : { kind: 'or', parts }
}

function readAnd(reader: Reader): FilterNode {
  const parts = [readNot(reader)]
  while (!isEnd(peek(reader)) && !isWord(peek(reader), 'OR')) {
    if (isWord(peek(reader), 'AND')) take(reader)
    parts.push(readNot(reader))
  }
  return parts.length === 1 ? (parts[0] as FilterNode) : { kind: 'and', parts }
}

function readNot(reader: Reader): FilterNode {
  const token = peek(reader)
  if (token?.kind !== 'minus' && !isWord(token, 'NOT')) return readTerm(reader)
  take(reader)
  return { kind: 'not', part: readTerm(reader) }
}

function readBrackets(reader: Reader, open: FilterToken): FilterNode {
  reader.depth += 1
  if (reader.depth > deepest) fail(open.at, 1, 'Too many brackets inside each other.')
  const inside = readOr(reader)
  reader.depth -= 1
  if (peek(reader)?.kind !== 'close') fail(open.at, 1, 'This bracket is not closed.', ')')
  take(reader)
  return inside
}

function readTerm(reader: Reader): FilterNode {
  const token = take(reader)
  switch (token.kind) {
    case 'open':
      return readBrackets(reader, token)
    case 'quoted':
      return { kind: 'text', text: token.text }
    case 'word':
      if (token.text === 'OR' || token.text === 'AND' || token.text === 'NOT') fail(token.at, token.text.length, `${token.text} needs a condition on both sides.`)
      return { kind: 'text', text: token.text }
    case 'field':
      return readField(reader, token)
    case 'op':
      return fail(token.at, token.op.length, 'A comparison needs a field before it, such as seen:>7d.')
    case 'close':
      return fail(token.at, 1, 'This bracket was never opened.')
    case 'comma':
    case 'minus':
      return fail(token.at, 1, 'A condition is missing here.')
  }
}

function readField(reader: Reader, token: FilterToken & { text: string }): FilterNode {
  const names = filterFields.map((one) => one.name)
  const field =
    findField(token.text) ??
    fail(token.at, token.text.length, `There is no field “${token.text}”. Put the text in quotes to search for it.`, nearestWord(token.text, names))
  const values = [readValue(reader, field, token)]
  while (peek(reader)?.kind === 'comma') values.push(readValue(reader, field, take(reader)))
  return { kind: 'field', field: field.name, values: withFollowingAge(reader, field, values) }
}

/** `free:<10% age:<1h`: an `age` right after a field is about that field. */
function withFollowingAge(reader: Reader, field: FilterField, values: readonly FilterValue[]): readonly FilterValue[] {
  const next = peek(reader)
  const hasAge = values.some((value) => value.age)
  if (next?.kind !== 'field' || next.text.toLowerCase() !== 'age' || field.name === 'age' || hasAge) return values
  take(reader)
  const age = readLimit(reader, next)
  return values.map((value) => ({ ...value, age }))
}

function readLimit(reader: Reader, before: FilterToken): Limit {
  const op = peek(reader)?.kind === 'op' ? take(reader) : undefined
  const item = readItem(reader, op ?? before)
  if (readDuration(item.text) === null) fail(item.at, item.end - item.at, `“${item.text}” is not a length of time such as 90s, 1h, 7d or 3mo.`)
  return { op: op?.kind === 'op' ? op.op : '<', text: item.text }
}

function readItem(reader: Reader, before: FilterToken): FilterToken & { text: string } {
  const token = peek(reader)
  if (token?.kind !== 'word' && token?.kind !== 'quoted') return fail(before.at, before.end - before.at, 'A value is missing here.')
  reader.at += 1
  return token
}

function readVersion(reader: Reader, field: FilterField): Limit | undefined {
  const token = peek(reader)
  if (field.kind !== 'software' || token?.kind !== 'op') return undefined
  take(reader)
  return { op: token.op, text: readItem(reader, token).text }
}

function readAge(reader: Reader): Limit | undefined {
  const word = peek(reader)
  if (!isWord(word, 'age') || peek(reader, 1)?.kind !== 'op') return undefined
  return readLimit(reader, take(reader))
}

function readValue(reader: Reader, field: FilterField, before: FilterToken): FilterValue {
  const token = peek(reader)
  const op = token?.kind === 'op' ? token.op : null
  if (token?.kind === 'op') take(reader)
  if (token && !allowsOperator(field, op)) fail(token.at, token.end - token.at, `${field.name} has no order, so “${op ?? ''}” does not apply.`, '=')
  const item = readItem(reader, token?.kind === 'op' ? token : before)
  const problem = checkValue(field, item.text)
  if (problem) fail(item.at, item.end - item.at, problem.says, problem.nearest)
  const version = readVersion(reader, field)
  const age = readAge(reader)
  return { op, text: item.text, ...(version && { version }), ...(age && { age }) }
}

/**
 * Reads a filter. An empty text is the filter that lets everything through. Nothing is ever silently ignored: an unknown
 * field, a value that does not fit or a loose bracket comes back with its place and the nearest known word.
 */
export function parseFilter(source: string): ParsedFilter {
  try {
    const reader: Reader = { tokens: tokenize(source), length: source.length, at: 0, depth: 0 }
    if (reader.tokens.length === 0) return { ok: true, node: { kind: 'all' } }
    const node = readOr(reader)
    const rest = peek(reader)
    if (rest) fail(rest.at, rest.end - rest.at, 'This bracket was never opened.')
    return { ok: true, node }
  } catch (error) {
    if (error instanceof FilterError) return { ok: false, problem: error.problem }
    throw error
  }
}
