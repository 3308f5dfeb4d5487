import { expect, test } from 'vitest'
import { checkFetchSite, checkHost, checkOrigin, equalSecret } from '#headless/guard.ts'

const port = 4321

test('B132: only our own names pass as Host; a rebound name does not', () => {
  for (const own of ['127.0.0.1:4321', 'localhost:4321', '[::1]:4321', 'LOCALHOST:4321']) expect(checkHost(own, port)).toBeUndefined()
  for (const foreign of ['evil.example:4321', '127.0.0.1:4322', '127.0.0.1', '127.0.0.1.evil.example:4321', '', undefined, '[::1%25eth0]:4321', '0.0.0.0:4321']) {
    expect(checkHost(foreign, port), String(foreign)).toEqual({ status: 421 })
  }
})

test('B132: a socket or a change needs our own Origin; foreign, null and missing ones are refused', () => {
  expect(checkOrigin('http://127.0.0.1:4321', 'same-origin', port)).toBeUndefined()
  expect(checkOrigin('http://localhost:4321', undefined, port)).toBeUndefined()
  for (const foreign of ['https://127.0.0.1:4321', 'http://evil.example', 'null', undefined, 'http://127.0.0.1:4322', 'http://127.0.0.1:4321.evil.example']) {
    expect(checkOrigin(foreign, 'same-origin', port), String(foreign)).toEqual({ status: 403 })
  }
})

test('B132: a request the browser marks as cross-site is refused even with a good Origin', () => {
  expect(checkOrigin('http://127.0.0.1:4321', 'cross-site', port)).toEqual({ status: 403 })
  expect(checkFetchSite('same-site')).toEqual({ status: 403 })
  expect(checkFetchSite('none')).toBeUndefined()
})

test('B132: secrets are compared whole', () => {
  expect(equalSecret('abc', 'abc')).toBe(true)
  expect(equalSecret('abc', 'abd')).toBe(false)
  expect(equalSecret('ab', 'abc')).toBe(false)
  expect(equalSecret('', 'abc')).toBe(false)
})
