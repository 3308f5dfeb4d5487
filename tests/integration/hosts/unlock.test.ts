import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import type { Core } from '#core/create-core.ts'
import { commandPaths } from '#shared/contract/contract.ts'
import type { OutputOf } from '#shared/contract/contract.ts'
import type { AppErrorShape } from '#shared/errors/app-error.ts'
import { startSimulator } from '#simulators/start-simulator.ts'
import { aKeychain, openLockedCore } from '#tests/builders/locked-core.ts'
import type { LockedCoreOptions } from '#tests/builders/locked-core.ts'
import { aTemporaryFolder } from '#tests/builders/temporary-folder.ts'
import { exampleInputs, noFacts } from '#tests/contract/transports/example-inputs.ts'
import { doors } from '#tests/contract/transports/transport-doors.ts'
import type { Guest } from '#tests/contract/transports/transport-doors.ts'
import { findCanary } from '#tests/e2e/fixtures/find-canary.ts'

vi.mock('electron', async () => ({ ipcMain: (await import('#tests/standin/standin-ipc.ts')).ipcMain }))
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

const phrase = 'CANARY otter lantern seventeen'
const open = { state: 'open' }

/** A core on the profile, ended with the test at the latest. */
async function start(options: LockedCoreOptions): Promise<{ readonly core: Core; readonly guest: Guest; readonly stop: () => Promise<void> }> {
  const core = await openLockedCore(options)
  let isClosed = false
  const stop = async () => {
    if (isClosed) return
    isClosed = true
    await core.close()
  }
  onTestFinished(stop)
  return { core, stop, guest: { call: (path, input) => core.call(path, input, { id: 'test' }), heard: [], leave: () => {} } }
}

async function ask<Value>(guest: Pick<Guest, 'call'>, path: string, input: unknown = {}): Promise<Value> {
  const reply = await guest.call(path, input)
  if (!reply.ok) throw new Error(`${path}: ${reply.error.code}`)
  return reply.value as Value
}

async function refusal(guest: Pick<Guest, 'call'>, path: string, input: unknown = {}): Promise<AppErrorShape> {
  const reply = await guest.call(path, input)
  if (reply.ok) throw new Error(`${path} was not refused`)
  return reply.error
}

/** What the journal of the open company says about unlocking, oldest first. */
async function unlocks(guest: Pick<Guest, 'call'>): Promise<readonly unknown[]> {
  const { records } = await ask<OutputOf<'journal.list'>>(guest, 'journal.list', { limit: 100 })
  return records.filter((one) => one['action'] === 'vault.unlock').map((one) => one['params']).toReversed()
}

/** A profile behind a passphrase, closed. */
async function aClosedProfile(): Promise<string> {
  const folder = aTemporaryFolder()
  const { guest, stop } = await start({ folder })
  await ask(guest, 'vault.create', { passphrase: phrase })
  await ask(guest, 'company.create', { name: 'Acme' })
  await stop()
  return folder
}

describe.each(doors)('over $name', ({ open: openDoor }) => {
  test('B5, C14: a locked core refuses every command of the contract with a next step, and the same callers work on when it opens', async () => {
    const server = await startSimulator({ vendor: 'tactical_rmm', devices: 1, port: 0, seed: 1, steady: true })
    onTestFinished(() => server.close())
    const { core } = await start({ folder: await aClosedProfile() })
    const door = await openDoor(core)
    onTestFinished(async () => {
      await door.close()
    })
    const [guest, other] = [await door.enter(), await door.enter()]
    for (const path of commandPaths().filter((one) => !one.startsWith('vault.'))) {
      expect([path, await refusal(guest, path, exampleInputs[path](noFacts(server, 0)))]).toMatchObject([path, { code: 'vault.locked', remedy: 'unlock', next: expect.stringMatching(/\w/) }])
    }
    expect(await ask(guest, 'vault.state')).toEqual({ state: 'locked', reason: 'passphrase', hasProfile: true, ways: ['unlock', 'session'] })
    expect(await ask(guest, 'vault.unlock', { passphrase: phrase })).toEqual(open)
    expect(await ask<OutputOf<'app.state'>>(other, 'app.state')).toMatchObject({ vault: { kind: 'passphrase' }, companies: [{ name: 'My company' }, { name: 'Acme' }] })
    expect(other.heard.filter(({ path }) => path === 'vault.changed').map(({ payload }) => (payload as { state: string }).state)).toEqual(['opening', 'open'])
    expect(JSON.stringify([guest.heard, other.heard])).not.toContain('CANARY')
  })
})

