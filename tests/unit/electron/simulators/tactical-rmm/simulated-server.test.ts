import { afterEach, describe, expect, test } from 'vitest'
import { startSimulator, type Simulator, type SimulatorOptions } from '#simulators/start-simulator.ts'
import { disconnect, switchOn } from '#simulators/fleet/power.ts'
import { totpCode } from '#simulators/toolkit/totp.ts'

const started: Simulator[] = []
afterEach(async () => { for (const simulator of started.splice(0)) await simulator.close() })

async function start(options: Partial<SimulatorOptions> = {}): Promise<Simulator> {
  const simulator = await startSimulator({ vendor: 'tactical_rmm', devices: 30, port: 0, seed: 3, waitScale: 0.001, steady: true, ...options })
  started.push(simulator)
  return simulator
}

const call = (simulator: Simulator, path: string, init: RequestInit = {}): Promise<Response> =>
  fetch(simulator.url + path, { redirect: 'manual', headers: { 'x-api-key': simulator.apiKey }, ...init })
const read = async (simulator: Simulator, path: string) => (await call(simulator, path)).json()
const send = (simulator: Simulator, method: string, path: string, body: unknown) => call(simulator, path, { method, body: JSON.stringify(body) })

describe('the simulated server', () => {
  test('frozen: every request gets the same bytes again', async () => {
    const simulator = await start({ frozen: true })
    const { key } = simulator.fleet.byId(1)!
    const paths = ['/agents/', `/agents/${key}/`, '/clients/', `/agents/${key}/processes/`, `/agents/${key}/eventlog/System/3/`, `/software/${key}/`, `/winupdate/${key}/`, `/agents/${key}/history/`]
    for (const path of paths) expect([path, await (await call(simulator, path)).text()]).toEqual([path, await (await call(simulator, path)).text()])
  })

  test('status follows the thresholds of the device: online, offline, overdue, and back', async () => {
    let clock = Date.UTC(2026, 10, 18, 12)
    const simulator = await start({ now: () => clock })
    const device = [...simulator.fleet.devices()].find(({ habit, specimen }) => habit === 'steady' && !specimen)!
    const status = async () => (await read(simulator, '/agents/')).find((row: { agent_id: string }) => row.agent_id === device.key).status
    await send(simulator, 'PUT', `/agents/${device.key}/`, { offline_time: 10, overdue_time: 20 })
    disconnect(device, simulator.fleet)
    const seen = [await status()]
    for (const minutes of [9, 2, 10]) { clock += minutes * 60_000; seen.push(await status()) }
    switchOn(device, simulator.fleet, 0)
    seen.push(await status())
    expect(seen).toEqual(['online', 'online', 'offline', 'overdue', 'online'])
  })

  test('an unreachable device takes the whole wait and then says so', async () => {
    const simulator = await start()
    const { key } = simulator.fleet.byId(2)!
    const reply = await send(simulator, 'POST', `/agents/${key}/cmd/`, { shell: 'cmd', cmd: 'echo x', timeout: 5, run_as_user: false })
    expect([reply.status, await reply.json()]).toEqual([400, 'Unable to contact the agent'])
    const [entry] = (await read(simulator, `/agents/${key}/history/`)).filter((row: { command: string }) => row.command === 'echo x')
    expect(entry).toMatchObject({ results: null, username: simulator.user })
  })

  test('on Windows an error hides the output; elsewhere both come', async () => {
    const simulator = await start()
    const output = async (id: number, shell: string) =>
      (await send(simulator, 'POST', `/agents/${simulator.fleet.byId(id)!.key}/cmd/`, { shell, cmd: 'crash', timeout: 5, run_as_user: false })).json()
    expect([await output(1, 'powershell'), await output(3, '/bin/bash')]).toEqual(['something broke\r\n', 'working\n\nsomething broke\n'])
  })

  test('a page of one client has the devices of that client and no other', async () => {
    const simulator = await start()
    const rows = await read(simulator, '/agents/?client=1')
    const expected = [...simulator.fleet.devices()].filter((device) => simulator.fleet.clientOf(device).id === 1)
    expect(rows.map((row: { agent_id: string }) => row.agent_id).toSorted()).toEqual(expected.map(({ key }) => key).toSorted())
  })

  test('paths: unrouted ones and short ids are HTML, a missing slash redirects, a wrong verb is named', async () => {
    const simulator = await start()
    const short = await call(simulator, '/agents/short/')
    expect([short.status, short.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8'])
    expect((await call(simulator, '/agents?detail=false')).headers.get('location')).toBe('/agents/?detail=false')
    const verb = await call(simulator, '/core/version/', { method: 'DELETE' })
    expect([verb.status, await verb.json()]).toEqual([405, { detail: 'Method "DELETE" not allowed.' }])
  })

  test('a body without a needed key is the HTML 500', async () => {
    const simulator = await start()
    const reply = await send(simulator, 'POST', `/agents/${simulator.fleet.byId(1)!.key}/cmd/`, { cmd: 'x' })
    expect([reply.status, await reply.text()]).toEqual([500, expect.stringContaining('Server Error (500)')])
  })

  test('the same seed gives the same server, and its credentials', async () => {
    const [first, second] = [await start({ frozen: true, now: () => 1_795_000_000_000 }), await start({ frozen: true, now: () => 1_795_000_000_000 })]
    expect(first.apiKey).toBe(second.apiKey)
    expect(await (await call(first, '/agents/')).text()).toBe(await (await call(second, '/agents/')).text())
  })
})

describe('signing in', () => {
  const login = (simulator: Simulator, twofactor: string) => send(simulator, 'POST', '/v2/login/', { username: simulator.user, password: simulator.password, twofactor })

  test('a login token lives five hours from its last use', async () => {
    let clock = Date.now()
    const simulator = await start({ now: () => clock })
    const { token } = await (await login(simulator, totpCode(simulator.totpSecret, Date.now()))).json()
    const status = async () => (await fetch(`${simulator.url}/core/dashinfo/`, { headers: { authorization: `Token ${token}` } })).status
    const seen: number[] = []
    for (const hours of [4, 4, 4, 6]) { clock += hours * 3_600_000; seen.push(await status()) }
    expect(seen).toEqual([200, 200, 200, 401])
  })

  test('the eleventh try within a minute is throttled and says for how long', async () => {
    const simulator = await start()
    const statuses: number[] = []
    for (let turn = 0; turn < 10; turn += 1) statuses.push((await login(simulator, '000000')).status)
    const throttled = await login(simulator, totpCode(simulator.totpSecret, Date.now()))
    expect([...new Set(statuses), throttled.status]).toEqual([400, 429])
    expect(Number(throttled.headers.get('retry-after'))).toBeGreaterThan(0)
  })
})
