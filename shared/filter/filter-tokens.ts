import { FilterError, operators } from './filter-node.ts'
import type { Operator } from './filter-node.ts'

interface Place {
  readonly at: number
  readonly end: number
}

export type FilterToken = Place &
  (
    | { readonly kind: 'open' | 'close' | 'comma' | 'minus' }
    | { readonly kind: 'word' | 'quoted' | 'field'; readonly text: string }
    | { readonly kind: 'op'; readonly op: Operator }
  )

const fieldName = /^[A-Za-z][\w]*(\.[^\s:()",]+)?$/
const blank = /\s/
const marks = { '(': 'open', ')': 'close' } as const

/** Where the reader stands. In a value a comma separates and a colon is an ordinary character (times, MACs, IPv6). */
interface Scan {
  readonly source: string
  at: number
  isValue: boolean
  readonly tokens: FilterToken[]
}

function readQuoted(source: string, start: number): { text: string; end: number } {
  let text = ''
  let at = start + 1
  while (at < source.length) {
    const char = source.charAt(at)
    if (char === '"') return { text, end: at + 1 }
    if (char === '\\' && at + 1 < source.length) at += 1
    text += source.charAt(at)
    at += 1
  }
  throw new FilterError({ at: start, length: source.length - start, says: 'This quote is not closed.', nearest: '"' })
}

function wordEnd(scan: Scan, start: number): number {
  let end = start
  while (end < scan.source.length) {
    const char = scan.source.charAt(end)
    if (blank.test(char) || char === '(' || char === ')' || char === '"') break
    if (scan.isValue && char === ',') break
    if (!scan.isValue && char === ':' && fieldName.test(scan.source.slice(start, end))) break
    end += 1
  }
  return end
}

function push(scan: Scan, token: FilterToken, isValue: boolean): void {
  scan.tokens.push(token)
  scan.at = token.end
  scan.isValue = isValue
}

/** `cf."Asset tag":` names a custom field with blanks. */
function readQuotedField(scan: Scan, start: number, nameAt: number): boolean {
  if (scan.source.slice(start, nameAt).toLowerCase() !== 'cf.' || scan.source.charAt(nameAt) !== '"') return false
  const { text, end } = readQuoted(scan.source, nameAt)
  if (scan.source.charAt(end) !== ':') return false
  push(scan, { kind: 'field', text: `cf.${text}`, at: start, end: end + 1 }, true)
  return true
}

function readWord(scan: Scan): void {
  const start = scan.at
  const end = wordEnd(scan, start)
  if (!scan.isValue && readQuotedField(scan, start, end)) return
  const text = scan.source.slice(start, end)
  const isField = !scan.isValue && scan.source.charAt(end) === ':' && fieldName.test(text)
  if (isField) push(scan, { kind: 'field', text, at: start, end: end + 1 }, true)
  else push(scan, { kind: 'word', text, at: start, end }, scan.isValue)
}

function readMark(scan: Scan): boolean {
  const char = scan.source.charAt(scan.at)
  const place = { at: scan.at, end: scan.at + 1 }
  if (char === '(' || char === ')') push(scan, { kind: marks[char], ...place }, false)
  else if (char === ',' && scan.isValue) push(scan, { kind: 'comma', ...place }, true)
  else if (char === '-' && !scan.isValue && !blank.test(scan.source.charAt(scan.at + 1) || ' ')) push(scan, { kind: 'minus', ...place }, false)
  else return false
  return true
}

function readOperator(scan: Scan): boolean {
  const last = scan.tokens.at(-1)
  const isInsideValue = scan.isValue && last?.kind !== 'field' && last?.kind !== 'comma'
  if (isInsideValue) return false
  const op = operators.find((one) => scan.source.startsWith(one, scan.at))
  if (op === undefined) return false
  push(scan, { kind: 'op', op, at: scan.at, end: scan.at + op.length }, true)
  return true
}

function skipBlanks(scan: Scan): boolean {
  if (!blank.test(scan.source.charAt(scan.at))) return false
  const last = scan.tokens.at(-1)?.kind
  if (last === 'word' || last === 'quoted') scan.isValue = false
  scan.at += 1
  return true
}

/** Cuts a filter into tokens with their places. Throws `FilterError` for a quote that is not closed. */
export function tokenize(source: string): readonly FilterToken[] {
  const scan: Scan = { source, at: 0, isValue: false, tokens: [] }
  while (scan.at < source.length) {
    if (skipBlanks(scan) || readMark(scan) || readOperator(scan)) continue
    if (source.charAt(scan.at) === '"') {
      const { text, end } = readQuoted(source, scan.at)
      push(scan, { kind: 'quoted', text, at: scan.at, end }, scan.isValue)
    } else readWord(scan)
  }
  return scan.tokens
}
