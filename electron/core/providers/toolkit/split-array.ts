const openBracket = 0x5b
const closeBracket = 0x5d
const openBrace = 0x7b
const closeBrace = 0x7d
const quote = 0x22
const backslash = 0x5c
const comma = 0x2c

/** Where the scan of a JSON array stands. */
interface Scan {
  at: number
  depth: number
  isInText: boolean
}

/** Moves to the comma after the current element, or to the bracket that ends the array; answers which it was, or -1 at the end of the bytes. */
function toElementEnd(bytes: Uint8Array, scan: Scan): number {
  for (; scan.at < bytes.length; scan.at += 1) {
    const byte = bytes[scan.at]
    if (scan.isInText) {
      if (byte === backslash) scan.at += 1
      else if (byte === quote) scan.isInText = false
    } else if (byte === quote) scan.isInText = true
    else if (byte === openBrace || byte === openBracket) scan.depth += 1
    else if (byte === comma && scan.depth === 1) return comma
    else if (byte === closeBrace || byte === closeBracket) {
      scan.depth -= 1
      if (scan.depth === 0) return closeBracket
    }
  }
  return -1
}

/** The elements between two places as an array of their own. */
function wrap(bytes: Uint8Array, from: number, to: number): Uint8Array {
  const piece = new Uint8Array(to - from + 2)
  piece[0] = openBracket
  piece.set(bytes.subarray(from, to), 1)
  piece[piece.length - 1] = closeBracket
  return piece
}

const isSpace = (byte: number | undefined): boolean => byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09

/** A piece of a list, and how many pieces there will be, judged by the bytes so far. */
export interface ArrayPiece {
  readonly bytes: Uint8Array
  readonly index: number
  readonly pieces: number
}

/**
 * Cuts the bytes of a JSON array into arrays of at most `size` elements without parsing them, one at a time, so that a
 * long list can be parsed piece by piece in another thread and nobody is held up. Bytes that are no whole array come out
 * as they are, from where the last whole piece ended: the parser names the fault.
 */
export function* splitArray(bytes: Uint8Array, size: number): Generator<ArrayPiece> {
  let start = 0
  while (isSpace(bytes[start])) start += 1
  if (bytes[start] !== openBracket) return yield { bytes, index: 0, pieces: 1 }
  const scan: Scan = { at: start + 1, depth: 1, isInText: false }
  let from = scan.at
  let index = 0
  for (let count = 1; ; count += 1) {
    const end = toElementEnd(bytes, scan)
    if (end === -1) return yield { bytes: bytes.subarray(index === 0 ? 0 : from), index, pieces: index + 1 }
    if (end === closeBracket) return yield { bytes: wrap(bytes, from, scan.at), index, pieces: index + 1 }
    scan.at += 1
    if (count % size !== 0) continue
    yield { bytes: wrap(bytes, from, scan.at - 1), index, pieces: Math.max(index + 2, Math.round((bytes.length / scan.at) * (index + 1))) }
    from = scan.at
    index += 1
  }
}
