import { z } from 'zod'
import { toFlag, toNumber, toText } from './read-value.ts'

/**
 * A field read in two ways. `exact` is what the vendor documents and is checked first, because it is several times
 * faster; `tolerant` accepts what servers really send (numbers as text, null, wrong containers) and never fails, unless
 * the field is required.
 */
export interface Field<Value> {
  readonly exact: z.ZodType<Value>
  readonly tolerant: z.ZodType<Value>
}
type ValueOf<F> = F extends Field<infer Value> ? Value : never
type Fields = Readonly<Record<string, Field<unknown>>>
type ObjectOf<F extends Fields> = { readonly [Key in keyof F]: ValueOf<F[Key]> }

/** A missing key is read like null: it must not reject the item. */
const reading = <Value>(read: (value: unknown) => Value): z.ZodType<Value> => z.unknown().optional().transform(read)

/** Text, or null when not reported. */
export const text: Field<string | null | undefined> = { exact: z.string().nullish(), tolerant: reading(toText) }
/** A finite number, also from its text. */
export const number: Field<number | null | undefined> = { exact: z.number().nullish(), tolerant: reading(toNumber) }
/** True or false, also as a word or as 1 and 0. */
export const flag: Field<boolean | null | undefined> = { exact: z.boolean().nullish(), tolerant: reading(toFlag) }
/** Whatever it is; for values that a mapper looks at itself. */
export const anything: Field<unknown> = { exact: z.unknown().optional(), tolerant: z.unknown().optional() }
/** Text without which the item is useless: the item is rejected. */
export const requiredText: Field<string> = { exact: z.string().min(1).max(200), tolerant: z.string().min(1).max(200) }
/** A number without which the item is useless: the item is rejected. */
export const requiredNumber: Field<number> = { exact: z.number(), tolerant: z.unknown().transform(toNumber).pipe(z.number()) }

/** A list; anything else than a list is an empty one, items that cannot be read are left out. */
export function listOf<Value>(item: Field<Value>): Field<readonly Value[] | null | undefined> {
  const readItem = (value: unknown): Value[] => {
    const result = item.tolerant.safeParse(value)
    return result.success ? [result.data] : []
  }
  return {
    exact: z.array(item.exact).nullish() as z.ZodType<readonly Value[] | null | undefined>,
    tolerant: reading((value) => (Array.isArray(value) ? value.flatMap(readItem) : null)),
  }
}

/** An object with known fields; null when it is something else. Unknown keys are left behind. */
export function objectOf<F extends Fields>(fields: F): Field<ObjectOf<F> | null | undefined> {
  const { exact, tolerant } = build(fields)
  return {
    exact: exact.nullish(),
    tolerant: reading((value) => {
      const result = tolerant.safeParse(value)
      return result.success ? result.data : null
    }),
  }
}

/** What a reader makes of an item. */
export type ItemOf<Schema> = Schema extends ItemSchema<infer Value> ? Value : never

/** What reading one item led to. */
type ReadItem<Value> = { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly why: string }

/** A reader of items with known fields: compiled once, used for every row. */
export interface ItemSchema<Value> {
  readonly keys: ReadonlySet<string>
  read(item: unknown): ReadItem<Value>
}

/** Makes a reader. An item fails only when a required field is missing or when it is no object at all. */
export function itemSchema<F extends Fields>(fields: F): ItemSchema<ObjectOf<F>> {
  const { exact, tolerant } = build(fields)
  return {
    keys: new Set(Object.keys(fields)),
    read: (item) => {
      const fast = exact.safeParse(item)
      if (fast.success) return { ok: true, value: fast.data }
      const slow = tolerant.safeParse(item)
      return slow.success ? { ok: true, value: slow.data } : { ok: false, why: describe(slow.error) }
    },
  }
}

function build<F extends Fields>(fields: F) {
  const pick = (way: keyof Field<unknown>) =>
    z.object(Object.fromEntries(Object.entries(fields).map(([key, field]) => [key, field[way]]))) as unknown as z.ZodType<ObjectOf<F>>
  return { exact: pick('exact'), tolerant: pick('tolerant') }
}

const describe = (error: z.ZodError): string => {
  const issue = error.issues[0]
  return issue === undefined ? 'unreadable' : `${issue.path.join('.') || 'item'}: ${issue.message}`
}
