import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Device } from '#shared/model/device.ts'
import { compareVersions } from '#shared/util/compare-versions.ts'
import { startSimulator } from '#simulators/start-simulator.ts'
import type { Simulator } from '#simulators/start-simulator.ts'
import { oneTimeCode } from '#platform/one-time-code.ts'
import { aDeskWithVault, patience, runCli, startInTerminal } from './run-cli.ts'
import type { Desk } from './run-cli.ts'

vi.setConfig({ testTimeout: patience, hookTimeout: patience })

let server: Simulator
let desk: Desk
let device: Device

beforeAll(async () => {
  server = await startSimulator({ vendor: 'tactical_rmm', devices: 30, port: 0, seed: 7, waitScale: 0.01, steady: true })
  desk = await aDeskWithVault()
  await runCli(desk, ['account', 'add', '--url', server.url, '--name', 'Main'], { variables: { OUTRIDER_API_KEY: server.apiKey } })
  await runCli(desk, ['sync'])
  await runCli(desk, ['mode', '--read-only', 'off'])
  const { devices } = (await runCli(desk, ['device', 'list', '--filter', 'os:windows status:online', '--json'])).json<{ devices: Device[] }>()
  const recent = devices.find((one) => compareVersions(one.clientVersion ?? '0', '2.11.0') >= 0)
  if (!recent) throw new Error('the fleet has no Windows device that is online and can have a terminal')
  device = recent
})
afterAll(async () => {
  await server.close()
  desk.remove()
})

const signIn = () =>
  runCli(desk, ['account', 'sign-in', 'Main', '--user', server.user], { variables: { OUTRIDER_PASSWORD: server.password, OUTRIDER_CODE: oneTimeCode(server.totpSecret, Date.now()) } })

test('without a terminal each line waits for the answer of the one before, and the output is plain text', async () => {
  const result = await runCli(desk, ['shell', device.name], { input: 'hostname\n\necho second\n' })
  expect(result.code).toBe(0)
  expect(result.out).toMatch(new RegExp(`powershell> hostname\\n${device.name}\\npowershell> echo second\\nsecond\\n`))
  // oxlint-disable-next-line no-control-regex
  expect(result.out).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/)
  expect(result.err).toContain('command mode (An API key cannot open a terminal')
})

test('in a terminal the keys go to the device, and Ctrl-] leaves', async () => {
  const running = startInTerminal(desk, ['shell', device.name])
  await running.said('powershell> ')
  running.child.stdin.write('hostname\r')
  await running.said(`\n${device.name}\r`)
  running.child.stdin.write('\u001d')
  const { code, out } = await running.ended
  expect([code, out]).toEqual([0, expect.stringMatching(/Ctrl-\] leaves[^]*Closed/)])
})

test('a password is asked for without showing it; Ctrl-C at the question ends with 130', async () => {
  const running = startInTerminal(desk, ['account', 'set-key', 'Main'])
  await running.said('API key: ')
  running.child.stdin.write(`${server.apiKey}\r`)
  const { code, out } = await running.ended
  expect([code, out]).toEqual([0, expect.stringContaining('was replaced')])
  expect(out).not.toContain(server.apiKey)
  const stopped = startInTerminal(desk, ['account', 'set-key', 'Main'])
  await stopped.said('API key: ')
  stopped.child.stdin.write('\u0003')
  expect((await stopped.ended).code).toBe(130)
})

test('signed in, the terminal of the device opens; it ends with exit, and the password is nowhere', async () => {
  const signedIn = await signIn()
  expect(signedIn).toMatchObject({ code: 0, out: expect.stringContaining('kept nowhere') })
  expect(signedIn.out + signedIn.err).not.toContain(server.password)
  const piped = await runCli(desk, ['shell', device.name], { input: 'hostname\n' })
  expect(piped).toMatchObject({ code: 0, out: expect.stringContaining(device.name), err: expect.stringMatching(/a terminal\.[^]*Closed/) })
  const running = startInTerminal(desk, ['shell', device.name])
  await running.said('Ctrl-] leaves')
  await running.said('PS C:')
  running.child.stdin.write('exit\r')
  expect((await running.ended).code).toBe(0)
})