describe('a profile behind a passphrase', () => {
  test('B5: a wrong passphrase is refused with words and loses nothing; the right one opens what was there', async () => {
    const folder = await aClosedProfile()
    const before = readFileSync(join(folder, 'vault.json'))
    const { guest } = await start({ folder })
    expect(await refusal(guest, 'vault.unlock', { passphrase: `${phrase} ` })).toMatchObject({ code: 'vault.wrong-passphrase', what: expect.stringContaining('passphrase'), next: expect.stringMatching(/\w/) })
    expect(await ask(guest, 'vault.state')).toMatchObject({ state: 'locked', ways: ['unlock', 'session'] })
    expect(readFileSync(join(folder, 'vault.json'))).toEqual(before)
    expect(await ask(guest, 'vault.unlock', { passphrase: phrase })).toEqual(open)
    expect(await ask<OutputOf<'company.list'>>(guest, 'company.list')).toMatchObject([{ name: 'My company' }, { name: 'Acme' }])
  })

  test('B5: guesses are tried one at a time, each with the whole work of the key; one that comes meanwhile is not looked at', async () => {
    const { guest } = await start({ folder: await aClosedProfile() })
    const first = guest.call('vault.unlock', { passphrase: 'a guess' })
    const others = await Promise.all(Array.from({ length: 50 }, () => refusal(guest, 'vault.unlock', { passphrase: phrase })))
    expect(new Set(others.map((one) => one.code))).toEqual(new Set(['vault.busy']))
    expect(await first).toMatchObject({ ok: false, error: { code: 'vault.wrong-passphrase' } })
    expect(await ask(guest, 'vault.unlock', { passphrase: phrase })).toEqual(open)
  })

  test('B116: the journal holds the unlock, and every wrong passphrase of this start and of earlier ones', async () => {
    const folder = await aClosedProfile()
    const first = await start({ folder })
    await refusal(first.guest, 'vault.unlock', { passphrase: 'guess of yesterday' })
    await first.stop()
    await expect(openLockedCore({ folder, passphrase: 'guess of a script' })).rejects.toMatchObject({ shape: { code: 'vault.wrong-passphrase' } })
    const second = await start({ folder })
    await refusal(second.guest, 'vault.unlock', { passphrase: 'guess of today' })
    await ask(second.guest, 'vault.unlock', { passphrase: phrase })
    const refused = { refused: 'vault.wrong-passphrase', at: expect.stringMatching(/^\d{4}-/) }
    expect(await unlocks(second.guest)).toEqual([{ vault: 'passphrase' }, refused, refused, refused, { vault: 'passphrase' }])
    expect(await ask(second.guest, 'journal.verify')).toMatchObject({ isIntact: true })
    await second.stop()
    const third = await start({ folder, passphrase: phrase })
    expect(await unlocks(third.guest)).toHaveLength(5)
  })

  test('S145: what was typed is in no file, record, log line, answer or event; neither is a wrong one', async () => {
    const folder = await aClosedProfile()
    const { core, guest, stop } = await start({ folder })
    const heard: unknown[] = []
    core.subscribe((announcement) => void heard.push(announcement))
    const wrong = 'CANARY wrong 9c41'
    const answers = [await guest.call('vault.unlock', { passphrase: wrong }), await guest.call('vault.unlock', { passphrase: phrase, surprise: 1 }), await guest.call('vault.create', { passphrase: phrase }), await guest.call('vault.unlock', { passphrase: phrase })]
    const journal = await ask(guest, 'journal.export', { format: 'jsonl' })
    await stop()
    expect(JSON.stringify([answers, heard, journal])).not.toContain('CANARY')
    for (const secret of [phrase, wrong]) expect(findCanary(folder, secret)).toEqual([])
  })

  test('F20: a profile of a newer version is refused with its own words, stays locked, and opens when it fits again', async () => {
    const folder = await aClosedProfile()
    const file = join(folder, 'app.json')
    const text = readFileSync(file, 'utf8')
    const { guest } = await start({ folder })
    writeFileSync(file, text.replace('"version":1', '"version":2'))
    expect(await refusal(guest, 'vault.unlock', { passphrase: phrase })).toMatchObject({ code: 'store.newer-version' })
    expect(await ask(guest, 'vault.state')).toMatchObject({ state: 'locked' })
    writeFileSync(file, text)
    expect(await ask(guest, 'vault.unlock', { passphrase: phrase })).toEqual(open)
    expect(await ask<OutputOf<'app.state'>>(guest, 'app.state')).toMatchObject({ isWriter: true })
  })

  test('B5: one session works beside the closed profile and leaves it as it was', async () => {
    const folder = await aClosedProfile()
    const before = readdirSync(folder).toSorted()
    const { guest, stop } = await start({ folder })
    expect(await ask(guest, 'vault.useSession')).toEqual(open)
    expect(await ask<OutputOf<'app.state'>>(guest, 'app.state')).toMatchObject({ vault: { kind: 'session', says: expect.stringContaining('Nothing is saved') }, companies: [{ name: 'My company' }] })
    await stop()
    expect(readdirSync(folder).toSorted()).toEqual(before)
  })

  test('B5: with the passphrase in the environment it starts open, asks nobody and has nothing to open', async () => {
    const { guest } = await start({ folder: await aClosedProfile(), passphrase: phrase })
    expect(await ask(guest, 'vault.state')).toEqual(open)
    expect(await ask(guest, 'vault.unlock', { passphrase: 'anything' })).toEqual(open)
  })
})

