import type { StoreTools } from './store-tools.ts'

/** In the order of their bytes, so that ids made one after the other sort that way. */
const alphabet = '234567abcdefghijklmnopqrstuvwxyz'

const chanceLength = 9
const countLength = 6

function countText(count: number): string {
  let text = ''
  for (let shift = 5 * (countLength - 1); shift >= 0; shift -= 5) text += alphabet[(count >> shift) & 31] ?? ''
  return text
}

/**
 * Makes our ids for devices: `d`, 9 characters of chance drawn once (45 bits) and a count of 6. Ids of one run are
 * neighbours in every index, so that a first sync fills few pages instead of touching all of them.
 */
export function createDeviceIds(tools: StoreTools): () => string {
  const chance = Array.from(tools.randomBytes(chanceLength), (byte) => alphabet[byte & 31]).join('')
  let count = 0
  return () => `d${chance}${countText(count++)}`
}
