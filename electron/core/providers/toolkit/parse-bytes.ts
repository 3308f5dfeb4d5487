const FACTORS: Readonly<Record<string, number>> = { '': 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3, t: 1024 ** 4, p: 1024 ** 5 }
const SIZE = /^([\d.,\s\u00a0]+?)\s*([kmgtp]?)(?:i?b(?:ytes?)?)?$/i

/** A size with the rounding its text carries: `465.3 GB` is exact to a twentieth of a gigabyte. */
export interface ParsedSize {
  readonly bytes: number
  readonly errorBytes: number
}

/**
 * Reads a size as people write it: `465.3 GB`, `118.6G`, `1.8 TB`, `0 B`, `1,024 MB`, `1,5 GB`. Units are powers of
 * 1024 whatever they are called, because that is what the tools that print them mean. Null when it is not a size.
 */
export function parseSize(value: unknown): ParsedSize | null {
  if (typeof value === 'number') return Number.isFinite(value) && value >= 0 ? { bytes: Math.round(value), errorBytes: 0 } : null
  if (typeof value !== 'string') return null
  const match = SIZE.exec(value.trim())
  const factor = FACTORS[(match?.[2] ?? '').toLowerCase()]
  const digits = plainNumber(match?.[1] ?? '')
  if (factor === undefined || digits === null) return null
  const decimals = digits.split('.')[1]?.length ?? 0
  const bytes = Math.round(Number(digits) * factor)
  return Number.isSafeInteger(bytes) ? { bytes, errorBytes: factor === 1 ? 0 : factor / 10 ** decimals / 2 } : null
}

/** The same without the rounding. */
export const parseBytes = (value: unknown): number | null => parseSize(value)?.bytes ?? null

const PLAIN = /^\d+$/
/** `1,024` or `1.048.576`: groups of three. A single point is a decimal one, because that is what programs print. */
const GROUPED = /^\d{1,3}(?:,\d{3})+$|^\d{1,3}(?:\.\d{3}){2,}$/
/** `1,5`, `1.5`, `1,024.5` or `1.024,5`: the last separator is the decimal one. */
const DECIMAL = /^(\d+|\d{1,3}(?:[.,]\d{3})*)[.,](\d+)$/

/** Makes digits with a point of the usual ways to write a number; null for anything else. */
function plainNumber(text: string): string | null {
  const compact = text.replace(/[\s\u00a0]/g, '')
  if (PLAIN.test(compact)) return compact
  if (GROUPED.test(compact)) return compact.replace(/[.,]/g, '')
  const match = DECIMAL.exec(compact)
  return match === null ? null : `${match[1]?.replace(/[.,]/g, '')}.${match[2]}`
}
