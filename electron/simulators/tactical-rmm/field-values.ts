import { random } from '../fleet/random.ts'
import type { CustomField, CustomFieldModel } from './records/custom-field-records.ts'
import { perWorld } from './records/derived-store.ts'
import type { TacticalWorld } from './world.ts'

export type FieldValue = string | boolean | readonly string[]

/** A stored value of a custom field as the API shows it; the owner's key is `agent`, `client` or `site`. */
export type ShownFieldValue = Readonly<Record<string, number | FieldValue>>

const keptOf = perWorld(() => new Map<string, FieldValue | null>())

/** The values an owner has: invented ones for about half of the fields, and those somebody set. */
export function fieldValues(model: CustomFieldModel, ownerId: number, world: TacticalWorld): readonly ShownFieldValue[] {
  const shown: ShownFieldValue[] = []
  for (const field of fieldsOf(model, world)) {
    const value = valueOf(field, ownerId, world)
    if (value !== null) shown.push({ id: field.id * 100_000 + ownerId, field: field.id, [model]: ownerId, value })
  }
  return shown
}

/** The value of one field, or null when it was never set. */
export function valueOf(field: CustomField, ownerId: number, world: TacticalWorld): FieldValue | null {
  const kept = keptOf(world).get(`${field.id} ${ownerId}`)
  return kept === undefined ? inventValue(field, ownerId, world) : kept
}

/**
 * Stores what a body's `custom_fields` list says: `{field, string_value | bool_value | multiple_value}`.
 * Throws on anything else, which the server answers with its 500.
 */
export function storeFieldValues(list: unknown, model: CustomFieldModel, ownerId: number, world: TacticalWorld): void {
  if (list === undefined) return
  for (const entry of list as readonly Readonly<Record<string, unknown>>[]) {
    const field = fieldsOf(model, world).find(({ id }) => id === entry.field)
    if (!field) throw new TypeError(`no custom field ${String(entry.field)}`)
    const value = entry.multiple_value ?? entry.bool_value ?? entry.string_value
    keptOf(world).set(`${field.id} ${ownerId}`, (value ?? null) as FieldValue | null)
  }
}

/** Stores one value, as a script in collector mode does. */
export const storeFieldValue = (field: CustomField, ownerId: number, value: FieldValue, world: TacticalWorld): void =>
  void keptOf(world).set(`${field.id} ${ownerId}`, value)

const fieldsOf = (model: CustomFieldModel, world: TacticalWorld): readonly CustomField[] =>
  [...world.table<CustomField>('customFields').rows.values()].filter((field) => field.model === model)

function inventValue(field: CustomField, ownerId: number, world: TacticalWorld): FieldValue | null {
  // Only the fields a practice server starts with have invented values.
  if (field.id > 12) return null
  const source = random(world.fleet.seed, 'field', field.id, ownerId)
  if (source.chance(0.5)) return null
  switch (field.type) {
    case 'text': return `AT-${String(source.whole(1, 99_999)).padStart(5, '0')}`
    case 'number': return String(source.whole(1, 60))
    case 'single': return field.options.length ? source.pick(field.options) : null
    case 'multiple': return field.options.filter(() => source.chance(0.5))
    case 'checkbox': return source.chance(0.5)
    case 'datetime': return `20${source.whole(26, 29)}-0${source.whole(1, 9)}-${source.whole(10, 28)}T00:00:00Z`
  }
}
