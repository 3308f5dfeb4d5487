import { copyFileSync, mkdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { commandPaths, eventPaths, findEntry } from '#shared/contract/contract.ts'
import type { CommandPath, OutputOf } from '#shared/contract/contract.ts'
import type { CommandSpec } from '#shared/contract/define.ts'
import { fromWire } from '#shared/errors/app-error.ts'
import { finalStates } from '#shared/model/operation.ts'
import type { Operation } from '#shared/model/operation.ts'
import { startSimulator } from '#simulators/start-simulator.ts'
import type { Simulator } from '#simulators/start-simulator.ts'
import { eventually } from '#tests/builders/eventually.ts'
import { openTestCore } from '#tests/builders/test-core.ts'
import type { TestCore } from '#tests/builders/test-core.ts'
import { exampleInputs, learn, noFacts, refusedOnTheWalk, walkOrder } from './example-inputs.ts'
import type { Facts } from './example-inputs.ts'
import { spoiledInputs, strangePaths } from './spoiled-inputs.ts'
import { doors } from './transport-doors.ts'
import type { Door, Guest } from './transport-doors.ts'

vi.mock('electron', async () => ({ ipcMain: (await import('#tests/standin/standin-ipc.ts')).ipcMain }))

const entryOf = (path: CommandPath) => findEntry(path) as CommandSpec

let server: Simulator

/** A backup of another profile: the name of the file and where it lies. */
let backupPath = ''

beforeAll(async () => {
  const donor = await openTestCore()
  backupPath = (await donor.api.backup.create({ passphrase: 'twelve letters' })).path
  await donor.close()
  server = await startSimulator({ vendor: 'tactical_rmm', devices: 30, port: 0, seed: 7, waitScale: 0.01, frozen: true })
})
afterAll(() => server.close())

test('B146: every command of the contract has an example and its place in the walk', () => {
  expect(Object.keys(exampleInputs).toSorted()).toEqual(commandPaths().toSorted())
  expect(walkOrder.toSorted()).toEqual(commandPaths().toSorted())
})

/** Questions that are not compared: they reach out to a server, add a record, or are about the shells of the one who asks. */
const incomparable: ReadonlySet<CommandPath> = new Set([
  'accounts.probe', 'accounts.test', 'sync.run', 'sync.device', 'device.refresh', 'journal.export', 'shell.list', 'shell.acknowledge',
])

/** An answer as plain data without ages, which differ by the time between two questions. */
const ageless = (reply: unknown): unknown => JSON.parse(JSON.stringify(reply, (key, value: unknown) => (key.endsWith('AgeMs') ? 'an age' : value)))

/** Questions that were compared on each transport. */
const compared = new Map<string, readonly string[]>()

describe.each(doors.map((door, index) => ({ ...door, index })))('over $name', ({ name, open, index }) => {
  let core: TestCore
  let door: Door
  let guest: Guest
  let facts: Facts

  beforeAll(async () => {
    core = await openTestCore()
    door = await open(core.core)
    guest = await door.enter()
    facts = { ...noFacts(server, Date.now() + (index - 1) * 30_000), backupName: basename(backupPath) }
    mkdirSync(join(core.folder, 'handed-over'))
    copyFileSync(backupPath, join(core.folder, 'handed-over', facts.backupName))
  })
  afterAll(async () => {
    await guest.leave()
    await door.close()
    await core.close()
    core.removeFolder()
  })

  const ask = async <Value>(path: CommandPath, input: unknown): Promise<Value> => {
    const reply = await guest.call(path, input)
    if (!reply.ok) throw fromWire(reply.error)
    return reply.value as Value
  }

  test('an input that is not what the contract says is a typed error, and nothing was done', async () => {
    // It counts the requests too: a message that was refused reached no server.
    const before = await guest.call('app.state', {})
    for (const path of commandPaths()) {
      for (const { why, input } of spoiledInputs(entryOf(path), exampleInputs[path](facts))) {
        const reply = await guest.call(path, input)
        expect(reply.ok ? 'accepted' : reply.error.code, `${path}, ${why}`).toBe('input.invalid')
      }
    }
    expect(await guest.call('app.state', {})).toEqual(before)
  })

  test('a path the contract does not name is a typed error', async () => {
    for (const path of [...strangePaths, ...eventPaths()]) {
      const reply = await guest.call(path, {})
      expect(reply.ok ? 'accepted' : reply.error.code, path).toBe('input.unknown-command')
    }
  })

  /** States move on between two questions; an answer that a transport changed never becomes the same. */
  const expectSameAnswer = async (path: CommandPath, input: unknown): Promise<void> => {
    const askBoth = async () => [ageless(await guest.call(path, input)), ageless(await core.core.call(path, input, { id: 'beside' }))] as const
    let [over, direct] = await askBoth()
    for (let round = 1; round < 50 && !isDeepStrictEqual(over, direct); round += 1) [over, direct] = await askBoth()
    expect(over, `${path} over ${name} beside the core's own answer`).toEqual(direct)
  }

  test('B146: every command answers what the contract promises, and every question what the core itself answers', async () => {
    const questions: string[] = []
    for (const path of walkOrder) {
      if (path === 'device.runCommand') server.setFaults([{ kind: 'hang', match: { method: 'POST', path: '/agents/*/cmd/' } }])
      if (path === 'metrics.watch') server.setFaults([])
      const reply = await guest.call(path, exampleInputs[path](facts))
      const refusal = refusedOnTheWalk[path]
      expect(reply, path).toMatchObject(refusal === undefined ? { ok: true } : { ok: false, error: { code: refusal } })
      if (!reply.ok) continue
      expect(entryOf(path).output.safeParse(reply.value).error, path).toBeUndefined()
      expect(JSON.parse(JSON.stringify(reply.value)), `${path} is plain data`).toEqual(reply.value)
      learn(facts, path, reply.value)
      if (entryOf(path).class === 'read' && !incomparable.has(path)) {
        await expectSameAnswer(path, exampleInputs[path](facts))
        questions.push(path)
      }
      // S164: the server has not answered the command, and the operation is there.
      if (path === 'device.runCommand') expect(finalStates.has((reply.value as Operation).state)).toBe(false)
    }
    compared.set(name, questions)
  })

  describe('two callers of one core', () => {
    const owned = ['shell.changed', 'shell.output', 'metrics.sampled']
    const heardBy = (who: Guest) => new Set(who.heard.map((one) => one.path))
    let deviceId: string

    beforeAll(async () => {
      await ask('company.open', { companyId: facts.companyId })
      await ask('app.setReadOnly', { isReadOnly: false })
      await ask('accounts.add', exampleInputs['accounts.add'](facts))
      await ask('sync.run', {})
      deviceId = (await ask<OutputOf<'inventory.match'>>('inventory.match', { filter: 'os:windows status:online' })).ids[0] ?? ''
    })

    test('events for all reach everybody, events for an owner only the owner', async () => {
      const [owner, other] = [await door.enter(), await door.enter()]
      for (const isOffline of [true, false]) await owner.call('app.setOffline', { isOffline })
      for (const who of [owner, other]) await eventually('app.changed is heard', () => heardBy(who).has('app.changed'))
      expect(await owner.call('shell.open', { deviceId, depth: 'buffered' })).toMatchObject({ ok: true })
      expect(await owner.call('metrics.watch', { deviceId, intervalSeconds: 1 })).toMatchObject({ ok: true })
      await eventually('its shell and its numbers are heard', () => owned.every((path) => heardBy(owner).has(path)))
      await owner.call('journal.export', { format: 'jsonl' })
      await eventually('the other one hears what came after them', () => heardBy(other).has('journal.appended'))
      expect([...heardBy(other)].filter((path) => owned.includes(path))).toEqual([])
      for (const { path, payload } of [...owner.heard, ...other.heard]) {
        const entry = findEntry(path)
        expect(entry?.kind === 'event' && entry.payload.safeParse(payload).error, path).toBeUndefined()
      }
      await owner.leave()
      await other.leave()
    })

    test('who goes away leaves nothing behind: its shell ends', async () => {
      const leaving = await door.enter()
      const opened = (await leaving.call('shell.open', { deviceId, depth: 'buffered' })) as { value: { id: string } }
      await leaving.leave()
      const isClosed = async () => {
        const { records } = await ask<OutputOf<'journal.list'>>('journal.list', { limit: 20 })
        const intent = records.find((one) => one.phase === 'intent' && JSON.stringify(one['params']).includes(opened.value.id))
        return records.some((one) => one.phase === 'result' && one['ref'] === intent?.seq)
      }
      let closed = false
      await eventually('the end of the shell is in the journal', () => closed, async () => {
        closed = await isClosed()
      })
      expect(await ask('shell.list', {})).toEqual([])
    })
  })
})

test('B146: all transports were asked the same questions', () => {
  const [first, ...others] = doors.map(({ name }) => compared.get(name))
  expect(first?.length).toBeGreaterThan(15)
  for (const other of others) expect(other).toEqual(first)
})
