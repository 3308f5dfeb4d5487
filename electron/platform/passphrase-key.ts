import { scrypt } from 'node:crypto'
import { sealKeyBytes } from './seal.ts'

/** Work factor of scrypt: 2^17 with r=8 takes 128 MB and about half a second here. Never less than 2^15. */
export const usualCost = 2 ** 17
export const leastCost = 2 ** 15
const mostCost = 2 ** 20

/** How a key is made of a passphrase. `salt` is base64. */
export interface PassphraseKey {
  readonly cost: number
  readonly salt: string
}

// SECURITY: a planted file must not lower the work factor, nor ask for so much memory that the program fails.
export const isSaneCost = (cost: unknown): cost is number =>
  typeof cost === 'number' && Number.isInteger(Math.log2(cost)) && cost >= leastCost && cost <= mostCost

/** The AES key behind a passphrase. Takes as long as `cost` asks for. */
export function deriveKey(passphrase: string, { cost, salt }: PassphraseKey): Promise<Buffer> {
  // Unicode has several spellings of one text; keyboards of different systems produce different ones.
  const normal = passphrase.normalize('NFKC')
  const options = { N: cost, r: 8, p: 1, maxmem: 256 * cost * 8 }
  return new Promise((done, refuse) => {
    scrypt(normal, Buffer.from(salt, 'base64'), sealKeyBytes, options, (error, key) => (error ? refuse(error) : done(key)))
  })
}
