import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { tacticalRmm } from '#core/providers/tactical-rmm/provider.ts'
import type { DeviceRef } from '#core/providers/provider.ts'
import type { IncomingDevice } from '#shared/model/device.ts'
import { startSimulator, type Simulator } from '#simulators/start-simulator.ts'
import { aConnection, someProviderPorts, someSecrets } from '#tests/builders/provider-ports.ts'
import { aKeyWithRights } from '#tests/builders/tactical-people.ts'
import { allPages, errorOf, never, toRef } from './provider-bench.ts'

let server: Simulator
let devices: readonly IncomingDevice[] = []
const connect = (apiKey = server.apiKey) => tacticalRmm.connect(aConnection(server.url), someProviderPorts(someSecrets({ 'api-key': apiKey })))

beforeAll(async () => {
  server = await startSimulator({ vendor: 'tactical_rmm', devices: 120, port: 0, seed: 5, waitScale: 0.01, steady: true })
  devices = (await allPages(connect(), { isPoll: true })).flatMap((page) => tacticalRmm.parseDevicePage(page.body, page.context).devices)
})
afterAll(() => server.close())
beforeEach(() => {
  server.setFaults([])
  server.requests.clear()
})

const pick = (osFamily: IncomingDevice['osFamily'], status: IncomingDevice['status']): DeviceRef => {
  const found = devices.find((device) => device.osFamily === osFamily && device.status === status)
  if (!found) throw new Error('no such device')
  return toRef(found)
}

const run = (device: DeviceRef, command: string, provider = connect()) =>
  provider.runCommand(device, { shell: device.osFamily === 'windows' ? 'powershell' : 'bash', command, timeoutSeconds: 20, runAsUser: false }, { signal: never, onSent: () => undefined })

const answer = (body: unknown, status = 200) => server.setFaults([{ kind: 'status', status, body, match: { path: '/agents/*/cmd/' } }])

test('S26: a device that cannot be reached may have run the command', async () => {
  const outcome = await run(pick('windows', 'offline'), 'hostname')
  expect(outcome).toMatchObject({ kind: 'no-answer', says: expect.stringContaining('may have run') })
  expect(server.requests.count({ method: 'POST' })).toBe(1)
})

test('the words that mean trouble are not taken for output', async () => {
  answer('natsdown')
  expect(await run(pick('windows', 'online'), 'hostname')).toMatchObject({ kind: 'failed', says: expect.stringContaining('message bus') })
  answer('timeout')
  expect((await run(pick('windows', 'online'), 'hostname')).kind).toBe('no-answer')
})

test('B57: a field that the server refuses has failed and carries its words; any other 400 may have run', async () => {
  answer({ timeout: ['A valid integer is required.'] }, 400)
  expect(await run(pick('windows', 'online'), 'hostname')).toEqual({ kind: 'failed', httpStatus: 400, says: 'The server refused: timeout: A valid integer is required. Nothing was run.' })
  for (const body of ['Some refusal', { cmd: 'x' }, { other: ['x'] }, {}, [], null]) {
    answer(body, 400)
    expect([body, await run(pick('windows', 'online'), 'hostname')]).toMatchObject([body, { kind: 'no-answer', says: expect.stringContaining('may have run') }])
  }
})

/** Statuses for which the vendor says before it acts that it will not. */
const refusals = new Set([401, 403, 404])

test('B57: over all statuses, "nothing was run" is said only where the server proves it (B76)', async () => {
  const windows = pick('windows', 'online')
  const bodies = fc.constantFrom<unknown>('', 'done', 'natsdown', { detail: 'no' }, [], null)
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 200, max: 599 }), bodies, async (status, body) => {
      answer(body, status)
      const outcome = await run(windows, 'hostname', connect())
      if (status === 429) expect(outcome.kind).toBe('rate-limited')
      else if (refusals.has(status)) expect(outcome).toMatchObject({ kind: 'failed', httpStatus: status, says: expect.stringContaining('Nothing was run.') })
      else if (status !== 200) expect(outcome).toMatchObject({ kind: 'no-answer', output: '', says: expect.stringMatching(/may have run\.$/) })
      if (outcome.kind === 'no-answer') expect(outcome.says).not.toContain('Nothing was run')
    }),
    { numRuns: 200, examples: [[204, ''], [201, 'done'], [408, null], [418, null], [499, null], [302, null], [500, null]] },
  )
})

test('S26: a key that may not run commands is told the right it needs', async () => {
  const provider = connect(await aKeyWithRights(server, ['can_list_agents']))
  expect(await run(pick('windows', 'online'), 'hostname', provider)).toMatchObject({ kind: 'failed', httpStatus: 403, says: expect.stringContaining('can_send_cmd') })
  expect((await errorOf(provider.readCounters(pick('windows', 'online'), never))).code).toBe('auth.missing-right')
})

test('B76: a result the server replaced is labelled', async () => {
  answer('Content truncated due to excessive request size.')
  expect(await run(pick('windows', 'online'), 'hostname')).toMatchObject({ kind: 'answered', note: 'server dropped output' })
})

test('B76: an output of exactly the size at which the server cuts is labelled', async () => {
  answer('x'.repeat(512 * 1024))
  expect(await run(pick('windows', 'online'), 'hostname')).toMatchObject({ kind: 'answered', note: 'server dropped output' })
  answer('x'.repeat(512 * 1024 - 1))
  expect(await run(pick('windows', 'online'), 'hostname')).toMatchObject({ kind: 'answered', note: null })
})

test('no output is a valid output', async () => {
  answer('')
  expect(await run(pick('linux', 'online'), 'true')).toEqual({ kind: 'answered', output: '', exitCode: null, note: null })
})

test('a command that nobody waits for any more may have run', async () => {
  const controller = new AbortController()
  server.setFaults([{ kind: 'hang', match: { path: '/agents/*/cmd/' } }])
  const outcome = await connect().runCommand(
    pick('windows', 'online'), { shell: 'powershell', command: 'hostname', timeoutSeconds: 20, runAsUser: false },
    { signal: controller.signal, onSent: () => setImmediate(() => controller.abort()) },
  )
  expect(outcome).toMatchObject({ kind: 'no-answer' })
})

test('Q26: every shell is checked against the system of the device, for shells too', async () => {
  const provider = connect()
  const error = await errorOf(provider.openShell(pick('windows', 'online'), { depth: 'buffered', shell: 'bash', runAsUser: false, columns: 80, rows: 24 }, () => undefined))
  expect(error.code).toBe('shell.refused')
  expect(server.requests.count()).toBe(0)
})

test('B76: of an output over our own limit the beginning is kept and the rest is named', async () => {
  answer('y'.repeat(33 * 1024 ** 2))
  const outcome = await run(pick('linux', 'online'), 'yes')
  expect(outcome).toMatchObject({ kind: 'answered', note: 'Output over 32 MiB was left out.' })
  expect(outcome.kind === 'answered' && outcome.output.length).toBeGreaterThan(30 * 1024 ** 2)
})
