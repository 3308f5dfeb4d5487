import { once } from 'node:events'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Operation } from '#shared/model/operation.ts'
import type { SyncSummary } from '#shared/model/sync.ts'
import type { Device } from '#shared/model/device.ts'
import { startSimulator } from '#simulators/start-simulator.ts'
import type { Simulator } from '#simulators/start-simulator.ts'
import { eventually } from '#tests/builders/eventually.ts'
import { aDeskWithVault, patience, runCli, startCli } from '../cli/run-cli.ts'
import type { Desk } from '../cli/run-cli.ts'

vi.setConfig({ testTimeout: patience, hookTimeout: patience })

const devicesOfFleet = 300

let server: Simulator
let desk: Desk

beforeAll(async () => {
  server = await startSimulator({ vendor: 'tactical_rmm', devices: devicesOfFleet, port: 0, seed: 7, waitScale: 0.01, steady: true })
  desk = await aDeskWithVault()
  await runCli(desk, ['account', 'add', '--url', server.url, '--name', 'Main'], { variables: { OUTRIDER_API_KEY: server.apiKey } })
})
afterAll(async () => {
  await server.close()
  desk.remove()
})

const listed = async (): Promise<readonly Device[]> => (await runCli(desk, ['device', 'list', '--json'])).json<{ devices: Device[] }>().devices

test('B26: kill -9 in the middle of a sync loses nothing; the next one goes on at the first missing page', async () => {
  server.setFaults([{ kind: 'hang', match: { method: 'GET', path: '/agents/' }, after: 3 }])
  const running = startCli(desk, ['sync'])
  await eventually('some pages were read, and one hangs', () => server.requests.count({ path: '/agents/' }) > 3)
  let kept = 0
  await eventually('a page was stored', () => kept > 0, async () => {
    kept = (await listed()).length
  })
  running.child.kill('SIGKILL')
  await once(running.child, 'close')
  expect((await listed()).length).toBeGreaterThanOrEqual(kept)
  server.setFaults([])
  server.requests.clear()
  const result = await runCli(desk, ['sync', '--json'])
  expect([result.code, result.json<SyncSummary[]>()]).toMatchObject([0, [{ outcome: 'done', rejected: 0 }]])
  const devices = await listed()
  expect(new Set(devices.map((one) => one.remoteId)).size).toBe(devicesOfFleet)
  expect(devices).toHaveLength(devicesOfFleet)
})

test('S178: kill -9 while a command runs: what became of it is told as it is, and the journal holds', async () => {
  await runCli(desk, ['mode', '--read-only', 'off'])
  server.setFaults([{ kind: 'hang', match: { path: '/agents/*/cmd/' } }])
  const device = (await listed()).find((one) => one.osFamily === 'windows' && one.status === 'online')
  const running = startCli(desk, ['run', device?.id ?? '', '--', 'hostname'])
  await eventually('the command left', () => server.requests.count({ path: '/agents/*/cmd/' }) === 1)
  running.child.kill('SIGKILL')
  await once(running.child, 'close')
  server.setFaults([])
  const [operation] = (await runCli(desk, ['operation', 'list', '--json'])).json<Operation[]>()
  const shown = await runCli(desk, ['operation', 'show', operation?.id ?? ''])
  expect(shown).toMatchObject({ code: 7, err: expect.stringMatching(/Sent - no answer/) })
  const verified = await runCli(desk, ['journal', 'verify', '--json'])
  expect([verified.code, verified.json()]).toMatchObject([0, { isIntact: true, intentsWithoutResult: 0 }])
  expect(server.requests.count({ path: '/agents/*/cmd/' })).toBe(1)
})

test('two processes on one profile: the second reads and refuses to change, and takes over when the first is gone', async () => {
  const device = (await listed()).find((one) => one.osFamily === 'windows' && one.status === 'online')
  const first = startCli(desk, ['metrics', device?.id ?? '', '--watch', '--interval', '1'])
  await first.said('memory')
  expect(await listed()).toHaveLength(devicesOfFleet)
  expect(await runCli(desk, ['status'])).toMatchObject({ code: 0, out: expect.stringContaining('This one reads and changes nothing') })
  for (const args of [['sync'], ['run', device?.id ?? '', '--', 'hostname'], ['mode', '--read-only', 'on'], ['mode', '--offline', 'on'], ['account', 'remove', 'Main'], ['account', 'set-key', 'Main'], ['company', 'create', 'Acme']]) {
    const refused = await runCli(desk, args, { variables: { OUTRIDER_API_KEY: 'another-key' } })
    expect([args, refused.code, refused.err]).toEqual([args, 6, expect.stringMatching(/Another (Outrider|window)[^]*close it/)])
  }
  expect((await runCli(desk, ['status', '--json'])).json()).toMatchObject({ state: { isReadOnly: false, isOffline: false }, devices: devicesOfFleet })
  first.child.kill('SIGKILL')
  await once(first.child, 'close')
  const { code, out, err } = await runCli(desk, ['sync'])
  expect([code, out, err]).toEqual([0, expect.stringContaining(`Main: ${devicesOfFleet} devices read`), ''])
})
