import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Device } from '#shared/model/device.ts'
import type { DeviceChange } from '#shared/model/device-change.ts'
import type { DeviceHealth } from '#shared/model/disk-health.ts'
import { changeAdapter } from '#simulators/fleet/adapters.ts'
import { startSimulator } from '#simulators/start-simulator.ts'
import type { Simulator } from '#simulators/start-simulator.ts'
import { aDeskWithVault, patience, runCli } from './run-cli.ts'
import type { Desk } from './run-cli.ts'

vi.setConfig({ testTimeout: patience, hookTimeout: patience })

let server: Simulator
let desk: Desk
let device: Device
const outrider = (args: readonly string[], options: Parameters<typeof runCli>[2] = {}) => runCli(desk, args, options)

beforeAll(async () => {
  server = await startSimulator({ vendor: 'tactical_rmm', devices: 12, port: 0, seed: 7, waitScale: 0.01, frozen: true })
  desk = await aDeskWithVault()
  await outrider(['account', 'add', '--url', server.url], { variables: { OUTRIDER_API_KEY: server.apiKey } })
  await outrider(['sync'])
  const { devices } = (await outrider(['device', 'list', '--json'])).json<{ devices: Device[] }>()
  const found = devices.find((one) => one.osFamily === 'windows' && one.status === 'online')
  if (!found) throw new Error('the fleet has no online Windows device')
  device = found
})
afterAll(async () => {
  await server.close()
  desk.remove()
})

test('S46: changes are listed with before and after, and a device without any says why', async () => {
  await outrider(['device', 'show', device.name, '--refresh'])
  expect(await outrider(['device', 'changes', device.name])).toMatchObject({ code: 0, out: expect.stringContaining('No change was seen yet') })
  const remote = server.fleet.byKey(device.remoteId)
  if (remote) changeAdapter(remote, 'Ethernet', { bitsPerSecond: 10_000_000 }, server.fleet)
  await outrider(['device', 'show', device.name, '--refresh'])
  const changes = (await outrider(['device', 'changes', device.name, '--json'])).json<DeviceChange[]>()
  expect(changes).toMatchObject([{ subject: 'Ethernet', field: 'speedMbps', after: '10' }])
  expect((await outrider(['device', 'changes', device.name])).out).toMatch(/network +Ethernet +speedMbps +\d+ Mbps +10 Mbps/)
})

test('S44: disk health is unknown until it is read; reading is shown first, refused in read-only mode, and then names each disk', async () => {
  expect(await outrider(['device', 'health', device.name])).toMatchObject({ code: 0, out: expect.stringContaining('--read') })
  expect((await outrider(['device', 'health', device.name, '--show-request'])).out).toContain('outrider-disk-health v1')
  expect((await outrider(['device', 'health', device.name, '--read'])).code).toBe(6)
  expect(server.requests.count({ method: 'POST', path: '/agents/*/cmd/' })).toBe(0)
  await outrider(['mode', '--read-only', 'off'])
  const health = (await outrider(['device', 'health', device.name, '--read', '--json'])).json<DeviceHealth>()
  expect(health.disks.length).toBeGreaterThan(0)
  const shown = await outrider(['device', 'health', device.name])
  expect(shown.out).toContain('no all-clear')
  for (const { evidence, verdict } of health.disks) expect(shown.out).toMatch(new RegExp(`${verdict.word} +${evidence.name} `))
})
