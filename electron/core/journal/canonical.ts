/** Whether `JSON.stringify` would already write every object of `value` with its keys in order. */
function isSorted(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true
  if (Array.isArray(value)) return value.every(isSorted)
  let last = ''
  for (const key of Object.keys(value)) {
    if (key < last || !isSorted((value as Record<string, unknown>)[key])) return false
    last = key
  }
  return true
}

function write(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(write).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.keys(value).sort().map((key) => `${JSON.stringify(key)}:${write((value as Record<string, unknown>)[key])}`)
  return `{${members.join(',')}}`
}

/**
 * The one text of a JSON value, by RFC 8785: keys in order of UTF-16 code units, no blanks, numbers and escapes as ECMAScript
 * writes them. Give it plain JSON only; `undefined` members must be left out before.
 */
export const canonical = (value: unknown): string => (isSorted(value) ? JSON.stringify(value) : write(value))
