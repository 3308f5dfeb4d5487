/**
 * Text of a value that may be a number or a flag; null for everything else.
 * SECURITY: an object is never turned into text. A vendor's row decides what its `toString` is, and one that cannot be
 * called would end the reading of the whole page.
 */
export const toText = (value: unknown): string | null =>
  typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : null

/** A finite number, also from its text; null when it is none. */
export function toNumber(value: unknown): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof number === 'number' && Number.isFinite(number) ? number : null
}

/** True or false, also as a word or as 1 and 0; null when it is neither. */
export function toFlag(value: unknown): boolean | null {
  const word = toText(value)?.toLowerCase()
  return word === 'true' || word === '1' ? true : word === 'false' || word === '0' ? false : null
}
