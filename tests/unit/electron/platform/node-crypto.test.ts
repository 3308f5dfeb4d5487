import { expect, test } from 'vitest'
import { createNodeCrypto } from '#platform/node-crypto.ts'

const crypto = createNodeCrypto()
const zeroSeed = '00'.repeat(32)
const publicKey = '3b6a27bcceb6a42d62a3a8d02a6f0d73653215771de243a63ac048a18b59da29'
const message = 'outrider-journal-v1:5bf38f52bc68cc1309aece9bd3d6214a9d9155fbdbbb9143e1e5ecb03237244c'
const signature = '1f79a242ca271685d91ce416d2be6b412a93f3be158ec9a791367a74642223f65179f206226cb19eaec84fe2f73f7ea1637490d10fb3b1ce9512dcea8f88860b'

test('S178: signs the journal test vector byte for byte', () => {
  expect(crypto.ed25519PublicKey(zeroSeed)).toBe(publicKey)
  expect(crypto.ed25519Sign(zeroSeed, message)).toBe(signature)
  expect(crypto.ed25519Verify(publicKey, message, signature)).toBe(true)
})

test('S178: a changed message, key or signature does not verify, and rubbish is no error', () => {
  const flipped = signature.replace(/^1/, '2')
  expect(crypto.ed25519Verify(publicKey, `${message}x`, signature)).toBe(false)
  expect(crypto.ed25519Verify(publicKey, message, flipped)).toBe(false)
  expect(crypto.ed25519Verify(crypto.ed25519PublicKey('01'.repeat(32)), message, signature)).toBe(false)
  for (const bad of ['', 'zz', signature.slice(2)]) expect(crypto.ed25519Verify(publicKey, message, bad)).toBe(false)
  expect(crypto.ed25519Verify('', message, signature)).toBe(false)
})

test('a seed of another length is refused', () => {
  expect(() => crypto.ed25519Sign('00', message)).toThrow('32 bytes')
})

test('SHA-256 of text is that of its UTF-8 bytes', () => {
  expect(crypto.sha256('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
  expect(crypto.sha256('Prüfung')).toBe(crypto.sha256(new TextEncoder().encode('Prüfung')))
})

test('random hex has the asked length and does not repeat', () => {
  expect(crypto.randomHex(16)).toMatch(/^[0-9a-f]{32}$/)
  expect(crypto.randomHex(16)).not.toBe(crypto.randomHex(16))
})
