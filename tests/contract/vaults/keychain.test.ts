import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { aTemporaryFolder } from '#tests/builders/temporary-folder.ts'
import { missingPrograms, startAtOnce, startKeyring, type KeyringSession } from './keyring/start-keyring.ts'
import { testVault } from '../vault-suite.ts'

const missing = missingPrograms()

const isHere = missing.length === 0
const why = isHere ? '' : `, NOT tested here: ${missing.join(', ')} missing (Debian: gnome-keyring dbus)`
if (!isHere) process.stderr.write(`The real keyring${why}\n`)

/** Reads a secret and ends the session, whatever became of the reading. */
async function lastGet({ vault, close }: KeyringSession, key: string): Promise<string | null> {
  try {
    return await vault.get(key)
  } finally {
    await close()
  }
}

describe.runIf(isHere)(`the real keyring${why}`, () => {
  testVault({
    name: 'keychain',
    open: async () => {
      const home = mkdtempSync(join(tmpdir(), 'outrider-test-'))
      const { vault, close } = await startKeyring('unlocked', home, join(home, 'profile'))
      const end = async () => {
        await close()
        rmSync(home, { recursive: true, force: true })
      }
      return { vault, close: end }
    },
  })

  describe('a keychain that does not protect', () => {
    test('S174: secrets of a profile are there again after a restart', async () => {
      const home = aTemporaryFolder()
      const first = await startKeyring('unlocked', home, join(home, 'profile'))
      await first.vault.put('acme/api_key', 'kept')
      await first.close()
      const second = await startKeyring('unlocked', home, join(home, 'profile'))
      expect(await lastGet(second, 'acme/api_key')).toBe('kept')
    })

    test('S174, B5: of several first starts at once one names the installation, and the secrets of all are found by all and later', async () => {
      const home = aTemporaryFolder()
      const profiles = Array.from({ length: 4 }, (_, index) => join(home, `profile-${index}`))
      const names = ['start/0', 'start/1', 'start/2', 'start/3']
      const same = names.map(() => ({ kind: 'keychain', found: names }))
      expect(await startAtOnce(home, profiles, names.length)).toEqual(profiles.map(() => same))
      for (const profile of profiles) {
        const later = await startKeyring('unlocked', home, profile)
        expect(await lastGet(later, 'start/0')).toBe('kept')
      }
    })

    test('B5: a locked keyring is never taken for "no secret": session only, in words, and nothing is written', async () => {
      const home = aTemporaryFolder()
      const profile = join(home, 'profile')
      const first = await startKeyring('unlocked', home, profile)
      await first.vault.put('acme/api_key', 'kept')
      await first.close()
      const before = readdirSync(profile)
      const locked = await startKeyring('locked', home, profile)
      expect(locked.vault).toMatchObject({ kind: 'session', says: expect.stringMatching(/locked.*Nothing is saved.*Unlock it/s) })
      await locked.vault.put('acme/api_key', 'typed again')
      await locked.close()
      expect(readdirSync(profile)).toEqual(before)
      const again = await startKeyring('unlocked', home, profile)
      expect(await lastGet(again, 'acme/api_key')).toBe('kept')
    })

    test('B5: a keyring that is locked while we run is an error with words, not a missing secret', async () => {
      const home = aTemporaryFolder()
      const { vault, lockKeyring, close } = await startKeyring('unlocked', home, join(home, 'profile'))
      await vault.put('acme/api_key', 'kept')
      await lockKeyring()
      const locked = { shape: { code: 'vault.locked', remedy: 'unlock' } }
      await expect(vault.get('acme/api_key')).rejects.toMatchObject(locked)
      await expect(vault.has('nobody')).rejects.toMatchObject(locked)
      await expect(vault.remove('acme/api_key')).rejects.toMatchObject(locked)
      await expect(vault.put('acme/api_key', 'new')).rejects.toMatchObject(locked)
      await close()
    })

    test.each(['locked', 'none', 'no-bus'] as const)('B5: a new profile with the keyring "%s" keeps nothing and says so', async (state) => {
      const home = aTemporaryFolder()
      const profile = join(home, 'profile')
      const session = await startKeyring(state, home, profile)
      expect(session.vault).toMatchObject({ kind: 'session', says: expect.stringContaining('Nothing is saved') })
      await session.vault.put('acme/api_key', 'for this session')
      expect(await lastGet(session, 'acme/api_key')).toBe('for this session')
      expect(existsSync(profile)).toBe(false)
    })

    test('B5: without a keyring a passphrase makes a vault file, and the profile stays with it', async () => {
      const home = aTemporaryFolder()
      const profile = join(home, 'profile')
      const first = await startKeyring('none', home, profile, 'a passphrase')
      expect(first.vault.kind).toBe('passphrase')
      await first.vault.put('acme/api_key', 'kept')
      await first.close()
      const later = await startKeyring('unlocked', home, profile, 'a passphrase')
      expect(later.vault.kind).toBe('passphrase')
      expect(await lastGet(later, 'acme/api_key')).toBe('kept')
    })
  })
})
