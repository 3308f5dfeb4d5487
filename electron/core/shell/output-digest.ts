import type { JournalResult } from '../context.ts'
import type { Crypto } from '../ports.ts'

/** Adds up what a shell or a line put out, for the journal, without keeping it. */
export interface OutputDigest {
  add(text: string): void
  figures(): NonNullable<JournalResult['output']>
}

/** Characters hashed at once; one less where the last would be half a character. */
const blockSize = 64 * 1024

const isHighSurrogate = (text: string, at: number): boolean => text.charCodeAt(at) >= 0xd8_00 && text.charCodeAt(at) <= 0xdb_ff

/**
 * Counts UTF-8 bytes and hashes. Up to one block of 65,536 characters the hash is the plain SHA-256 of the text; beyond it
 * is the SHA-256 of the hex hashes of all blocks in order, because the hash port takes whole texts and a session has no
 * bounded length. How the text was cut into chunks makes no difference.
 */
export function createOutputDigest(crypto: Crypto): OutputDigest {
  const encoder = new TextEncoder()
  const hashes: string[] = []
  let bytes = 0
  let block = ''

  return {
    add: (text) => {
      block += text
      while (block.length > blockSize) {
        const full = block.slice(0, isHighSurrogate(block, blockSize - 1) ? blockSize - 1 : blockSize)
        block = block.slice(full.length)
        bytes += encoder.encode(full).length
        hashes.push(crypto.sha256(full))
      }
    },
    figures: () => ({
      bytes: bytes + encoder.encode(block).length,
      hash: hashes.length === 0 ? crypto.sha256(block) : crypto.sha256([...hashes, crypto.sha256(block)].join('')),
      isTruncated: false,
    }),
  }
}
