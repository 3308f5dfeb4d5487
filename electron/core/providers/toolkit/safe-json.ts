/** Text that is not JSON, or JSON that is not acceptable. */
export class JsonProblem extends Error {}

/** Deeper nesting is refused: no API nests like this, and whoever walks it could run out of stack. */
const MAX_DEPTH = 64

const POISONED = ['__proto__', 'constructor', 'prototype']
/** Whole numbers of this many digits may not fit into a number. */
const EXACT_DIGITS = 16

const decoder = new TextDecoder('utf-8')

/** Decodes UTF-8; a byte order mark is dropped, broken sequences become replacement characters. */
export const decodeText = (bytes: Uint8Array): string => decoder.decode(bytes)

/**
 * Reads JSON from a server. Keys that could reach a prototype are dropped, whole numbers too large to be exact stay
 * text, and nesting beyond `MAX_DEPTH` is refused. Throws `JsonProblem`.
 */
export function parseSafeJson(text: string): unknown {
  const found = scan(text)
  if (found.depth > MAX_DEPTH) throw new JsonProblem(`nested deeper than ${MAX_DEPTH}`)
  return parse(text, found.hasBigNumber || POISONED.some((key) => text.includes(key)) ? sanitise : undefined)
}

/**
 * Reads a page of flat rows, fast: no look at nesting and keys. Only for a reader that picks known fields from each
 * row and never walks or copies what it does not know. Throws `JsonProblem`.
 */
export const parseFlatJson = (bytes: Uint8Array): unknown => parse(decodeText(bytes), undefined)

type Reviver = (this: unknown, key: string, value: unknown, context: { readonly source?: string }) => unknown

function parse(text: string, reviver: Reviver | undefined): unknown {
  try {
    return JSON.parse(text, reviver as Parameters<typeof JSON.parse>[1])
  } catch (error) {
    throw new JsonProblem(error instanceof Error ? error.message : 'not JSON')
  }
}

function sanitise(this: unknown, key: string, value: unknown, context: { readonly source?: string }): unknown {
  if (POISONED.includes(key)) return undefined
  if (typeof value !== 'number' || Number.isSafeInteger(value) || !Number.isInteger(value)) return value
  return /^-?\d+$/.test(context.source ?? '') ? context.source : value
}

const QUOTE = 34
const BACKSLASH = 92

function scan(text: string): { depth: number; hasBigNumber: boolean } {
  let depth = 0
  let deepest = 0
  let digits = 0
  let hasBigNumber = false
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === QUOTE) at = endOfString(text, at)
    else if (code === 123 || code === 91) deepest = Math.max(deepest, (depth += 1))
    else if (code === 125 || code === 93) depth -= 1
    digits = code >= 48 && code <= 57 ? digits + 1 : 0
    hasBigNumber ||= digits >= EXACT_DIGITS
  }
  return { depth: deepest, hasBigNumber }
}

function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === BACKSLASH) at += 1
    else if (code === QUOTE) return at
  }
  return text.length
}
