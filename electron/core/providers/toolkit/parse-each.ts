import type { ItemSchema } from './tolerant-schema.ts'

/** Good items, and what became of the others. */
export interface ParsedItems<Out> {
  readonly items: readonly Out[]
  readonly rejected: number
  readonly firstRejection: string | null
  /** Keys nobody reads, with how often they came. */
  readonly drift: Readonly<Record<string, number>>
}

/** Distinct unknown keys that are named; a hostile answer could bring millions. */
const MAX_DRIFT_KEYS = 50

/**
 * Reads items one by one: a bad item costs one item. `ignored` names keys that are known and not used; every other
 * key counts as drift.
 */
export function parseEach<Value, Out>(
  items: readonly unknown[],
  schema: ItemSchema<Value>,
  ignored: ReadonlySet<string>,
  map: (value: Value) => Out,
): ParsedItems<Out> {
  const good: Out[] = []
  const drift = new Map<string, number>()
  let rejected = 0
  let firstRejection: string | null = null
  for (const item of items) {
    const read = schema.read(item)
    if (read.ok) good.push(map(read.value))
    else {
      rejected += 1
      firstRejection ??= read.why
    }
    countUnknown(item, schema.keys, ignored, drift)
  }
  return { items: good, rejected, firstRejection, drift: Object.fromEntries(drift) }
}

/** Counts the keys of one item that nobody reads. */
export function countUnknown(item: unknown, known: ReadonlySet<string>, ignored: ReadonlySet<string>, drift: Map<string, number>): void {
  if (typeof item !== 'object' || item === null || Array.isArray(item)) return
  for (const key in item) {
    if (known.has(key) || ignored.has(key)) continue
    if (drift.has(key) || drift.size < MAX_DRIFT_KEYS) drift.set(key, (drift.get(key) ?? 0) + 1)
  }
}
