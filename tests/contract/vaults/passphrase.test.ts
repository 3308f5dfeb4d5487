import { execFile } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { openPassphraseVault, passphraseVaultFile } from '#platform/passphrase-vault.ts'
import { aTemporaryFolder } from '#tests/builders/temporary-folder.ts'
import { testVault } from '../vault-suite.ts'

/** The least work factor that is accepted, so that the suite stays quick. */
const quick = 2 ** 15
const phrase = 'correct horse battery staple'

testVault({
  name: 'passphrase',
  open: async () => {
    const folder = mkdtempSync(join(tmpdir(), 'outrider-test-'))
    return { vault: await openPassphraseVault(folder, phrase, quick), close: async () => rmSync(folder, { recursive: true }) }
  },
})

test('S174: the vault file holds neither the secret nor its name, and is private', async () => {
  const folder = aTemporaryFolder()
  const vault = await openPassphraseVault(folder, phrase, quick)
  await vault.put('acme/api_key', 'CANARY-7d1f')
  const text = readFileSync(passphraseVaultFile(folder), 'latin1')
  for (const planted of ['CANARY-7d1f', Buffer.from('CANARY-7d1f').toString('base64').slice(0, 12), 'api_key', phrase]) expect(text).not.toContain(planted)
  expect(statSync(passphraseVaultFile(folder)).mode & 0o777).toBe(0o600)
})

test('opens again with the passphrase, in any spelling of the same letters', async () => {
  const folder = aTemporaryFolder()
  await (await openPassphraseVault(folder, 'Schl\u00fcssel', quick)).put('one', 'kept')
  expect(await (await openPassphraseVault(folder, 'Schlu\u0308ssel', quick)).get('one')).toBe('kept')
})

test('a wrong passphrase is vault.wrong-passphrase and changes nothing', async () => {
  const folder = aTemporaryFolder()
  await (await openPassphraseVault(folder, phrase, quick)).put('one', 'kept')
  const before = readFileSync(passphraseVaultFile(folder))
  await expect(openPassphraseVault(folder, `${phrase} `, quick)).rejects.toMatchObject({ shape: { code: 'vault.wrong-passphrase' } })
  expect(readFileSync(passphraseVaultFile(folder))).toEqual(before)
})

test('a passphrase vault refuses a changed byte, a lowered work factor and a damaged file', async () => {
  const folder = aTemporaryFolder()
  await (await openPassphraseVault(folder, phrase, quick)).put('one', 'kept')
  const file = passphraseVaultFile(folder)
  const good = readFileSync(file, 'utf8')
  const stored = JSON.parse(good) as { sealed: string; cost: number }
  const flipped = Buffer.from(stored.sealed, 'base64')
  flipped.writeUInt8(flipped.readUInt8(40) ^ 1, 40)
  writeFileSync(file, JSON.stringify({ ...stored, sealed: flipped.toString('base64') }))
  await expect(openPassphraseVault(folder, phrase, quick)).rejects.toMatchObject({ shape: { code: 'vault.wrong-passphrase' } })
  for (const bad of [JSON.stringify({ ...stored, cost: 1_024 }), JSON.stringify({ ...stored, cost: 2 ** 30 }), good.slice(0, 50), '', 'null']) {
    writeFileSync(file, bad)
    await expect(openPassphraseVault(folder, phrase, quick)).rejects.toMatchObject({ shape: { code: 'vault.unavailable' } })
  }
})

const writer = join(import.meta.dirname, 'vault-writer.ts')

/** Starts processes that put `puts` secrets each, opening the vault anew for every one; answers what each said. */
const putFromProcesses = (folder: string, names: readonly string[], puts: number): Promise<readonly string[]> =>
  Promise.all(names.map(async (name) => (await promisify(execFile)(process.execPath, [writer, folder, phrase, name, String(puts)])).stdout))

test('S145: first starts at the same time make one vault, and no process loses what another one put', async () => {
  const folder = aTemporaryFolder()
  const names = ['window', 'browser', 'command', 'script']
  const puts = 25
  expect(await putFromProcesses(folder, names, puts)).toEqual(names.map(() => 'done'))
  const vault = await openPassphraseVault(folder, phrase, quick)
  for (const name of names) {
    for (let index = 0; index < puts; index++) expect([name, index, await vault.get(`${name}/${index}`)]).toEqual([name, index, `value of ${name}`])
    expect([name, await vault.has(`${name}/0/spare`), await vault.has(`${name}/${puts - 1}/spare`)]).toEqual([name, false, true])
  }
  expect(readdirSync(folder).toSorted()).toEqual(['vault.json', 'vault.lock'])
}, 120_000)

test('S145: a vault that is only opened and read is not written', async () => {
  const folder = aTemporaryFolder()
  await (await openPassphraseVault(folder, phrase, quick)).put('one', 'kept')
  const before = statSync(passphraseVaultFile(folder), { bigint: true })
  const vault = await openPassphraseVault(folder, phrase, quick)
  expect(await vault.get('one')).toBe('kept')
  const after = statSync(passphraseVaultFile(folder), { bigint: true })
  expect([after.ino, after.mtimeNs]).toEqual([before.ino, before.mtimeNs])
})

test('S145: a vault file that is taken away while it is open is not made anew without what was in it', async () => {
  const folder = aTemporaryFolder()
  const vault = await openPassphraseVault(folder, phrase, quick)
  await vault.put('one', 'kept')
  rmSync(passphraseVaultFile(folder))
  await expect(vault.put('two', 'new')).rejects.toMatchObject({ shape: { code: 'vault.unavailable' } })
  expect(readdirSync(folder)).toEqual(['vault.lock'])
})
