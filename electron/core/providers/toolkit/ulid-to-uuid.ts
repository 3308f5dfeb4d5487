const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Writes a ULID (128 bits in base 32) as a UUID: the same bits in the form some servers insist on. */
export function ulidToUuid(ulid: string): string {
  const bits = [...ulid.toUpperCase()].reduce((sum, letter) => sum * 32n + BigInt(Math.max(0, ALPHABET.indexOf(letter))), 0n)
  const hex = BigInt.asUintN(128, bits).toString(16).padStart(32, '0')
  // Version 4 and its variant, because servers check for them.
  const marked = `${hex.slice(0, 12)}4${hex.slice(13, 16)}8${hex.slice(17)}`
  return [marked.slice(0, 8), marked.slice(8, 12), marked.slice(12, 16), marked.slice(16, 20), marked.slice(20)].join('-')
}
