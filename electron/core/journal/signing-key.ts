import type { Crypto, Ports } from '../ports.ts'
import { signedText } from './chain.ts'

/** The installation's key at the moment of use. The seed leaves the vault for one signature and is not kept. */
export interface SigningKey {
  /** SHA-256 of the public key; names it in records. */
  readonly fingerprint: string
  /** Hex. */
  readonly publicKey: string
  sign(message: string): string
}

const VAULT_KEY = 'journal'

const bytesOf = (hex: string): Uint8Array => new Uint8Array((hex.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16)))

/** Names a public key (hex). */
export const fingerprintOf = (crypto: Pick<Crypto, 'sha256'>, publicKeyHex: string): string => crypto.sha256(bytesOf(publicKeyHex))

function keyFrom(crypto: Crypto, seed: string): SigningKey {
  const publicKey = crypto.ed25519PublicKey(seed)
  return { publicKey, fingerprint: fingerprintOf(crypto, publicKey), sign: (message) => crypto.ed25519Sign(seed, message) }
}

type KeyPorts = Pick<Ports, 'vault' | 'crypto' | 'log'>

/** The key if the vault holds one and answers, else null. Makes none. */
export async function findSigningKey({ vault, crypto, log }: KeyPorts): Promise<SigningKey | null> {
  try {
    const seed = await vault.get(VAULT_KEY)
    return seed === null ? null : keyFrom(crypto, seed)
  } catch {
    log.warn('journal key not available')
    return null
  }
}

/** The key, made at first use. Null when the vault does not answer: records are then written, checkpoints wait. */
export async function ensureSigningKey(ports: KeyPorts): Promise<SigningKey | null> {
  try {
    const kept = await ports.vault.get(VAULT_KEY)
    if (kept !== null) return keyFrom(ports.crypto, kept)
    const seed = ports.crypto.randomHex(32)
    await ports.vault.put(VAULT_KEY, seed)
    return keyFrom(ports.crypto, seed)
  } catch {
    ports.log.warn('journal key not available')
    return null
  }
}

/** Signature of a checkpoint with this hash. */
export const signCheckpoint = (key: SigningKey, hash: string): string => key.sign(signedText(hash))
