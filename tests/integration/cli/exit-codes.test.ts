import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { startSimulator } from '#simulators/start-simulator.ts'
import type { Simulator } from '#simulators/start-simulator.ts'
import type { Device } from '#shared/model/device.ts'
import { eventually } from '#tests/builders/eventually.ts'
import { aDeskWithVault, patience, runCli, startCli } from './run-cli.ts'
import type { Desk } from './run-cli.ts'

vi.setConfig({ testTimeout: patience, hookTimeout: patience })

let server: Simulator
let desk: Desk
let online: string
let offline: string

const outrider = (...args: string[]) => runCli(desk, args)

/** Waits until the server has received a request for a path. */
const received = (path: string) => eventually(`a request for ${path}`, () => server.requests.count({ path }) > 0)

beforeAll(async () => {
  server = await startSimulator({ vendor: 'tactical_rmm', devices: 30, port: 0, seed: 7, waitScale: 0.01, steady: true })
  desk = await aDeskWithVault()
  await runCli(desk, ['account', 'add', '--url', server.url, '--name', 'Main'], { variables: { OUTRIDER_API_KEY: server.apiKey } })
  await outrider('sync')
  await outrider('mode', '--read-only', 'off')
  const { devices } = (await outrider('device', 'list', '--json')).json<{ devices: Device[] }>()
  online = devices.find((one) => one.osFamily === 'windows' && one.status === 'online')?.id ?? ''
  offline = devices.find((one) => one.osFamily === 'windows' && one.status === 'offline')?.id ?? ''
})
beforeEach(() => {
  server.setFaults([])
  server.requests.clear()
})
afterAll(async () => {
  await server.close()
  desk.remove()
})

const command = '/agents/*/cmd/'

