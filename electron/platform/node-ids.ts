import { randomBytes } from 'node:crypto'
import type { Clock, Ids } from '#core/ports.ts'

/** Crockford's base 32 in ascending order, so that sorting the text sorts by time. */
const ulidAlphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Ids made of time and chance. Those of one process sort in the order they were made, whatever the clock does. */
export function createNodeIds(clock: Pick<Clock, 'now'>): Ids {
  const nextShort = createSequence(clock, { timeCharacters: 9, chanceCharacters: 7 })
  const nextUlid = createSequence(clock, { timeCharacters: 10, chanceCharacters: 16 })
  return {
    next: (prefix) => prefix + nextShort().toLowerCase(),
    ulid: nextUlid,
    random: () => randomBytes(6).readUIntBE(0, 6) / 2 ** 48,
  }
}

interface SequenceShape {
  readonly timeCharacters: number
  readonly chanceCharacters: number
}

/** Within one millisecond, or when the clock went back, the last value grows by one instead of being drawn again. */
function createSequence(clock: Pick<Clock, 'now'>, shape: SequenceShape): () => string {
  const chanceBits = BigInt(shape.chanceCharacters * 5)
  let last = 0n
  return () => {
    const drawn = (BigInt(clock.now()) << chanceBits) | randomBits(chanceBits)
    last = drawn >> chanceBits > last >> chanceBits ? drawn : last + 1n
    return encode(last, shape.timeCharacters + shape.chanceCharacters)
  }
}

const randomBits = (bits: bigint): bigint => BigInt.asUintN(Number(bits), BigInt(`0x${randomBytes(Math.ceil(Number(bits) / 8)).toString('hex')}`))

function encode(value: bigint, length: number): string {
  let text = ''
  for (let rest = value; text.length < length; rest >>= 5n) text = ulidAlphabet.charAt(Number(rest & 31n)) + text
  return text
}
