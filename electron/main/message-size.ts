/** Largest message of a page in characters of JSON: what a form or a filter needs, and far from what memory bears. */
const ordinaryLimit = 1_048_576
const limits: Readonly<Record<string, number>> = { 'shell.input': 65_536 }

/** SECURITY: false for a message that is too large, or that is not plain data. */
export function isWithinLimit(path: string, input: unknown): boolean {
  try {
    return (JSON.stringify(input)?.length ?? 0) <= (limits[path] ?? ordinaryLimit)
  } catch {
    return false
  }
}
