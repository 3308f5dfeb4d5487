import type { IncomingDevice } from '#shared/model/device.ts'

/** The value of a custom field as we keep it. */
export type FieldValue = IncomingDevice['customFields'][string]

/** One value with the number of its field. */
export interface FieldEntry {
  readonly field: number
  readonly value: FieldValue
}

/** Reads the values of a row; entries without a number are left out. By hand, because a page holds tens of thousands. */
export function readFieldEntries(values: readonly unknown[] | null | undefined): FieldEntry[] {
  const entries: FieldEntry[] = []
  for (const entry of values ?? []) {
    if (typeof entry !== 'object' || entry === null) continue
    const { field, value } = entry as { readonly field?: unknown; readonly value?: unknown }
    if (typeof field === 'number') entries.push({ field, value: toFieldValue(value) })
  }
  return entries
}

/** Names a custom field by its number. */
export type FieldNames = (field: number) => string

/** Reads a value: text, number, true or false, or a list of texts; anything else is null. */
function toFieldValue(value: unknown): FieldValue {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : null
}

/**
 * Rows carry numbers of custom fields; the names come from another call and travel to the parser as one text. A name
 * that would reach into a prototype is not used.
 */
export function readFieldNames(encoded: unknown): FieldNames {
  const names = new Map<number, string>()
  for (const pair of typeof encoded === 'string' ? encoded.split('\n') : []) {
    const at = pair.indexOf('=')
    // SECURITY: names become keys of an object; this one would reach into its prototype.
    if (at > 0 && pair.slice(at + 1) !== '__proto__') names.set(Number(pair.slice(0, at)), pair.slice(at + 1))
  }
  return (field) => names.get(field) ?? `Custom field ${field}`
}

/** Encodes names for `readFieldNames`: a line per field, `number=name`. */
export const writeFieldNames = (fields: readonly { readonly id: number; readonly name: string }[]): string =>
  fields.map(({ id, name }) => `${id}=${name.replaceAll(/[\r\n]/g, ' ')}`).join('\n')
