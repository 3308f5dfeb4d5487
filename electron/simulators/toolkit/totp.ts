import { createHmac, randomBytes } from 'node:crypto'

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
const STEP = 30_000

/** The six-digit code of a base32 secret at a moment (RFC 6238, 30 seconds, SHA-1). */
export function totpCode(secret: string, at: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(at / STEP)))
  const mac = createHmac('sha1', base32Bytes(secret)).update(counter).digest()
  const number = mac.readUInt32BE(mac[19]! & 15) & 0x7fffffff
  return String(number % 1_000_000).padStart(6, '0')
}

/** Whether a code is right at a moment, give or take so many steps. */
export function isTotpCode(secret: string, code: string, at: number, steps = 10): boolean {
  for (let step = -steps; step <= steps; step += 1) if (totpCode(secret, at + step * STEP) === code) return true
  return false
}

export const newTotpSecret = (): string => [...randomBytes(32)].map((byte) => alphabet[byte & 31]).join('')

function base32Bytes(secret: string): Buffer {
  const bits = [...secret.toUpperCase()].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
}
