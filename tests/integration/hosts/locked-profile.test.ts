import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { unwrapKey } from '#platform/company-keys.ts'
import { readInstallId } from '#platform/install-id.ts'
import { openPassphraseVault } from '#platform/passphrase-vault.ts'
import { readDocument } from '#platform/profile-document.ts'
import { openSqlite } from '#platform/sqlite-driver.ts'
import { startSimulator } from '#simulators/start-simulator.ts'
import type { Simulator } from '#simulators/start-simulator.ts'
import { missingPrograms } from '#tests/contract/vaults/keyring/start-keyring.ts'
import { openLoopbackPage } from '#tests/builders/loopback-page.ts'
import { aDesk, aDeskWithVault, entry, passphrase, patience, runCli, startCli } from '../cli/run-cli.ts'
import type { CliResult, Desk } from '../cli/run-cli.ts'

vi.setConfig({ testTimeout: patience, hookTimeout: patience })

let server: Simulator
beforeAll(async () => {
  server = await startSimulator({ vendor: 'tactical_rmm', devices: 10, port: 0, seed: 7, waitScale: 0.01, steady: true })
})
afterAll(() => server.close())

/** Writes another schema version into the work store of a profile, as another version of the product would; answers the one before. */
async function setSchemaVersion(desk: Desk, version: number): Promise<number> {
  const profile = join(desk.folder, 'profile')
  const vault = await openPassphraseVault(profile, passphrase)
  const master = Buffer.from((await vault.get('master')) ?? '', 'hex')
  const [company] = readDocument(profile, readInstallId(profile) ?? '', master).companies
  if (!company) throw new Error('the profile has no company')
  const path = join(profile, 'companies', company.id, 'work.db')
  const db = openSqlite({ path, key: unwrapKey(master, company.id, 'work', company.keys), isReader: false, cacheKiB: 1_024 })
  const before = db.get<{ user_version: number }>('PRAGMA user_version')?.user_version ?? 0
  db.exec(`PRAGMA user_version = ${version}`)
  db.close()
  return before
}

const withKey = () => ({ variables: { OUTRIDER_API_KEY: server.apiKey } })

test('B5: without a keychain and a passphrase nothing is kept, and nobody is told that it was', async () => {
  const desk = aDesk()
  server.requests.clear()
  const added = await runCli(desk, ['account', 'add', '--url', server.url], withKey())
  expect(added).toMatchObject({ code: 4, out: '', err: expect.stringMatching(/keychain[^]*nothing was kept[^]*OUTRIDER_PASSPHRASE/) })
  expect((await runCli(desk, ['account', 'add', '--url', server.url, '--json'], withKey())).json()).toMatchObject({ error: { code: 'vault.unavailable' } })
  for (const args of [['sync'], ['device', 'list'], ['mode', '--read-only', 'off'], ['company', 'create', 'Acme']]) expect([args, (await runCli(desk, args)).code]).toEqual([args, 4])
  expect(await runCli(desk, ['status'])).toMatchObject({ code: 0, out: expect.stringContaining('Nothing is saved') })
  expect(server.requests.all).toEqual([])
  expect(readdirSync(join(desk.folder, 'profile'))).toEqual(['logs'])
  const kept = await runCli(desk, ['account', 'add', '--url', server.url, '--name', 'Main'], { variables: { OUTRIDER_API_KEY: server.apiKey, OUTRIDER_PASSPHRASE: 'chosen now' } })
  expect(kept.code).toBe(0)
  desk.remove()
})

const isBuilt = existsSync(resolve(import.meta.dirname, '../../../out/renderer/index.html'))
const missing = missingPrograms()
const why = missing.length === 0 ? '' : `, NOT tested here: ${missing.join(', ')} missing (Debian: gnome-keyring dbus)`

