import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Device } from '#shared/model/device.ts'
import type { DeviceChange } from '#shared/model/device-change.ts'
import type { DeviceNote } from '#shared/model/device-note.ts'
import type { DeviceHealth } from '#shared/model/disk-health.ts'
import type { SectionState } from '#shared/model/section.ts'
import { changeAdapter } from '#simulators/fleet/adapters.ts'
import { startSimulator } from '#simulators/start-simulator.ts'
import type { Simulator } from '#simulators/start-simulator.ts'
import { raiseAlert } from '#tests/builders/tactical-people.ts'
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

test('S28: a note is written and read back to the last byte; what is too long, nothing at all, or written from an older version is refused', async () => {
  const text = 'Key at reception.\r\n\tcaf\u00e9 \u{1f5dd} \u001b[2J no line end'
  expect(await outrider(['device', 'note', device.name])).toMatchObject({ code: 0, out: '', err: 'No note.\n' })
  expect(await outrider(['device', 'note', device.name, '--stdin'], { input: text })).toMatchObject({ code: 0, out: expect.stringMatching(/^Saved just now by .+, version 1\.\n$/) })
  expect((await outrider(['device', 'note', device.name])).out).toBe(text)
  expect((await outrider(['device', 'note', device.name, '--json'])).json<DeviceNote>()).toMatchObject({ text, version: 1 })
  expect(await outrider(['device', 'note', device.name, '--set', 'late', '--based-on', '0', '--json'])).toMatchObject({ code: 1, out: expect.stringContaining('"device.note-changed"') })
  expect(await outrider(['device', 'note', device.name, '--set', 'x'.repeat(20_001)])).toMatchObject({ code: 2, err: expect.stringContaining('at most 20000 characters') })
  expect(await outrider(['device', 'note', device.name, '--stdin'], { input: 'x'.repeat(100_000) })).toMatchObject({ code: 2, err: expect.stringContaining('at most 20000 characters') })
  expect(await outrider(['device', 'note', device.name, '--stdin'])).toMatchObject({ code: 2, err: expect.stringContaining('Nothing came on standard input') })
  expect((await outrider(['device', 'notes'])).out).toContain('Key at reception.')
  expect(await outrider(['device', 'note', device.name, '--set', ''])).toMatchObject({ code: 0, out: expect.stringContaining('taken away') })
  expect((await outrider(['device', 'notes', '--json'])).json()).toEqual({ items: [], total: 0 })
})

test('B13: the server gone, services, updates, checks and alerts of a device are printed with their age, as text and as JSON', async () => {
  const message = `The shelf is wet, ${'and a long text that is not cut, '.repeat(4)}as the last column`
  await raiseAlert(server, device.remoteId, message)
  await outrider(['device', 'show', device.name, '--refresh'])
  await outrider(['mode', '--offline', 'on'])
  server.requests.clear()
  const sections = { services: /running +Spooler +Print Spooler +Auto/, updates: /installed +\w+ +KB\d+ +.*Cumulative/, checks: /(passing|failing|pending) +\S/, alerts: /warning +\d{4}-\d\d-\d\d .* +custom +no +The shelf is wet.*last column/ }
  for (const [section, line] of Object.entries(sections)) {
    const { code, out } = await outrider(['device', 'show', device.name, '--section', section])
    expect([section, code, out]).toEqual([section, 0, expect.stringMatching(line)])
    expect(out).toMatch(new RegExp(`^${section} +.*read .* from Tactical RMM`))
    const state = (await outrider(['device', 'show', device.name, '--section', section, '--json'])).json<SectionState>()
    expect(state).toMatchObject({ section, missing: null, fetchedAt: expect.any(Number), value: { [section]: expect.arrayContaining([expect.any(Object)]) } })
  }
  expect(server.requests.count()).toBe(0)
  expect((await outrider(['device', 'show', device.name, '--section', 'nonsense'])).code).toBe(2)
  await outrider(['mode', '--offline', 'off'])
})

test('B16: a section the system never has is said with the reason', async () => {
  const { devices } = (await outrider(['device', 'list', '--json'])).json<{ devices: Device[] }>()
  const { out } = await outrider(['device', 'show', devices.find((one) => one.osFamily === 'linux')?.id ?? '', '--section', 'updates'])
  expect(out).toBe('updates        not available from this vendor: Tactical RMM reports updates of Windows devices only.\n')
})
