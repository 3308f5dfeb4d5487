/** A reproducible source of numbers: the same seed always gives the same sequence. */
export interface Random {
  /** A number from 0 (included) to 1 (excluded). */
  next(): number
  /** A whole number from `least` to `most`, both included. */
  whole(least: number, most: number): number
  pick<Item>(items: readonly Item[]): Item
  /** True with the given probability (0 to 1). */
  chance(probability: number): boolean
}

/** Mixes numbers and words into one 32-bit number that looks random but never changes. */
export function hash(...parts: readonly (number | string)[]): number {
  let state = 0x9e3779b9
  for (const part of parts) {
    if (typeof part === 'number') state = mix(state ^ (part | 0)) ^ mix(Math.floor(part / 4294967296) + 0x7f4a7c15)
    else for (let index = 0; index < part.length; index += 1) state = Math.imul(state ^ part.charCodeAt(index), 0x01000193)
    state = mix(state)
  }
  return state >>> 0
}

/** A number from 0 (included) to 1 (excluded) that belongs to these parts. */
export const share = (...parts: readonly (number | string)[]): number => hash(...parts) / 4294967296

/** Starts a sequence (mulberry32). */
export function random(...parts: readonly (number | string)[]): Random {
  let state = hash(...parts)
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let value = Math.imul(state ^ (state >>> 15), 1 | state)
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value
    return ((value ^ (value >>> 14)) >>> 0) / 4294967296
  }
  return {
    next,
    whole: (least, most) => least + Math.floor(next() * (most - least + 1)),
    pick: (items) => items[Math.floor(next() * items.length)]!,
    chance: (probability) => next() < probability,
  }
}

/** Smooth noise from 0 to 1 along a line: near positions have near values. */
export function noise(seed: number, position: number): number {
  const left = Math.floor(position)
  const fraction = position - left
  const eased = fraction * fraction * (3 - 2 * fraction)
  return share(seed, left) * (1 - eased) + share(seed, left + 1) * eased
}

function mix(value: number): number {
  let state = value | 0
  state = Math.imul(state ^ (state >>> 16), 0x85ebca6b)
  state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35)
  return state ^ (state >>> 16)
}
