import { expect, test } from 'vitest'
import { normalizeAddress } from '#core/accounts/address.ts'
import { isAppError } from '#shared/errors/app-error.ts'

const codeOf = (typed: string): string => {
  try {
    return normalizeAddress(typed)
  } catch (error) {
    return isAppError(error) ? error.code : 'thrown'
  }
}

test('S144: an address is normalised to its origin', () => {
  expect(normalizeAddress(' API.Example.com/path?x=1#y ')).toBe('https://api.example.com')
  expect(normalizeAddress('https://api.example.com:8443/')).toBe('https://api.example.com:8443')
  expect(normalizeAddress('https://api.example.com:443')).toBe('https://api.example.com')
})

test('S144: plain http is only for this computer', () => {
  expect(normalizeAddress('http://127.0.0.1:8000/')).toBe('http://127.0.0.1:8000')
  expect(normalizeAddress('http://localhost:8000')).toBe('http://localhost:8000')
  expect(codeOf('http://api.example.com')).toBe('account.not-https')
  expect(codeOf('http://10.0.0.5')).toBe('account.not-https')
  expect(codeOf('http://127.0.0.1.example.com')).toBe('account.not-https')
})

test('S144: what is no address is named as such, and credentials in it are refused', () => {
  for (const typed of ['', 'not an address', 'https://', 'ftp://api.example.com', 'file:///etc/passwd', 'javascript:alert(1)', 'https://user:secret@api.example.com']) {
    expect(codeOf(typed), typed).toBe('account.address')
  }
})