describe('B147: exit codes mean what README says', () => {
  test('1: the sync had failures; the sentence says why and what is kept', async () => {
    server.setFaults([{ kind: 'status', status: 500, match: { path: '/agents/' } }])
    const result = await outrider('sync')
    expect(result.code).toBe(1)
    expect(result.out).toMatch(/^Main: 0 devices not read in [^]*500/)
  })

  test('1: the command failed on the server', async () => {
    server.setFaults([{ kind: 'status', status: 400, body: { timeout: ['no'] }, match: { path: command } }])
    expect(await outrider('run', online, '--', 'hostname')).toMatchObject({ code: 1, out: '', err: expect.stringContaining('Failed') })
  })

  test('2: wrong use, before anything is sent', async () => {
    const wrong = [['sync', '--nothing'], ['nothing'], ['run', online], ['run', online, '--timeout', 'long', '--', 'x'], ['serve', '--port', '70000'], ['journal', 'export', '--format', 'xml'], ['journal', 'export', '--from', 'yesterday'], ['help', 'nothing'], ['account', 'help', 'nothing'], ['company', 'create', '']]
    const results = await Promise.all(wrong.map((args) => runCli(desk, args)))
    for (const [index, { code, out, err }] of results.entries()) expect([wrong[index], code, out, err.includes('Nothing was done.')]).toEqual([wrong[index], 2, '', true])
    expect((await outrider('run', online, '--shell', 'bash', '--json', '--', 'ls')).json()).toMatchObject({ error: { code: 'vendor.unsupported', next: expect.stringContaining('powershell') } })
    expect(await outrider('run', online, '--shell', 'fish', '--', 'ls')).toMatchObject({ code: 2 })
    expect((await outrider('--json', 'sync', '--nothing')).json()).toMatchObject({ error: { code: 'input.invalid' } })
    for (const args of [['--json'], ['account', '--json'], ['help', 'nothing', '--json']]) expect([args, (await outrider(...args)).json()]).toMatchObject([args, { error: { code: 'input.invalid', next: expect.stringMatching(/\w/) } }])
    expect(await outrider('help', 'account', 'add')).toMatchObject({ code: 0, out: expect.stringMatching(/^Usage: outrider account add/) })
    expect(await outrider('simulate', '--devices', 'many')).toMatchObject({ code: 2, err: expect.stringMatching(/--devices is a number[^]*Nothing was started\. Correct it/) })
    expect(server.requests.count({ isMutating: true })).toBe(0)
  })

  test('3: there is no such account, device or company', async () => {
    for (const args of [['sync', '--account', 'X'], ['run', 'X', '--', 'x'], ['--company', 'X', 'status'], ['operation', 'show', 'X']]) {
      expect([args, (await outrider(...args)).code]).toEqual([args, 3])
    }
  })

  test('4: a passphrase that does not open the vault, and none at all', async () => {
    expect(await runCli(desk, ['status'], { variables: { OUTRIDER_PASSPHRASE: 'guess' } })).toMatchObject({ code: 4, err: expect.stringContaining('passphrase does not open') })
    expect(await runCli(desk, ['status'], { variables: { OUTRIDER_PASSPHRASE: '' } })).toMatchObject({ code: 4, err: expect.stringContaining('OUTRIDER_PASSPHRASE') })
  })

  test('4: the key lacks the right to run commands (B2)', async () => {
    server.setFaults([{ kind: 'status', status: 403, body: { detail: 'You do not have permission to perform this action.' }, match: { path: command } }])
    expect(await outrider('run', online, '--', 'hostname')).toMatchObject({ code: 4, err: expect.stringContaining('can_send_cmd') })
    server.setFaults([])
    server.requests.clear()
    expect(await outrider('run', online, '--', 'hostname')).toMatchObject({ code: 4, err: expect.stringContaining('The server refused it on') })
    expect(server.requests.count({ path: command })).toBe(0)
    expect((await outrider('test')).code).toBe(0)
  })

  test('6: working offline, nothing leaves and what is stored stays readable (B17)', async () => {
    await outrider('mode', '--offline', 'on')
    for (const args of [['sync'], ['test'], ['run', online, '--', 'hostname'], ['shell', online], ['metrics', online, '--watch'], ['metrics', offline]]) expect([args, (await outrider(...args)).code]).toEqual([args, 6])
    expect((await outrider('status')).out).toMatch(/working offline/)
    expect((await outrider('device', 'show', online)).code).toBe(0)
    expect(server.requests.all).toEqual([])
    await outrider('mode', '--offline', 'off')
  })

  test('6: read-only mode, a watch that would wait for a person ends at once in three sentences', async () => {
    await outrider('mode', '--read-only', 'on')
    const words = /^Read-only mode is on\. Live numbers [^\n]*script[^\n]*\. Nothing was sent[^\n]*\. Switch read-only off [^\n]*\n$/
    for (const args of [[online], [online, '--watch']]) expect(await outrider('metrics', ...args)).toMatchObject({ code: 6, out: '', err: expect.stringMatching(words) })
    expect((await outrider('metrics', online, '--watch', '--json')).json()).toMatchObject({ error: { code: 'lock.read-only', remedy: 'allow-changes' } })
    expect(server.requests.count({ path: command })).toBe(0)
    await outrider('mode', '--read-only', 'off')
  })

  test('7: it was sent and no answer came', async () => {
    server.setFaults([{ kind: 'reset', match: { path: command } }])
    expect(await outrider('run', online, '--', 'hostname')).toMatchObject({ code: 7, err: expect.stringMatching(/Sent - no answer[^]*may have run/) })
    expect((await outrider('run', offline, '--', 'hostname')).code).toBe(7)
  })

  test('8: the time limit of the command passed', async () => {
    const slow = await startSimulator({ vendor: 'tactical_rmm', devices: 30, port: 0, seed: 7, steady: true })
    await outrider('account', 'change', 'Main', '--name', 'Fast')
    await runCli(desk, ['account', 'add', '--url', slow.url, '--name', 'Slow'], { variables: { OUTRIDER_API_KEY: slow.apiKey } })
    await outrider('--company', 'My company', 'sync', '--account', 'Slow')
    const { devices } = (await outrider('device', 'list', '--filter', 'os:windows status:online', '--json')).json<{ devices: Device[] }>()
    const { accounts } = (await outrider('status', '--json')).json<{ accounts: { account: { id: string; name: string } }[] }>()
    const slowId = accounts.find(({ account }) => account.name === 'Slow')?.account.id
    const device = devices.find((one) => one.accountId === slowId)
    expect(await outrider('run', device?.id ?? '', '--timeout', '1', '--', 'Start-Sleep 30')).toMatchObject({ code: 8, err: expect.stringContaining('limit of 1 s') })
    await outrider('account', 'remove', 'Slow')
    await slow.close()
  })

  test('Ctrl-C while a command runs: no second send, and the end state says that it may have run', async () => {
    server.setFaults([{ kind: 'hang', match: { path: command } }])
    const running = startCli(desk, ['run', online, '--', 'hostname'])
    await received(command)
    // Twice, as it comes through npm: from the terminal and from the starter that passes it on.
    running.child.kill('SIGINT')
    running.child.kill('SIGINT')
    expect(await running.ended).toMatchObject({ code: 7, err: expect.stringMatching(/operation o[^]*Cancelling[^]*may have run/) })
    expect(server.requests.count({ path: command })).toBe(1)
  })

  test('130: Ctrl-C during a sync stops it in order, and the next one goes through', async () => {
    server.setFaults([{ kind: 'hang', match: { path: '/agents/' } }])
    const running = startCli(desk, ['sync', '--json'])
    await received('/agents/')
    running.child.kill('SIGINT')
    const result = await running.ended
    expect(result.code).toBe(130)
    expect(result.json()).toMatchObject([{ outcome: 'cancelled', error: expect.stringContaining('What was read so far is stored') }])
    server.setFaults([])
    expect((await outrider('sync')).code).toBe(0)
  })

  test('0: Ctrl-C is how a watch ends', async () => {
    const running = startCli(desk, ['metrics', online, '--watch', '--interval', '1'])
    await running.said('memory')
    running.child.kill('SIGINT')
    // Once more while the store is closed, as a starter above it passes the same press on.
    await running.said('on the wire')
    running.child.kill('SIGINT')
    expect(await running.ended).toMatchObject({ code: 0, err: expect.stringMatching(/\d readings?, 0 gaps/) })
    const { records } = (await outrider('journal', 'list', '--json')).json<{ records: { action: string; phase?: string }[] }>()
    expect(records.filter(({ action }) => action === 'metrics.watch').map(({ phase }) => phase)).toEqual(['result', 'intent'])
  })
})
