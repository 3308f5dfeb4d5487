import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { aTemporaryFolder } from '#tests/builders/temporary-folder.ts'
import { missingPrograms, startKeyring } from './keyring/start-keyring.ts'
import { testVault } from '../vault-suite.ts'

const missing = missingPrograms()

if (missing.length > 0) {
  process.stderr.write(`The real keyring is not tested: ${missing.join(', ')} missing here (Debian: gnome-keyring dbus).\n`)
  test('the real keychain', ({ skip }) => skip(`not tested here: ${missing.join(', ')} missing`))
} else {
  describeRealKeyring()
}

function describeRealKeyring(): void {
  testVault({
    name: 'keychain',
    open: async () => {
      const home = mkdtempSync(join(tmpdir(), 'outrider-test-'))
      const { vault, close } = await startKeyring('unlocked', home, join(home, 'profile'))
      return { vault, close: () => close().finally(() => rmSync(home, { recursive: true, force: true })) }
    },
  })

  describe('a keychain that does not protect', () => {
    test('S174: secrets of a profile are there again after a restart', async () => {
      const home = aTemporaryFolder()
      const first = await startKeyring('unlocked', home, join(home, 'profile'))
      await first.vault.put('acme/api_key', 'kept')
      await first.close()
      const second = await startKeyring('unlocked', home, join(home, 'profile'))
      expect(await second.vault.get('acme/api_key').finally(second.close)).toBe('kept')
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
      expect(await again.vault.get('acme/api_key').finally(again.close)).toBe('kept')
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
      const { vault, close } = await startKeyring(state, home, profile)
      expect(vault).toMatchObject({ kind: 'session', says: expect.stringContaining('Nothing is saved') })
      await vault.put('acme/api_key', 'for this session')
      expect(await vault.get('acme/api_key').finally(close)).toBe('for this session')
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
      expect(await later.vault.get('acme/api_key').finally(later.close)).toBe('kept')
    })
  })
}
