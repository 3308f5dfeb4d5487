type Numbers = Float64Array | Int32Array | Int8Array | Uint8Array | Uint32Array

const leastCapacity = 256

/** A numeric column that grows by doubling; `fill` is what a row has before anything is known. */
export class GrowingColumn<T extends Numbers> {
  values: T
  readonly #make: (capacity: number) => T
  readonly #fill: number

  constructor(make: (capacity: number) => T, fill: number) {
    this.#make = make
    this.#fill = fill
    this.values = make(0)
  }

  /** Makes room for `size` rows. */
  reserve(size: number): void {
    if (size <= this.values.length) return
    const next = this.#make(Math.max(size, this.values.length * 2, leastCapacity))
    next.set(this.values)
    next.fill(this.#fill, this.values.length)
    this.values = next
  }
}

/** Numbers that may be missing: NaN stands for "not reported". */
export const numberColumn = (): GrowingColumn<Float64Array> => new GrowingColumn((size) => new Float64Array(size), Number.NaN)

/** Yes, no and not reported: 1, 0 and -1. */
export const flagColumn = (): GrowingColumn<Int8Array> => new GrowingColumn((size) => new Int8Array(size), -1)

/** Indexes into a dictionary; -1 is "not reported". */
export const codeColumn = (): GrowingColumn<Int32Array> => new GrowingColumn((size) => new Int32Array(size), -1)

/** Counters starting at nought. */
export const counterColumn = (): GrowingColumn<Uint32Array> => new GrowingColumn((size) => new Uint32Array(size), 0)

/** A column of few distinct texts. Codes never change once given, so they may be kept. */
export class DictionaryStore {
  readonly values: string[] = []
  readonly lower: string[] = []
  readonly codes = codeColumn()
  readonly #known = new Map<string, number>()

  codeOf(value: string): number {
    const known = this.#known.get(value)
    if (known !== undefined) return known
    this.#known.set(value, this.values.length)
    this.lower.push(value.toLowerCase())
    return this.values.push(value) - 1
  }

  /** The text of a row, null when not reported. */
  at(row: number): string | null {
    return this.values[this.codes.values[row] ?? -1] ?? null
  }
}
