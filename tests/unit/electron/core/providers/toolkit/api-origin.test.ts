import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseApiOrigin, segment, urlWithin } from '#core/providers/toolkit/api-origin.ts'
import { tlsSentence } from '#core/providers/toolkit/transport-errors.ts'

test('S144: https is required, http is for this computer only', () => {
  expect(parseApiOrigin('https://api.example.com/some/path?x')).toMatchObject({ origin: 'https://api.example.com', isEncrypted: true, isLoopback: false })
  for (const address of ['http://127.0.0.1:8000', 'http://localhost', 'http://[::1]:1']) expect(parseApiOrigin(address).isEncrypted).toBe(false)
  for (const address of ['http://api.example.com', 'http://127.0.0.1.example.com', 'http://10.0.0.1', 'ftp://localhost', 'nonsense', '', 'https://user:pw@example.com', 'file:///etc/passwd']) {
    expect(() => parseApiOrigin(address)).toThrow(/address/)
  }
})

test('S26: no path takes a request to another origin', () => {
  const origin = parseApiOrigin('https://api.example.com')
  for (const path of ['//evil.example/', '/\\evil.example/', 'https://evil.example/', 'agents/', '', '\\\\evil.example']) expect(() => urlWithin(origin, path)).toThrow(/origin|URL/)
  fc.assert(
    fc.property(fc.string(), (text) => {
      let url: string
      try {
        url = urlWithin(origin, `/agents/${segment(text)}/`)
      } catch {
        return
      }
      expect(new URL(url).origin).toBe(origin.origin)
      expect(decodeURIComponent(new URL(url).pathname)).toBe(`/agents/${text}/`)
    }),
  )
})

test('names that would change a path are refused', () => {
  for (const text of ['', '.', '..']) expect(() => segment(text)).toThrow(/address/)
  expect(segment('a/b?c#d e')).toBe('a%2Fb%3Fc%23d%20e')
})

test('S144: certificate problems are explained in words', () => {
  const sentences = ['DEPTH_ZERO_SELF_SIGNED_CERT', 'CERT_HAS_EXPIRED', 'CERT_NOT_YET_VALID', 'ERR_TLS_CERT_ALTNAME_INVALID', 'PIN_MISMATCH', 'EPROTO'].map((code) => tlsSentence('h.example', code))
  expect(new Set(sentences).size).toBe(6)
  for (const sentence of sentences) expect(sentence).toMatch(/h\.example .*\.$/)
})
