import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { CompanyStores, Profile, Vault } from '#core/ports.ts'
import { createNodeCrypto } from '#platform/node-crypto.ts'
import { openProfile, type OpenStores } from '#platform/profile.ts'
import { createSessionVault } from '#platform/session-vault.ts'
import { silentLog } from '#tests/builders/silent-log.ts'
import { aTemporaryFolder } from '#tests/builders/temporary-folder.ts'

/** A vault that outlives a restart of the profile, as a keychain does, but in memory. */
const aLastingVault = (): Vault => ({ ...createSessionVault('In this test.'), kind: 'keychain' })

type Opened = Parameters<OpenStores>[0]

/** Profiles of one folder; each `open` is a start of the product. What the stores were asked for is recorded. */
function aProfileFolder(vault: Vault = aLastingVault()) {
  const folder = join(aTemporaryFolder(), 'profile')
  const asked: Opened[] = []
  const openStores: OpenStores = async (options) => {
    asked.push(options)
    return { store: {} as CompanyStores['store'], close: async () => undefined, copyWork: async () => undefined }
  }
  const open = async (): Promise<Profile> => {
    const profile = await openProfile({ folder, vault, crypto: createNodeCrypto(), log: silentLog, openStores })
    onTestFinished(() => profile.close())
    return profile
  }
  return { folder, asked, open, vault }
}

const code = (expected: string) => expect.objectContaining({ shape: expect.objectContaining({ code: expected }) })

test('B12: the first start makes one company and turns read-only on', async () => {
  const { open } = aProfileFolder()
  const profile = await open()
  expect(profile.companies()).toEqual([{ id: expect.stringMatching(/^c[0-9a-f]{16}$/), name: 'My company', isPractice: false }])
  expect(profile.companies().map(({ id }) => profile.isReadOnly(id))).toEqual([true])
  expect(profile.getSetting('toString')).toBeNull()
  expect(profile).toMatchObject({ isWriter: true, installId: expect.stringMatching(/^i[0-9a-f]{16}$/) })
})

test('companies, settings, keys and the install id are the same after a restart', async () => {
  const { open, asked } = aProfileFolder()
  const first = await open()
  await first.addCompany({ id: 'acme', name: 'ACME GmbH', isPractice: false })
  await first.setSetting('work-offline', 'on')
  await first.setReadOnly('acme', false)
  await first.openCompany('acme')
  await first.close()
  const second = await open()
  await second.openCompany('acme')
  expect(second.companies()).toEqual(first.companies())
  expect(second.installId).toBe(first.installId)
  expect(second.getSetting('work-offline')).toBe('on')
  expect(second.companies().map(({ id }) => second.isReadOnly(id))).toEqual([true, false])
  expect(asked[1]).toEqual(asked[0])
})

test('B123: every company has keys of its own, and cache and work differ', async () => {
  const { open, asked } = aProfileFolder()
  const profile = await open()
  await profile.addCompany({ id: 'acme', name: 'ACME', isPractice: false })
  for (const { id } of profile.companies()) await profile.openCompany(id)
  const keys = asked.flatMap((one) => [one.cacheKey, one.workKey])
  expect(keys).toHaveLength(4)
  expect(new Set(keys).size).toBe(4)
  for (const key of keys) expect(key).toMatch(/^[0-9a-f]{64}$/)
})

test('S174: no key, company name or setting stands in any file of the profile, and files are private', async () => {
  const { folder, open, asked, vault } = aProfileFolder()
  const profile = await open()
  await profile.addCompany({ id: 'acme', name: 'CANARY GmbH', isPractice: false })
  const { files } = await profile.openCompany('acme')
  await files.write('op1', 'CANARY output')
  const master = (await vault.get('master')) ?? ''
  const planted = ['CANARY', master, asked[0]?.cacheKey ?? '', asked[0]?.workKey ?? ''].flatMap((text) => [text, Buffer.from(text, 'hex').toString('base64')]).filter((text) => text !== '')
  const all = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name))
  for (const path of all.filter((one) => statSync(one).isFile())) {
    const bytes = readFileSync(path)
    for (const secret of planted) expect(bytes.includes(secret), `${path} holds ${secret}`).toBe(false)
  }
  expect(statSync(folder).mode & 0o777).toBe(0o700)
  expect(statSync(join(folder, 'app.json')).mode & 0o777).toBe(0o600)
})

test('result files come back as they were, under their own name only', async () => {
  const { folder, open } = aProfileFolder()
  const profile = await open()
  const [company] = profile.companies()
  const { files } = await profile.openCompany(company?.id ?? '')
  await files.write('op1', 'first – ok')
  expect(await files.read('op1')).toBe('first – ok')
  expect(await files.read('op2')).toBeNull()
  const home = join(folder, 'companies', company?.id ?? '', 'files')
  writeFileSync(join(home, 'op2.sealed'), readFileSync(join(home, 'op1.sealed')))
  await expect(files.read('op2')).rejects.toThrow(code('store.corrupt'))
  for (const name of ['../op1', '/etc/passwd', '.hidden', 'a/b', '', 'x'.repeat(200)]) await expect(files.write(name, '')).rejects.toThrow('short name')
})

