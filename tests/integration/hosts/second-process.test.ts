import { once } from 'node:events'
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Device } from '#shared/model/device.ts'
import type { Operation } from '#shared/model/operation.ts'
import { startSimulator } from '#simulators/start-simulator.ts'
import type { Simulator } from '#simulators/start-simulator.ts'
import { eventually } from '#tests/builders/eventually.ts'
import { openTestCore } from '#tests/builders/test-core.ts'
import { aDeskWithVault, patience, runCli, startCli } from '../cli/run-cli.ts'
import type { Desk } from '../cli/run-cli.ts'

vi.setConfig({ testTimeout: patience, hookTimeout: patience })

let server: Simulator
let desk: Desk
let device: Device
let profile: string

beforeAll(async () => {
  server = await startSimulator({ vendor: 'tactical_rmm', devices: 40, port: 0, seed: 7, waitScale: 0.01, steady: true })
  desk = await aDeskWithVault()
  profile = join(desk.folder, 'profile')
  const steps = [['account', 'add', '--url', server.url, '--name', 'Main'], ['sync'], ['mode', '--read-only', 'off']]
  for (const args of steps) await runCli(desk, args, { variables: { OUTRIDER_API_KEY: server.apiKey } })
  const found = (await runCli(desk, ['device', 'list', '--json'])).json<{ devices: Device[] }>().devices.find((one) => one.osFamily === 'windows' && one.status === 'online')
  if (!found) throw new Error('the fleet has no such device')
  device = found
})
afterAll(async () => {
  await server.close()
  desk.remove()
})

const queue = async () => (await runCli(desk, ['queue', '--json'])).json<Operation[]>()

test('B147: what another process runs is in the queue, is cancelled from here, and says that it may have run', async () => {
  expect(await runCli(desk, ['queue'])).toMatchObject({ code: 0, out: 'Nothing waits and nothing is under way.\n' })
  server.setFaults([{ kind: 'hang', match: { path: '/agents/*/cmd/' } }])
  const running = startCli(desk, ['run', device.id, '--json', '--', 'hostname'])
  await eventually('the command left', () => server.requests.count({ path: '/agents/*/cmd/' }) === 1)
  const [operation] = await queue()
  expect(operation).toMatchObject({ state: 'sending', deviceName: device.name })
  expect((await runCli(desk, ['operation', 'list', '--open', '--json'])).json()).toMatchObject([{ id: operation?.id }])
  const cancelled = await runCli(desk, ['queue', 'cancel', operation?.id ?? '', '--json'])
  expect([cancelled.code, cancelled.json()]).toMatchObject([0, { id: operation?.id, state: 'cancelled-may-have-run' }])
  expect((await running.ended).json()).toMatchObject({ id: operation?.id, state: 'cancelled-may-have-run' })
  server.setFaults([])
  expect(await queue()).toEqual([])
  expect((await runCli(desk, ['operation', 'cancel', operation?.id ?? '', '--json'])).json()).toMatchObject({ error: { code: 'operation.finished' } })
  expect((await runCli(desk, ['operation', 'cancel', 'o0000000000000000', '--json'])).json()).toMatchObject({ error: { code: 'operation.not-found' } })
  expect(server.requests.count({ path: '/agents/*/cmd/' })).toBe(1)
})

const refusals = async () => {
  const { api, close } = await openTestCore({ folder: profile })
  const { records } = await api.journal.list({ limit: 200 })
  const verified = await api.journal.verify({})
  await close()
  expect(verified.isIntact).toBe(true)
  return records.filter((one) => one.phase === 'note' && one.action === 'device.runCommand').map((one) => one['params'] as { refused: string; at: string })
}

test('B116: what a second process refuses is recorded by the one that writes, with its own time, while it is open and after', async () => {
  const watching = startCli(desk, ['metrics', device.id, '--watch', '--interval', '1'])
  await watching.said('memory')
  const before = Date.now()
  expect((await runCli(desk, ['run', device.id, '--', 'hostname'])).code).toBe(6)
  const between = Date.now()
  const inbox = () => readdirSync(profile, { recursive: true, encoding: 'utf8' }).filter((name) => /mail.*\.sealed$/.test(name))
  await eventually('the writer took it in', () => inbox().length === 0)
  watching.child.kill('SIGSTOP')
  expect((await runCli(desk, ['run', device.id, '--', 'hostname'])).code).toBe(6)
  const after = Date.now()
  expect(inbox()).toHaveLength(1)
  watching.child.kill('SIGKILL')
  await once(watching.child, 'close')
  writeFileSync(join(profile, inbox()[0] ?? '', '..', '000000000000001-planted.sealed'), 'not sealed by us')
  await refusals()
  const recorded = await refusals()
  expect(recorded.map((one) => one.refused)).toEqual(['store.busy', 'store.busy'])
  const [second = 0, first = 0] = recorded.map((one) => Date.parse(one.at))
  expect([first >= before, first <= between, second >= between, second <= after]).toEqual([true, true, true, true])
  expect(inbox()).toEqual([])
})
