import { describe, expect, test } from 'vitest'
import type { Vault } from '#core/ports.ts'

/** What a vault under test is: a way to open a fresh one, and a way to end it. */
export interface VaultUnderTest {
  readonly name: Vault['kind']
  readonly open: () => Promise<{ readonly vault: Vault; readonly close: () => Promise<void> }>
}

const awkward: Readonly<Record<string, string>> = {
  empty: '',
  'with a NUL inside': 'before\0after',
  'of several lines': '-----BEGIN KEY-----\r\nabc\n-----END KEY-----\n',
  'outside ASCII': 'Schlüssel – ключ – 鍵 🔑',
  'that looks like our own writing': 'v1:00000000:3:abc',
  'longer than one keychain entry': 'x'.repeat(6_000),
}

/** The one suite every vault passes. */
export function testVault(under: VaultUnderTest): void {
  const withVault = async (work: (vault: Vault) => Promise<void>) => {
    const { vault, close } = await under.open()
    try {
      await work(vault)
    } finally {
      await close()
    }
  }

  describe(`vault: ${under.name}`, () => {
    test('names its kind and says in a sentence where secrets are', () =>
      withVault(async (vault) => {
        expect(vault.kind).toBe(under.name)
        expect(vault.says).toMatch(/^[A-Z].{20,}\.$/)
      }))

    test('a secret that was never put is null, not an error', () =>
      withVault(async (vault) => {
        expect(await vault.get('nobody')).toBeNull()
        expect(await vault.has('nobody')).toBe(false)
        await vault.remove('nobody')
      }))

    test.each(Object.entries(awkward))('a secret %s comes back unchanged', (_, value) =>
      withVault(async (vault) => {
        await vault.put('one', value)
        expect(await vault.get('one')).toBe(value)
        expect(await vault.has('one')).toBe(true)
      }),
    )

    test('a new value replaces the old one, longer or shorter', () =>
      withVault(async (vault) => {
        for (const value of ['short', 'y'.repeat(5_000), 'z'.repeat(2_000), 'end']) {
          await vault.put('one', value)
          expect(await vault.get('one')).toBe(value)
        }
      }))

    test('secrets do not touch each other, and a removed one is gone', () =>
      withVault(async (vault) => {
        await vault.put('install/company/account/api_key', 'first')
        await vault.put('install/company/account/password', 'second')
        await vault.remove('install/company/account/api_key')
        expect(await vault.get('install/company/account/api_key')).toBeNull()
        expect(await vault.get('install/company/account/password')).toBe('second')
      }))

    test('names that objects own by themselves are only names', () =>
      withVault(async (vault) => {
        expect(await vault.get('constructor')).toBeNull()
        await vault.put('__proto__', 'value')
        expect(await vault.get('__proto__')).toBe('value')
        expect(await vault.get('toString')).toBeNull()
      }))
  })
}
