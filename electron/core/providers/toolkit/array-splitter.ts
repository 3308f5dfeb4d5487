const openBracket = 0x5b
const closeBracket = 0x5d
const openBrace = 0x7b
const closeBrace = 0x7d
const quote = 0x22
const backslash = 0x5c
const comma = 0x2c

const isSpace = (byte: number | undefined): boolean => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09

function join(parts: readonly Uint8Array[], before: number, after: number): Uint8Array {
  const whole = new Uint8Array(before + parts.reduce((sum, part) => sum + part.length, 0) + after)
  let offset = before
  for (const part of parts) {
    whole.set(part, offset)
    offset += part.length
  }
  return whole
}

/** Elements as an array of their own. */
function wrap(parts: readonly Uint8Array[]): Uint8Array {
  const piece = join(parts, 1, 1)
  piece[0] = openBracket
  piece[piece.length - 1] = closeBracket
  return piece
}

/**
 * Cuts the bytes of a JSON array into arrays of at most `size` elements while they arrive, without parsing them: a long
 * list is parsed piece by piece in another thread, and the first rows are there before the last ones are sent.
 * Bytes that are no whole array come out as they are at the end; the parser names the fault.
 */
export class ArraySplitter {
  readonly #size: number
  readonly #firstSize: number
  /** What arrived since the last cut. */
  #parts: Uint8Array[] = []
  #depth = 0
  #isInText = false
  #isEscaped = false
  #count = 0
  #state: 'before' | 'inside' | 'after' | 'other' = 'before'

  /** The first piece may be smaller, `firstSize` elements, so that work on it begins sooner. */
  constructor(size: number, firstSize = size) {
    this.#size = size
    this.#firstSize = firstSize
  }

  /** Takes the next bytes; answers the pieces they completed. */
  push(chunk: Uint8Array): Uint8Array[] {
    const pieces: Uint8Array[] = []
    let from = this.#state === 'before' ? this.#enter(chunk) : 0
    while (this.#state === 'inside') {
      const at = this.#findCut(chunk, from)
      if (at === chunk.length) break
      pieces.push(wrap([...this.#parts, chunk.subarray(from, at)]))
      this.#parts = []
      from = at + 1
      if (this.#depth === 0) this.#state = 'after'
    }
    if (from < chunk.length && this.#state !== 'after') this.#parts.push(chunk.slice(from))
    return pieces
  }

  /** What is left when no more bytes come: nothing of a whole array, else the broken rest. */
  end(): Uint8Array | null {
    return this.#state === 'after' ? null : join(this.#parts, 0, 0)
  }

  /** Finds the opening bracket; the place after it, or 0 when this is no array. */
  #enter(chunk: Uint8Array): number {
    let at = 0
    while (at < chunk.length && isSpace(chunk[at])) at += 1
    if (at === chunk.length) return at
    this.#state = chunk[at] === openBracket ? 'inside' : 'other'
    this.#depth = 1
    return this.#state === 'inside' ? at + 1 : 0
  }

  /** Moves on to where a piece ends, or to the end of the chunk. State is in local variables: this looks at every byte of a list. */
  #findCut(chunk: Uint8Array, from: number): number {
    let at = this.#isInText ? this.#leaveText(chunk, from) : from
    let depth = this.#depth
    for (; at < chunk.length; at += 1) {
      const byte = chunk[at]
      // The place after the text is looked at next.
      if (byte === quote) at = this.#leaveText(chunk, at + 1) - 1
      else if (byte === openBrace || byte === openBracket) depth += 1
      else if ((byte === closeBrace || byte === closeBracket) && (depth -= 1) === 0) break
      else if (byte === comma && depth === 1 && this.#isFull()) break
    }
    this.#depth = depth
    return at
  }

  /** Counts one more element; true when a piece ends with it. */
  #isFull(): boolean {
    this.#count += 1
    return this.#count % this.#size === 0 || this.#count === this.#firstSize
  }

  /** The place after the text that is open at `from`; the end of the chunk when the text goes on in the next one. */
  #leaveText(chunk: Uint8Array, from: number): number {
    let at = this.#isEscaped ? from + 1 : from
    for (; at < chunk.length; at += 1) {
      const byte = chunk[at]
      if (byte === backslash) at += 1
      else if (byte === quote) break
    }
    this.#isInText = at >= chunk.length
    this.#isEscaped = at > chunk.length
    return this.#isInText ? chunk.length : at + 1
  }
}
