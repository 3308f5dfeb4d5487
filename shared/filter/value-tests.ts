import type { FieldKind } from './filter-fields.ts'
import type { FilterValue, Limit, Operator } from './filter-node.ts'
import { readDate, readDuration, readIpRange, readIpv4, readNumber, readRange, readYesNo } from './filter-values.ts'

/** What a filter needs beside the rows. */
export interface TestContext {
  /** Milliseconds since the epoch that "7d ago" counts from. */
  readonly now: number
}

function compare(op: Operator | null, left: number, right: number): boolean {
  switch (op) {
    case '<':
      return left < right
    case '<=':
      return left <= right
    case '>':
      return left > right
    case '>=':
      return left >= right
    case '!=':
      return left !== right
    case '=':
    case '~':
    case null:
      return left === right
  }
}

type NumberTest = (value: number | null) => boolean

const within = (isWanted: boolean, from: number, to: number): NumberTest => (value) => value !== null && (value >= from && value <= to) === isWanted

function plainNumber({ op, text }: FilterValue): NumberTest {
  const range = readRange(text)?.map((part) => readNumber(part)?.value)
  if (range && range[0] !== undefined && range[1] !== undefined) return within(op !== '!=', range[0], range[1])
  const wanted = readNumber(text)?.value ?? Number.NaN
  return (value) => value !== null && compare(op, value, wanted)
}

function span(text: string, now: number): { readonly from: number; readonly to: number } {
  const date = readDate(text)
  if (date) return { from: date.from, to: date.to - 1 }
  const at = now - (readDuration(text) ?? 0)
  return { from: at, to: at }
}

/** A date is a day on the calendar; `>2026-06-03` is after it. A length of time counts back: `>7d` is longer ago than that. */
function instantTest({ op, text }: FilterValue, now: number): NumberTest {
  const range = readRange(text)
  if (range) {
    const ends = range.map((part) => span(part, now))
    return within(op !== '!=', Math.min(...ends.map((end) => end.from)), Math.max(...ends.map((end) => end.to)))
  }
  const { from, to } = span(text, now)
  if (readDate(text)) {
    if (op === '<' || op === '>=') return (value) => value !== null && compare(op, value, from)
    return op === '>' || op === '<=' ? (value) => value !== null && compare(op, value, to) : within(op !== '!=', from, to)
  }
  const length = now - from
  // A bare length of time means "within": `seen:7d` is what a person means by it.
  return (value) => value !== null && (op === null || op === '=' ? now - value <= length : compare(op, now - value, length))
}

const ageOf = (value: FilterValue, now: number): NumberTest => instantTest({ op: value.op, text: value.text }, now)

/** Tests numbers and instants. Null (not reported) passes only when the value asks for it with `""`. */
export function testNumber(kind: FieldKind, value: FilterValue, { now }: TestContext): NumberTest {
  if (value.text === '') return (one) => (one === null) === (value.op !== '!=')
  return kind === 'instant' || kind === 'duration' ? ageOf(value, now) : plainNumber(value)
}

/** Tests yes-or-no columns; a `number` field over a flag counts yes as one. */
export function testFlag(kind: FieldKind, value: FilterValue): (one: boolean | null) => boolean {
  const isWanted = value.op !== '!='
  if (value.text === '') return (one) => (one === null) === isWanted
  if (kind === 'number') {
    const test = plainNumber(value)
    return (one) => test(one === null ? null : Number(one))
  }
  const wanted = readYesNo(value.text)
  return (one) => one !== null && (one === wanted) === isWanted
}

/** Whether a fact fetched at a moment is as young (or old) as asked. */
export function testAge(limit: Limit, { now }: TestContext): (fetchedAt: number) => boolean {
  const length = readDuration(limit.text) ?? 0
  return (fetchedAt) => compare(limit.op, now - fetchedAt, length)
}

const osWords: readonly (readonly [RegExp, string])[] = [
  [/^win(?:dows)?\s?(\d+)$/, 'windows $1'],
  [/^(?:srv|server|win(?:dows)?srv)\s?(\d{4})$/, 'server $1'],
  [/^mac$/, 'macos'],
]

const osWord = (text: string): string => {
  const known = osWords.find(([pattern]) => pattern.test(text))
  return known ? text.replace(known[0], known[1]) : text
}

type TextTest = (value: string | null) => boolean

function ipTest(op: Operator | null, text: string): (value: string) => boolean {
  const range = readIpRange(text)
  const exact = readIpv4(text)
  return (value) => {
    const address = readIpv4(value)
    if (range) return address !== null && address >= range[0] && address <= range[1]
    if (exact !== null) return address !== null && compare(op === '!=' ? '=' : op, address, exact)
    return value.startsWith(text)
  }
}

function compareVersions(left: string, right: string): number {
  const [a, b] = [left.split('.').map(Number), right.split('.').map(Number)]
  for (let at = 0; at < Math.max(a.length, b.length); at += 1) {
    const step = (a[at] ?? 0) - (b[at] ?? 0)
    if (step !== 0) return Math.sign(step)
  }
  return 0
}

function versionTest(op: Operator | null, text: string): (value: string) => boolean {
  const range = readRange(text)
  if (range) return (value) => compareVersions(value, range[0]) >= 0 && compareVersions(value, range[1]) <= 0
  return (value) => compare(op === '!=' ? '=' : op, compareVersions(value, text), 0)
}

function textMatch(kind: FieldKind, op: Operator | null, text: string): (value: string) => boolean {
  if (kind === 'ip') return ipTest(op, text)
  if (kind === 'version') return versionTest(op, text)
  if (kind === 'words' || op === '=') return (value) => value === text
  const wanted = kind === 'os' ? osWord(text) : text
  return (value) => value.includes(wanted)
}

/** Tests lower-cased text. `!=` is left to the caller, who turns the answer for the whole row round. */
export function testText(kind: FieldKind, value: FilterValue): TextTest {
  if (value.text === '') return (one) => one === null || one === ''
  const match = textMatch(kind, value.op, value.text.toLowerCase())
  return (one) => one !== null && one !== '' && match(one)
}
