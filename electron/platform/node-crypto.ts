import { createHash, createPrivateKey, createPublicKey, randomBytes, sign, verify, type KeyObject } from 'node:crypto'
import type { Crypto } from '#core/ports.ts'

/** DER headers of RFC 8410: what stands before the 32 raw bytes of an Ed25519 key. */
const privateHeader = Buffer.from('302e020100300506032b657004220420', 'hex')
const publicHeader = Buffer.from('302a300506032b6570032100', 'hex')

/** Hashes and Ed25519 signatures by node:crypto. Seeds, public keys and signatures travel as hex. */
export function createNodeCrypto(): Crypto {
  return {
    sha256: (data) => createHash('sha256').update(data).digest('hex'),
    randomHex: (bytes) => randomBytes(bytes).toString('hex'),
    ed25519PublicKey: (seedHex) => rawPublicKey(privateKey(seedHex)).toString('hex'),
    ed25519Sign: (seedHex, message) => sign(null, Buffer.from(message), privateKey(seedHex)).toString('hex'),
    ed25519Verify: (publicKeyHex, message, signatureHex) => isSignedBy(publicKeyHex, message, signatureHex),
  }
}

function privateKey(seedHex: string): KeyObject {
  if (!/^[0-9a-f]{64}$/i.test(seedHex)) throw new Error('An Ed25519 seed is 32 bytes.')
  return createPrivateKey({ key: Buffer.concat([privateHeader, Buffer.from(seedHex, 'hex')]), format: 'der', type: 'pkcs8' })
}

const rawPublicKey = (key: KeyObject): Buffer => createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(publicHeader.length)

function isSignedBy(publicKeyHex: string, message: string, signatureHex: string): boolean {
  if (!/^[0-9a-f]{64}$/i.test(publicKeyHex) || !/^[0-9a-f]{128}$/i.test(signatureHex)) return false
  const key = createPublicKey({ key: Buffer.concat([publicHeader, Buffer.from(publicKeyHex, 'hex')]), format: 'der', type: 'spki' })
  return verify(null, Buffer.from(message), key, Buffer.from(signatureHex, 'hex'))
}
