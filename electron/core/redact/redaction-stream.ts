import { findSecrets, type FoundSecret } from './find-secrets.ts'

/** Text in, text without secrets out; holds back the last few KiB until it is sure of them. */
export interface RedactionStream {
  push(chunk: string): string
  /** The held back rest. The stream is empty afterwards and may be used again. */
  end(): string
}

/** Text held back so that a secret split between two chunks is found. */
const OVERLAP = 8_192
/** Text is scanned when it fills this many overlaps: the overlap is scanned twice, the rest once. */
const READ_AHEAD = 6
/** Text kept in front of a scan for patterns that look at what precedes them. */
const CONTEXT = 64

/** The text between two places with what was found there replaced by its mark. */
export function render(text: string, from: number, to: number, found: readonly FoundSecret[]): string {
  let out = ''
  let at = from
  for (const { kind, start, end } of found) {
    if (start >= to) break
    out += `${text.slice(at, start)}[redacted:${kind}]`
    at = end
  }
  return out + text.slice(at, to)
}

/** The last place at or before `limit` that lies inside no match, so that scanning may begin again there. */
function cutBefore(limit: number, found: readonly FoundSecret[]): number {
  let cut = limit
  for (let isMoved = true; isMoved; ) {
    const straddling = found.find((one) => one.from < cut && one.end > cut)
    isMoved = straddling !== undefined
    if (straddling !== undefined) cut = straddling.from
  }
  return cut
}

/**
 * A stream that finds the named formats and `forms`, exact texts, longest first. `least` is how many characters it holds back at least;
 * no format may need more to be recognised.
 */
export function createRedactionStream(forms: readonly string[], least = OVERLAP): RedactionStream {
  const overlap = Math.max(least, forms[0]?.length ?? 0)
  let held = ''
  let context = 0
  let scanAt = READ_AHEAD * overlap

  function release(): string {
    const found = findSecrets(held, context, forms)
    const cut = Math.max(context, cutBefore(held.length - overlap, found))
    const out = render(held, context, cut, found)
    const kept = Math.min(CONTEXT, cut)
    held = held.slice(cut - kept)
    context = kept
    scanAt = held.length + (READ_AHEAD - 1) * overlap
    return out
  }

  return {
    push: (chunk) => {
      held += chunk
      return held.length >= scanAt ? release() : ''
    },
    end: () => {
      const out = render(held, context, held.length, findSecrets(held, context, forms))
      held = ''
      context = 0
      scanAt = READ_AHEAD * overlap
      return out
    },
  }
}
