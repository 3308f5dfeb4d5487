import type { Codec } from './store-tools.ts'

/** A set of small whole numbers as one bit each: the members of a list page, by mapping number. */
export interface NumberSet {
  has(n: number): boolean
  add(n: number): void
  /** True when both sets have a number in common. */
  meets(other: NumberSet): boolean
  values(): number[]
  readonly bits: Uint8Array
}

function createNumberSet(start: Uint8Array = new Uint8Array(0)): NumberSet {
  let bits = start
  return {
    has: (n) => ((bits[n >> 3] ?? 0) & (1 << (n & 7))) !== 0,
    add: (n) => {
      const at = n >> 3
      if (at >= bits.length) {
        const larger = new Uint8Array(Math.max(at + 1, bits.length * 2))
        larger.set(bits)
        bits = larger
      }
      bits[at] = (bits[at] ?? 0) | (1 << (n & 7))
    },
    meets: (other) => bits.some((byte, at) => (byte & (other.bits[at] ?? 0)) !== 0),
    values: () => {
      const found: number[] = []
      bits.forEach((byte, at) => {
        for (let bit = 0; byte >> bit !== 0; bit++) if ((byte >> bit) & 1) found.push(at * 8 + bit)
      })
      return found
    },
    get bits() {
      return bits
    },
  }
}

export function numberSetOf(numbers: Iterable<number>): NumberSet {
  const set = createNumberSet()
  for (const n of numbers) set.add(n)
  return set
}

/** A set as it is stored: mostly runs of zeros and ones, so deflate leaves little of it. */
export const packNumbers = (codec: Codec, set: NumberSet): Uint8Array => codec.deflate(set.bits)
export const unpackNumbers = (codec: Codec, data: Uint8Array): NumberSet => createNumberSet(codec.inflate(data))