test('F11: a second process reads and does not write; it becomes the writer when the first is gone', async () => {
  const { open, asked } = aProfileFolder()
  const first = await open()
  const second = await open()
  expect([first.isWriter, second.isWriter]).toEqual([true, false])
  await expect(second.addCompany({ id: 'acme', name: 'ACME', isPractice: false })).rejects.toThrow(code('store.busy'))
  await second.openCompany(second.companies()[0]?.id ?? '')
  expect(asked[0]?.mode).toBe('reader')
  await second.setSetting('work-offline', 'on')
  expect(second.getSetting('work-offline')).toBe('on')
  await second.close()
  await first.close()
  const third = await open()
  expect(third.isWriter).toBe(true)
  expect(third.getSetting('work-offline')).toBeNull()
})

test('F19: a lost master key is said and nothing is overwritten', async () => {
  const { folder, open, vault } = aProfileFolder()
  await (await open()).close()
  const before = readFileSync(join(folder, 'app.json'))
  await vault.remove('master')
  await expect(open()).rejects.toThrow(code('store.wrong-key'))
  await vault.put('master', '00'.repeat(32))
  await expect(open()).rejects.toThrow(code('store.wrong-key'))
  expect(readFileSync(join(folder, 'app.json'))).toEqual(before)
  expect(await vault.get('master')).toBe('00'.repeat(32))
})

test('F20: a profile of a newer version, or a damaged one, is refused with a sentence and stays as it is', async () => {
  const { folder, open } = aProfileFolder()
  await (await open()).close()
  const file = join(folder, 'app.json')
  const good = JSON.parse(readFileSync(file, 'utf8')) as { sealed: string }
  for (const [text, expected] of [
    [JSON.stringify({ ...good, version: 2 }), 'store.newer-version'],
    ['{"version":1', 'store.corrupt'],
    ['null', 'store.corrupt'],
    [JSON.stringify({ version: 1, sealed: `${good.sealed.slice(0, -8)}AAAAAAA=` }), 'store.wrong-key'],
  ] as const) {
    writeFileSync(file, text)
    await expect(open()).rejects.toThrow(code(expected))
    expect(readFileSync(file, 'utf8')).toBe(text)
  }
})

test('B13: a lost or damaged app.json is never replaced by an empty profile, and its copy brings everything back', async () => {
  const { folder, open, asked, vault } = aProfileFolder()
  const first = await open()
  await first.addCompany({ id: 'acme', name: 'ACME GmbH', isPractice: false })
  await first.openCompany('acme')
  await first.close()
  const [file, copy] = [join(folder, 'app.json'), join(folder, 'app.json.copy')]
  const master = await vault.get('master')
  rmSync(file)
  await expect(open()).rejects.toMatchObject({ shape: { code: 'store.corrupt', what: expect.stringContaining('missing'), next: expect.stringContaining('app.json.copy') } })
  writeFileSync(file, '{"version":1')
  await expect(open()).rejects.toMatchObject({ shape: { code: 'store.corrupt', next: expect.stringContaining('app.json.copy') } })
  renameSync(copy, file)
  const again = await open()
  await again.openCompany('acme')
  expect(again.companies()).toEqual(first.companies())
  expect(asked[1]).toEqual(asked[0])
  await again.close()
  expect(readFileSync(copy)).toEqual(readFileSync(file))
  for (const name of [file, copy]) rmSync(name)
  await expect(open()).rejects.toMatchObject({ shape: { code: 'store.corrupt', next: expect.stringMatching(/^Restore app\.json from a backup/) } })
  expect([existsSync(file), await vault.get('master')]).toEqual([false, master])
})

test('B5: with a session vault nothing is written into the profile folder, and the temporary folder goes at close', async () => {
  const { folder, open, asked } = aProfileFolder(createSessionVault('In this test.'))
  const profile = await open()
  await profile.addCompany({ id: 'acme', name: 'ACME', isPractice: false })
  await profile.openCompany('acme')
  const used = asked[0]?.folder ?? ''
  expect(used.startsWith(join(tmpdir(), 'outrider-session-'))).toBe(true)
  expect(existsSync(used)).toBe(true)
  expect(existsSync(folder)).toBe(false)
  await profile.close()
  expect(existsSync(used)).toBe(false)
})

test('closing the profile closes the companies that are still open, once', async () => {
  const closed: string[] = []
  const folder = aTemporaryFolder()
  const openStores: OpenStores = async ({ companyId }) => ({ store: {} as CompanyStores['store'], close: async () => void closed.push(companyId), copyWork: async () => undefined })
  const profile = await openProfile({ folder, vault: aLastingVault(), crypto: createNodeCrypto(), log: silentLog, openStores })
  await profile.addCompany({ id: 'acme', name: 'ACME', isPractice: false })
  const [mine] = profile.companies()
  const first = await profile.openCompany(mine?.id ?? '')
  await profile.openCompany('acme')
  await first.close()
  await profile.close()
  expect(closed).toEqual([mine?.id, 'acme'])
})

test('an unknown company is an error with words', async () => {
  const profile = await aProfileFolder().open()
  await expect(profile.openCompany('nobody')).rejects.toThrow(code('company.not-found'))
})
