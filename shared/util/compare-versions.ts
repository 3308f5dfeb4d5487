/** Splits a version into numbers and words: `24.9 (x64)` → [24, 9, 'x', 64]. */
const partsOf = (version: string): readonly (number | string)[] =>
  (version.toLowerCase().match(/\d+|[a-z]+/g) ?? []).map((part) => (/^\d/.test(part) ? Number(part) : part))

/**
 * Orders two program versions as people mean them: number by number, `1.10` after `1.9`; a word sorts before a number
 * (`2.0-beta` before `2.0.1`); missing parts count as zero. Negative when `a` is older.
 */
export function compareVersions(a: string, b: string): number {
  const left = partsOf(a)
  const right = partsOf(b)
  for (let index = 0; index < Math.max(left.length, right.length); index += 1) {
    const order = compareParts(left[index] ?? 0, right[index] ?? 0)
    if (order !== 0) return order
  }
  return 0
}

function compareParts(a: number | string, b: number | string): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  if (typeof a === 'string' && typeof b === 'string') return a < b ? -1 : a > b ? 1 : 0
  return typeof a === 'string' ? -1 : 1
}
