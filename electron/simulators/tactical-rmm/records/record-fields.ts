import type { TacticalWorld } from '../world.ts'
import type { Body } from './call-body.ts'
import { readMoment, wireMoment } from './wire-moment.ts'

type Reading<Value> = { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly problem: string }

/** One writable member of a record: what it is when the caller leaves it out (`undefined` = required) and how a value is read. */
export interface Field<Value> {
  readonly initial: Value | undefined
  readonly read: (value: unknown, world: TacticalWorld) => Reading<Value>
}

export type FieldSet<Row> = { readonly [Key in keyof Row]?: Field<Row[Key]> }
export type Problems = Readonly<Record<string, readonly string[]>>

const accept = <Value>(value: Value): Reading<Value> => ({ ok: true, value })
const refuse = (problem: string): Reading<never> => ({ ok: false, problem })

/** Wraps a field so that it also takes null, which is then its initial value. */
export function nullable<Value>(field: Field<Value>): Field<Value | null> {
  return { initial: field.initial ?? null, read: (value, world) => (value === null ? accept(null) : field.read(value, world)) }
}

/** Text. Without `initial` the field is required; `filled` refuses the empty text, `max` limits the length. */
export function text(options: { initial?: string; filled?: boolean; max?: number } = {}): Field<string> {
  return {
    initial: options.initial,
    read: (value) => {
      if (value === null) return refuse('This field may not be null.')
      if (typeof value !== 'string' && typeof value !== 'number') return refuse('Not a valid string.')
      const content = String(value)
      if (options.filled && content.trim() === '') return refuse('This field may not be blank.')
      if (content.length > (options.max ?? Infinity)) {
        return refuse(`Ensure this field has no more than ${options.max} characters.`)
      }
      return accept(content)
    },
  }
}

/** A whole number; a numeric text is taken too, as the server does. */
export function whole(initial?: number): Field<number> {
  return {
    initial,
    read: (value) => {
      const number = typeof value === 'string' && value !== '' ? Number(value) : value
      return Number.isInteger(number) ? accept(number as number) : refuse('A valid integer is required.')
    },
  }
}

export function flag(initial: boolean): Field<boolean> {
  return { initial, read: (value) => (typeof value === 'boolean' ? accept(value) : refuse('Must be a valid boolean.')) }
}

/** One of a closed list. Without `initial` the field is required. */
export function choice<const Choice extends string>(choices: readonly Choice[], initial?: Choice): Field<Choice> {
  return {
    initial,
    read: (value) =>
      choices.includes(value as Choice) ? accept(value as Choice) : refuse(`"${String(value)}" is not a valid choice.`),
  }
}

/** A list whose members are read one by one. */
export function listOf<Member>(member: Field<Member>, initial: readonly Member[] = []): Field<readonly Member[]> {
  return {
    initial,
    read: (value, world) => {
      if (!Array.isArray(value)) return refuse(`Expected a list of items but got type "${pythonType(value)}".`)
      const readings = value.map((item) => member.read(item, world))
      const bad = readings.find((reading) => !reading.ok)
      return bad && !bad.ok ? refuse(bad.problem) : accept(readings.flatMap((reading) => (reading.ok ? [reading.value] : [])))
    },
  }
}

/** A moment; kept in the server's own format (UTC). */
export function moment(): Field<string> {
  return {
    initial: undefined,
    read: (value) => {
      const milliseconds = typeof value === 'string' ? readMoment(value) : undefined
      return milliseconds === undefined
        ? refuse('Datetime has wrong format. Use one of these formats instead: YYYY-MM-DDThh:mm[:ss[.uuuuuu]][+HH:MM|-HH:MM|Z].')
        : accept(wireMoment(milliseconds))
    },
  }
}

/** The id of a row in a table of this server, or null. */
export function reference(exists: (world: TacticalWorld, id: number) => boolean): Field<number | null> {
  return {
    initial: null,
    read: (value, world) => {
      if (value === null || value === '') return accept(null)
      const id = Number(value)
      return exists(world, id) ? accept(id) : refuse(`Invalid pk "${String(value)}" - object does not exist.`)
    },
  }
}

/** The id of a row that must exist; without one the record cannot be made. */
export function requiredReference(exists: (world: TacticalWorld, id: number) => boolean): Field<number> {
  return {
    initial: undefined,
    read: (value, world) => {
      if (value === null) return refuse('This field may not be null.')
      const id = Number(value)
      return exists(world, id) ? accept(id) : refuse(`Invalid pk "${String(value)}" - object does not exist.`)
    },
  }
}

/** A value kept as it was sent. */
export function anything<Value>(initial?: Value): Field<Value> {
  return { initial, read: (value) => accept(value as Value) }
}

/**
 * Reads what a body says about the fields. Unknown keys are ignored. With `creating`, absent fields take their
 * initial value and required ones are reported; without it only what was sent is returned.
 */
export function readFields<Row>(
  fields: FieldSet<Row>, body: Body, world: TacticalWorld, creating: boolean,
): { readonly values: Partial<Row>; readonly problems: Problems | null } {
  const values: Record<string, unknown> = {}
  const problems: Record<string, string[]> = {}
  for (const [key, field] of Object.entries(fields) as [string, Field<unknown>][]) {
    if (key in body) {
      const reading = field.read(body[key], world)
      if (reading.ok) values[key] = reading.value
      else problems[key] = [reading.problem]
    } else if (creating && field.initial === undefined) problems[key] = ['This field is required.']
    else if (creating) values[key] = field.initial
  }
  return { values: values as Partial<Row>, problems: Object.keys(problems).length ? problems : null }
}

function pythonType(value: unknown): string {
  if (typeof value === 'string') return 'str'
  if (typeof value === 'boolean') return 'bool'
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float'
  return value === null ? 'NoneType' : 'dict'
}
