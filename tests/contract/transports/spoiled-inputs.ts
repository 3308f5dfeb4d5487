import type { CommandSpec } from '#shared/contract/define.ts'

interface Spoiled {
  readonly why: string
  readonly input: unknown
}

/** `__proto__` as a key of its own, as a hostile page could send it. */
const withOwnPrototype = (input: object): unknown => JSON.parse(`{"__proto__":{"isReadOnly":false},${JSON.stringify(input).slice(1)}`.replace(',}', '}'))

const without = (input: Readonly<Record<string, unknown>>, left: string): object => Object.fromEntries(Object.entries(input).filter(([key]) => key !== left))

/** Inputs that the schema of a command must not accept, made from one that it does. */
export function spoiledInputs({ input: schema }: CommandSpec, example: object): readonly Spoiled[] {
  const keys = Object.keys(example)
  const fields = example as Readonly<Record<string, unknown>>
  return [
    ...[null, 'text', 7, true, [], [example]].map((input) => ({ why: `${JSON.stringify(input)} instead of an object`, input })),
    { why: 'one key too many', input: { ...example, surprise: 1 } },
    { why: 'a key named constructor', input: { ...example, constructor: { prototype: {} } } },
    { why: 'a key named __proto__', input: withOwnPrototype(example) },
    ...keys.flatMap((key) => [
      { why: `${key} is an object of another kind`, input: { ...example, [key]: { odd: true } } },
      { why: `${key} is null`, input: { ...example, [key]: null } },
    ]),
    ...keys.filter((key) => !schema.safeParse(without(fields, key)).success).map((key) => ({ why: `${key} is missing`, input: without(fields, key) })),
  ]
}

/** Paths that must not reach anything, whatever object they are looked up in. */
export const strangePaths: readonly string[] = [
  '', '.', 'app', 'app.', '.state', 'app.state.x', 'app.nothing', 'nothing.state', 'APP.STATE', 'app.toString', 'app.constructor', 'app.__proto__',
  '__proto__.toString', 'constructor.name', 'toString.call', 'app.state\u0000', ' app.state', `app.${'x'.repeat(2_000)}`,
]