describe('a computer whose key store does not open', () => {
  test('B5: a new profile may be kept behind a passphrase, for this session only, or wait; until then nothing is written', async () => {
    const folder = aTemporaryFolder()
    for (const [mood, reason] of [['missing', 'keychain-missing'], ['locked', 'keychain-locked']] as const) {
      const { guest, stop } = await start({ folder, keychain: aKeychain(mood) })
      expect(await ask(guest, 'vault.state')).toEqual({ state: 'locked', reason, hasProfile: false, ways: ['create', 'session', 'retry'] })
      expect(await ask(guest, 'vault.retry')).toMatchObject({ state: 'locked', reason })
      expect(await refusal(guest, 'vault.unlock', { passphrase: phrase })).toMatchObject({ code: 'input.invalid' })
      expect(await refusal(guest, 'vault.create', { passphrase: 'seven77' })).toMatchObject({ code: 'input.invalid' })
      await stop()
      expect(readdirSync(folder)).toEqual(['logs'])
    }
  })

  test('B5: this session only writes nothing', async () => {
    const folder = aTemporaryFolder()
    const { guest, stop } = await start({ folder })
    await ask(guest, 'vault.useSession')
    await ask(guest, 'company.create', { name: 'Forgotten' })
    await stop()
    expect(readdirSync(folder)).toEqual(['logs'])
    const again = await start({ folder })
    expect(await ask(again.guest, 'vault.state')).toMatchObject({ state: 'locked', hasProfile: false })
  })

  test('B5: asked again after it was unlocked, the key store opens the console, and the profile stays with it', async () => {
    const folder = aTemporaryFolder()
    const keychain = aKeychain('locked')
    const first = await start({ folder, keychain })
    keychain.mood = 'open'
    expect(await ask(first.guest, 'vault.retry')).toEqual(open)
    await ask(first.guest, 'company.create', { name: 'Acme' })
    await first.stop()
    for (const [mood, reason] of [['missing', 'keychain-missing'], ['locked', 'keychain-locked']] as const) {
      keychain.mood = mood
      const later = await start({ folder, keychain })
      expect(await ask(later.guest, 'vault.state')).toEqual({ state: 'locked', reason, hasProfile: true, ways: ['retry', 'session'] })
      expect(await refusal(later.guest, 'vault.create', { passphrase: phrase })).toMatchObject({ code: 'input.invalid' })
      keychain.mood = 'open'
      expect(await ask(later.guest, 'vault.retry')).toEqual(open)
      expect(await ask<OutputOf<'company.list'>>(later.guest, 'company.list')).toMatchObject([{ name: 'My company' }, { name: 'Acme' }])
      await later.stop()
    }
    expect(existsSync(join(folder, 'vault.json'))).toBe(false)
  })
})
