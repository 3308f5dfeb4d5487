const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' })

/** Names as a person sorts them: without regard to case, numbers by their value. */
export const byName = (a: string, b: string): number => collator.compare(a, b)

/** The place of a word in a list that begins with what matters most; words that are not in it come last. */
export function rankIn(words: readonly string[], word: string | null): number {
  const at = words.indexOf(word?.toLowerCase() ?? '')
  return at === -1 ? words.length : at
}
