/**
 * How a secret is written into keychain entries. Base64, because keychains cut text at a NUL and refuse the empty text;
 * in pieces, because Windows holds at most 2,560 bytes in one entry. The head entry names the batch of the others, so
 * that a new value is written beside the old one and becomes valid with the last write.
 */
const pieceLength = 1_800

/** A secret as entries: the head stands under the plain key, the others under `moreNames`. */
export interface KeychainEntries {
  readonly head: string
  readonly more: readonly string[]
}

/** Writes `value` as entries of the batch `batch` (letters and digits). */
export function toEntries(value: string, batch: string): KeychainEntries {
  const encoded = Buffer.from(value).toString('base64')
  const more: string[] = []
  for (let from = pieceLength; from < encoded.length; from += pieceLength) more.push(encoded.slice(from, from + pieceLength))
  return { head: `v1:${batch}:${more.length}:${encoded.slice(0, pieceLength)}`, more }
}

/** Names of the entries that belong to a head; undefined when the head is not our writing. */
export function moreNames(key: string, head: string): readonly string[] | undefined {
  const match = /^v1:([0-9a-f]+):(\d{1,4}):/.exec(head)
  if (match === null) return undefined
  return Array.from({ length: Number(match[2]) }, (_, index) => `${key}~${match[1]}~${index + 1}`)
}

/** The secret that a head and its further entries hold. */
export function fromEntries({ head, more }: KeychainEntries): string {
  const first = head.slice(head.lastIndexOf(':') + 1)
  return Buffer.from([first, ...more].join(''), 'base64').toString()
}
