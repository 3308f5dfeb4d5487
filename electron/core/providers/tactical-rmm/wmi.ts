import { toFlag, toNumber } from '../toolkit/read-value.ts'

/** Properties of one WMI object, under the vendor's names. */
export type WmiObject = Readonly<Record<string, unknown>>

/**
 * Reads one class of `wmi_detail` from Windows, in each of the forms servers hold: a list of lists with one object, what
 * software before 2021 left behind (lists with one property per object, numbers as text), or plain objects. Anything
 * else is an empty list.
 */
export function wmiObjects(detail: unknown, member: string): readonly WmiObject[] {
  const entries = isObject(detail) ? detail[member] : undefined
  if (!Array.isArray(entries)) return []
  return entries.flatMap((entry) => {
    if (Array.isArray(entry)) return [mergeObjects(entry)]
    return isObject(entry) ? [entry] : []
  })
}

/** True for the flat form of Linux and macOS. */
export const isFlatWmi = (detail: unknown): boolean => isObject(detail) && ('cpus' in detail || 'gpus' in detail || 'make_model' in detail)

/** A list of texts from the flat form; a single text counts as a list of one, an empty one as none. */
export function flatTexts(detail: unknown, member: string): readonly string[] {
  const value = isObject(detail) ? detail[member] : undefined
  if (typeof value === 'string') return value === '' ? [] : [value]
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : []
}

/** A text property, trimmed; null when it says nothing. */
export function wmiText(object: WmiObject | undefined, name: string): string | null {
  const value = object?.[name]
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null
}

/** A whole number, also from its text; null when it is none. */
export function wmiWhole(object: WmiObject | undefined, name: string): number | null {
  const number = toNumber(object?.[name])
  return Number.isSafeInteger(number) ? number : null
}

/** A whole number above zero: sizes, speeds and counts for which zero means "not known". */
export function wmiPositive(object: WmiObject | undefined, name: string): number | null {
  const number = wmiWhole(object, name)
  return number !== null && number > 0 ? number : null
}

/** True or false, also as text; null when it is neither. */
export const wmiFlag = (object: WmiObject | undefined, name: string): boolean | null => toFlag(object?.[name])

/** A list of texts; a single text counts as a list of one. */
export const wmiTexts = (object: WmiObject | undefined, name: string): readonly string[] => flatTexts(object, name)

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

const mergeObjects = (parts: readonly unknown[]): WmiObject => Object.assign({}, ...parts.filter(isObject)) as WmiObject
