import { choice, flag, listOf, nullable, text, whole } from './record-fields.ts'
import type { Resource, Stamps } from './record-resource.ts'

export type CustomFieldModel = 'client' | 'site' | 'agent'
export type CustomFieldType = 'text' | 'number' | 'single' | 'multiple' | 'checkbox' | 'datetime'

/** A custom field's definition. Number and date-time values are kept as text. */
export interface CustomField extends Stamps {
  readonly id: number
  readonly order: number
  readonly model: CustomFieldModel
  readonly type: CustomFieldType
  readonly options: readonly string[]
  readonly name: string
  readonly required: boolean
  readonly default_value_string: string | null
  readonly default_value_bool: boolean
  readonly default_values_multiple: readonly string[] | null
  readonly hide_in_ui: boolean
  readonly hide_in_summary: boolean
}

export const customFieldResource: Resource<CustomField> = {
  table: 'customFields',
  model: 'CustomField',
  auditType: 'customfield',
  stamped: true,
  fields: {
    order: whole(0),
    model: choice(['client', 'site', 'agent']),
    type: choice(['text', 'number', 'single', 'multiple', 'checkbox', 'datetime'], 'text'),
    options: listOf(text()),
    name: text({ filled: true, max: 100 }),
    required: flag(false),
    default_value_string: nullable(text({ initial: '' })),
    default_value_bool: flag(false),
    default_values_multiple: nullable(listOf(text())),
    hide_in_ui: flag(false),
    hide_in_summary: flag(false),
  },
  problems: (values, row, world) => {
    const model = values.model ?? row?.model
    const name = values.name ?? row?.name
    const taken = [...world.table<CustomField>('customFields').rows.values()]
      .some((other) => other.id !== row?.id && other.model === model && other.name === name)
    return taken ? { non_field_errors: ['The fields model, name must make a unique set.'] } : null
  },
}
