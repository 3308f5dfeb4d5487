import type { FilterField } from './filter-fields.ts'
import { nearestWord } from './nearest-word.ts'

const second = 1_000
const durationUnits: Readonly<Record<string, number>> = {
  s: second,
  m: 60 * second,
  h: 3_600 * second,
  d: 86_400 * second,
  w: 7 * 86_400 * second,
  mo: 30 * 86_400 * second,
}
/** Sizes count in steps of 1,024, as operating systems show them. */
const sizeUnits: Readonly<Record<string, number>> = { b: 1, kb: 2 ** 10, mb: 2 ** 20, gb: 2 ** 30, tb: 2 ** 40 }

/** A length of time such as `90s`, `7d`, `3mo`, in milliseconds; null when it is not one. */
export function readDuration(text: string): number | null {
  const match = /^(\d+(?:\.\d+)?)(s|mo|m|h|d|w)$/i.exec(text)
  const unit = durationUnits[match?.[2]?.toLowerCase() ?? '']
  return match && unit !== undefined ? Number(match[1]) * unit : null
}

export interface ReadNumber {
  readonly value: number
  readonly isPercent: boolean
}

/** A number with an optional unit: `10%`, `5GB`, `4GiB`, `-2.5`. Sizes come back in bytes. */
export function readNumber(text: string): ReadNumber | null {
  const match = /^(-?\d+(?:\.\d+)?)(%|[kmgt]?i?b)?$/i.exec(text)
  if (!match) return null
  const unit = match[2]?.toLowerCase().replace('i', '') ?? ''
  return { value: Number(match[1]) * (sizeUnits[unit] ?? 1), isPercent: unit === '%' }
}

export interface DayRange {
  /** First and one past the last millisecond, local time. */
  readonly from: number
  readonly to: number
}

/** A date `2026-06-03` or a minute `2026-06-03T14:05`, local time, as the span it covers. */
export function readDate(text: string): DayRange | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2}))?$/.exec(text)
  if (!match) return null
  const [year, month, day, hour, minute] = match.slice(1).map((part) => (part === undefined ? null : Number(part)))
  if (year == null || month == null || day == null) return null
  const from = new Date(year, month - 1, day, hour ?? 0, minute ?? 0)
  if (from.getMonth() !== month - 1 || from.getDate() !== day) return null
  const to = hour == null ? new Date(year, month - 1, day + 1) : new Date(from.getTime() + 60_000)
  return { from: from.getTime(), to: to.getTime() }
}

/** Splits `10..20` at its dots; null when it is not a range. */
export function readRange(text: string): readonly [string, string] | null {
  const at = text.indexOf('..')
  return at > 0 && at + 2 < text.length ? [text.slice(0, at), text.slice(at + 2)] : null
}

/** `yes`, `no`, `true`, `false`. */
export function readYesNo(text: string): boolean | null {
  const folded = text.toLowerCase()
  if (folded === 'yes' || folded === 'true') return true
  return folded === 'no' || folded === 'false' ? false : null
}

/** An IPv4 address as an unsigned number; null when it is not one. */
export function readIpv4(text: string): number | null {
  const parts = text.split('.')
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256)) return null
  return parts.reduce((sum, part) => sum * 256 + Number(part), 0)
}

/** A network such as `10.0.4.0/24` or a range `10.0.4.1..10.0.4.9`, first and last address. */
export function readIpRange(text: string): readonly [number, number] | null {
  const [base = '', bits] = text.split('/')
  if (bits !== undefined) {
    const start = readIpv4(base)
    if (start === null || !/^\d{1,2}$/.test(bits) || Number(bits) > 32) return null
    const size = 2 ** (32 - Number(bits))
    const first = Math.floor(start / size) * size
    return [first, first + size - 1]
  }
  const ends = readRange(text)?.map(readIpv4)
  return ends && ends[0] != null && ends[1] != null ? [ends[0], ends[1]] : null
}

const isRangeOf = (text: string, isOne: (part: string) => boolean): boolean => readRange(text)?.every(isOne) ?? false

const expected: Readonly<Record<'number' | 'instant' | 'duration' | 'yes-no' | 'ip' | 'version', { reads: (text: string) => boolean; example: string }>> = {
  number: { reads: (text) => readNumber(text) !== null, example: 'a number such as 10, 10% or 5GB' },
  instant: { reads: (text) => readDuration(text) !== null || readDate(text) !== null, example: 'a length of time such as 7d or a date such as 2026-06-03' },
  duration: { reads: (text) => readDuration(text) !== null, example: 'a length of time such as 90s, 1h, 7d or 3mo' },
  'yes-no': { reads: (text) => readYesNo(text) !== null, example: 'yes or no' },
  ip: { reads: (text) => text.includes('/') ? readIpRange(text) !== null : /^[0-9a-fA-F.:%]+$/.test(text), example: 'an address, the start of one, or a network such as 10.0.4.0/24' },
  version: { reads: (text) => /^\d+(\.\d+)*$/.test(text), example: 'a build such as 22631' },
}

/** Why a value does not fit its field, with the nearest word; null when it fits. An empty value asks for "not reported". */
export function checkValue(field: FilterField, text: string): { readonly says: string; readonly nearest: string | null } | null {
  if (text === '' || field.kind === 'text' || field.kind === 'os' || field.kind === 'software') return null
  if (field.kind === 'words') {
    if (field.words.includes(text.toLowerCase())) return null
    return { says: `“${text}” is not a ${field.name}. Known: ${field.words.join(', ')}.`, nearest: nearestWord(text, field.words) }
  }
  const { reads, example } = expected[field.kind]
  if (reads(text) || isRangeOf(text, reads)) return null
  return { says: `“${text}” does not fit ${field.name}, which wants ${example}.`, nearest: field.kind === 'yes-no' ? nearestWord(text, ['yes', 'no']) : null }
}

const ordering: ReadonlySet<string> = new Set(['<', '<=', '>', '>='])
const ordered: ReadonlySet<string> = new Set(['number', 'instant', 'duration', 'version', 'ip'])

/** Whether a comparison makes sense for a field: `client:<5` does not. */
export const allowsOperator = (field: FilterField, op: string | null): boolean =>
  op === null || !ordering.has(op) || ordered.has(field.kind)
