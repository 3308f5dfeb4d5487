import { secretPatterns } from './secret-patterns.ts'

/** A secret found in a text: `from` is where its match begins (its name), `start` to `end` is what must go. */
export interface FoundSecret {
  readonly kind: string
  readonly from: number
  readonly start: number
  readonly end: number
}

function findPatterns(text: string, from: number): FoundSecret[] {
  const found: FoundSecret[] = []
  for (const { kind, find, needs } of secretPatterns) {
    if (needs !== undefined && !text.includes(needs, from)) continue
    find.lastIndex = from
    for (let match = find.exec(text); match !== null; match = find.exec(text)) {
      const start = match.index + (match[1]?.length ?? 0)
      found.push({ kind, from: match.index, start, end: start + (match[2]?.length ?? 0) })
    }
  }
  return found
}

function findExact(text: string, from: number, forms: readonly string[]): FoundSecret[] {
  const found: FoundSecret[] = []
  for (const form of forms) {
    for (let at = text.indexOf(form, from); at !== -1; at = text.indexOf(form, at + form.length)) {
      found.push({ kind: 'vault', from: at, start: at, end: at + form.length })
    }
  }
  return found
}

/** Joins secrets that overlap: the first one names what replaces them all. */
function merge(found: readonly FoundSecret[]): FoundSecret[] {
  const merged: FoundSecret[] = []
  for (const one of found.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const last = merged.at(-1)
    if (last === undefined || one.start >= last.end) merged.push(one)
    else merged[merged.length - 1] = { ...last, from: Math.min(last.from, one.from), end: Math.max(last.end, one.end) }
  }
  return merged
}

/** Every secret in `text` at or after `from`, in order and without overlaps. `forms` are exact texts to find besides the patterns. */
export const findSecrets = (text: string, from: number, forms: readonly string[]): readonly FoundSecret[] =>
  merge([...findPatterns(text, from), ...findExact(text, from, forms)])