describe.runIf(missing.length === 0)(`the keyring of the computer${why}`, () => {
  const preludes = { open: 'eval "$(printf %s test-pw | gnome-keyring-daemon --unlock --components=secrets)"; ', locked: 'eval "$(gnome-keyring-daemon --start --components=secrets)"; ' }
  let desk: Desk

  /** How a command is started in a session of its own, with the keyring of the same home open or locked. */
  function sessionOf(state: keyof typeof preludes, variables: Readonly<Record<string, string>>): { readonly program: readonly string[]; readonly variables: Readonly<Record<string, string>> } {
    const runtime = join(desk.folder, 'runtime')
    mkdirSync(runtime, { recursive: true, mode: 0o700 })
    const program = ['dbus-run-session', '--', 'sh', '-c', `${preludes[state]}echo "PID $$" >&2; exec "$@"`, 'sh', process.execPath, entry]
    return { program, variables: { XDG_RUNTIME_DIR: runtime, ...variables } }
  }

  const inSession = (state: keyof typeof preludes, args: readonly string[], variables: Readonly<Record<string, string>> = {}): Promise<CliResult> => runCli(desk, args, sessionOf(state, variables))

  beforeAll(() => {
    desk = aDesk()
  })
  afterAll(() => desk.remove())

  test('B5: kept while it is open; locked, the profile stays closed with words; open again, everything is there', async () => {
    expect(await inSession('open', ['account', 'add', '--url', server.url, '--name', 'Main'], { OUTRIDER_API_KEY: server.apiKey })).toMatchObject({ code: 0, out: expect.stringContaining('keychain') })
    expect((await inSession('open', ['sync'])).code).toBe(0)
    const locked = await inSession('locked', ['device', 'list'])
    expect(locked).toMatchObject({ code: 4, out: '', err: expect.stringMatching(/locked[^]*Unlock it/) })
    expect(await inSession('locked', ['account', 'add', '--url', server.url, '--name', 'Other'], { OUTRIDER_API_KEY: server.apiKey })).toMatchObject({ code: 4 })
    expect((await inSession('open', ['status', '--json'])).json()).toMatchObject({ devices: 10, accounts: [{ account: { name: 'Main' }, secrets: { hasApiKey: true } }] })
    expect((await inSession('open', ['test'])).code).toBe(0)
  })

  test.runIf(isBuilt)('B5: served while it is locked, the screens are told so and offer to ask again; nothing of the profile is touched', async () => {
    const profile = join(desk.folder, 'profile')
    const before = readdirSync(profile).toSorted()
    const running = startCli(desk, ['serve', '--no-open', '--json'], sessionOf('locked', {}))
    const { url } = JSON.parse(/READY (\{.*\})/.exec(await running.said('READY'))?.[1] ?? '{}') as { url: string }
    const page = await openLoopbackPage({ launchUrl: () => url })
    const locked = { ok: true, value: { state: 'locked', reason: 'keychain-locked', hasProfile: true, ways: ['retry', 'session'] } }
    expect(await page.call('vault.state', {})).toEqual(locked)
    expect(await page.call('vault.retry', {})).toEqual(locked)
    expect(await page.call('accounts.list', {})).toMatchObject({ ok: false, error: { code: 'vault.locked' } })
    await page.close()
    // The session's own process does not pass a signal on.
    process.kill(Number(/PID (\d+)/.exec(await running.said('PID'))?.[1]), 'SIGTERM')
    await running.ended
    expect(readdirSync(profile).toSorted()).toEqual(before)
  })
})

describe('a profile this version cannot open', () => {
  /** A profile with one account and its devices. */
  async function aProfile(): Promise<Desk> {
    const desk = await aDeskWithVault()
    await runCli(desk, ['account', 'add', '--url', server.url, '--name', 'Main'], withKey())
    await runCli(desk, ['sync'])
    return desk
  }

  test('written by a newer version: refused with words, nothing changed, and it opens again with the newer one', async () => {
    const desk = await aProfile()
    const file = join(desk.folder, 'profile', 'app.json')
    const text = readFileSync(file, 'utf8')
    const newer = text.replace(/"(version|schema)":\s*(\d+)/, (_, name: string, number: string) => `"${name}":${Number(number) + 1}`)
    expect(newer).not.toBe(text)
    writeFileSync(file, newer)
    for (const args of [['status'], ['sync'], ['device', 'list']]) {
      expect([args, await runCli(desk, args)]).toMatchObject([args, { code: 6, out: '', err: expect.stringMatching(/newer Outrider[^]*nothing in it was changed[^]*newer version/) }])
    }
    expect(readFileSync(file, 'utf8')).toBe(newer)
    writeFileSync(file, text)
    expect((await runCli(desk, ['status', '--json'])).json()).toMatchObject({ devices: 10 })
    desk.remove()
  })

  test('a database of a newer version: refused with words, the file stays, and it opens again when the version fits', async () => {
    const desk = await aProfile()
    const before = await setSchemaVersion(desk, 99)
    expect(await runCli(desk, ['status', '--json'])).toMatchObject({ code: 6, out: expect.stringContaining('"store.newer-version"') })
    expect(await runCli(desk, ['sync'])).toMatchObject({ code: 6, out: '', err: expect.stringMatching(/newer version[^]*\.$/m) })
    expect(await setSchemaVersion(desk, before)).toBe(99)
    expect((await runCli(desk, ['status', '--json'])).json()).toMatchObject({ devices: 10 })
    desk.remove()
  })

  test('a file of it that is no database: the cache heals itself, and the work of people is never replaced', async () => {
    const desk = await aProfile()
    const companies = join(desk.folder, 'profile', 'companies')
    const home = join(companies, readdirSync(companies)[0] ?? '')
    writeFileSync(join(home, 'cache.db'), 'not a database')
    expect((await runCli(desk, ['status'])).code).toBe(0)
    expect((await runCli(desk, ['sync'])).code).toBe(0)
    expect((await runCli(desk, ['status', '--json'])).json()).toMatchObject({ devices: 10 })
    const work = join(home, 'work.db')
    writeFileSync(work, 'not a database')
    const refused = await runCli(desk, ['status'])
    expect(refused.code).not.toBe(0)
    expect(refused.err).toMatch(/\w+\. [^]*\w+\./)
    expect(readFileSync(work, 'utf8')).toBe('not a database')
    desk.remove()
  })
})
