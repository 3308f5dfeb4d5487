import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { disconnect, switchOn } from '#simulators/fleet/power.ts'
import { startSimulator, type Simulator } from '#simulators/start-simulator.ts'

interface Reply {
  readonly status: number
  readonly value: unknown
}

let simulator: Simulator
let limitedKey = ''

async function ask(method: string, path: string, body?: unknown, key = simulator.apiKey): Promise<Reply> {
  const response = await fetch(simulator.url + path, {
    method, headers: { 'x-api-key': key, 'content-type': 'application/json' }, ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  return { status: response.status, value: response.headers.get('content-type')?.includes('json') ? JSON.parse(text) : text }
}

const rows = async (method: string, path: string, body?: unknown, key?: string): Promise<readonly Record<string, unknown>[]> =>
  (await ask(method, path, body, key)).value as readonly Record<string, unknown>[]

const findIn = (list: readonly Record<string, unknown>[], member: string, value: unknown) => list.find((row) => row[member] === value)!

/** A person whose role sees the first client only and may do everything else that is tested here. */
async function addLimitedPerson(clientId: number): Promise<string> {
  const flags = Object.fromEntries([
    'can_list_agents', 'can_list_checks', 'can_manage_checks', 'can_run_checks', 'can_list_autotasks', 'can_list_alerts', 'can_manage_alerts',
    'can_view_auditlogs',
  ].map((flag) => [flag, true]))
  await ask('POST', '/accounts/roles/', { name: 'narrow', ...flags, can_view_clients: [clientId], can_view_sites: [] })
  const role = findIn(await rows('GET', '/accounts/roles/'), 'name', 'narrow').id
  await ask('POST', '/accounts/users/', { username: 'narrow', email: '', password: 'x', role })
  const user = findIn(await rows('GET', '/accounts/users/'), 'username', 'narrow').id
  await ask('POST', '/accounts/apikeys/', { name: 'narrow', user, expiration: null })
  return String(findIn(await rows('GET', '/accounts/apikeys/'), 'name', 'narrow').key)
}

beforeAll(async () => {
  simulator = await startSimulator({ vendor: 'tactical_rmm', devices: 240, port: 0, seed: 5, waitScale: 0.01, steady: true })
  limitedKey = await addLimitedPerson(1)
})

afterAll(() => simulator.close())

describe('a role that sees one client', () => {
  const devices = () => [...simulator.fleet.devices()]
  const inside = () => new Set(devices().filter((device) => simulator.fleet.clientOf(device).id === 1).map(({ id }) => id))
  const hidden = () => devices().find((device) => !inside().has(device.id) && device.kind === 'server')!

  test('lists only that client\'s checks, tasks and alerts', async () => {
    const owners = async (path: string, method = 'GET', body?: unknown) =>
      (await rows(method, path, body, limitedKey)).map(({ agent }) => agent).filter((agent) => agent !== null) as number[]
    for (const found of [await owners('/checks/'), await owners('/tasks/'), await owners('/alerts/', 'PATCH', {})]) {
      expect(found.length).toBeGreaterThan(0)
      expect(found.filter((id) => !inside().has(id))).toEqual([])
    }
    expect((await rows('GET', '/checks/')).some(({ agent }) => !inside().has(Number(agent)))).toBe(true)
  })

  test('gets 403 for a hidden device, its checks and a check created on it', async () => {
    const { key } = hidden()
    const check = (await rows('GET', `/agents/${key}/checks/`)).find(({ agent }) => agent !== null)!
    const ping = { agent: key, check_type: 'ping', name: 'x', ip: '192.0.2.1' }
    for (const [method, path, body] of [
      ['GET', `/agents/${key}/checks/`, undefined], ['GET', `/checks/${String(check.id)}/`, undefined], ['POST', '/checks/', ping],
      ['DELETE', `/checks/${String(check.id)}/`, undefined], ['POST', `/checks/${key}/run/`, {}],
    ] as const) {
      expect([method, path, (await ask(method, path, body, limitedKey)).status]).toEqual([method, path, 403])
    }
    expect((await ask('GET', `/checks/${String(check.id)}/`)).status).toBe(200)
  })

  test('a bulk call leaves alerts of hidden devices alone', async () => {
    await ask('POST', '/alerts/', { message: 'scope', severity: 'error', alert_type: 'custom', agent: hidden().id })
    const { id } = findIn(await rows('PATCH', '/alerts/', {}), 'message', 'scope')
    expect((await ask('POST', '/alerts/bulk/', { bulk_action: 'resolve', alerts: [id] }, limitedKey)).value).toBe('ok')
    expect((await ask('GET', `/alerts/${String(id)}/`)).value).toMatchObject({ resolved: false })
    expect((await ask('PUT', `/alerts/${String(id)}/`, { type: 'resolve' }, limitedKey)).status).toBe(403)
  })

  test('sees no audit entry of hidden devices', async () => {
    const pagination = { sortBy: 'entry_time', descending: true, page: 1, rowsPerPage: 500 }
    const names = async (key?: string) => {
      const { audit_logs: entries } = (await ask('PATCH', '/logs/audit/', { pagination }, key)).value as { audit_logs: readonly Record<string, unknown>[] }
      return entries.map(({ agent_id: agentId }) => agentId).filter((agentId) => agentId !== null)
    }
    const visible = new Set(devices().filter(({ id }) => inside().has(id)).map(({ key }) => key))
    const seen = await names(limitedKey)
    expect(seen.length).toBeGreaterThan(0)
    expect(seen.filter((key) => !visible.has(String(key)))).toEqual([])
    expect((await names()).some((key) => !visible.has(String(key)))).toBe(true)
  })

  test('is refused what its role does not allow', async () => {
    for (const [method, path] of [['GET', '/core/settings/'], ['GET', '/scripts/'], ['GET', '/automation/policies/'], ['POST', '/tasks/']] as const) {
      expect([path, (await ask(method, path, method === 'POST' ? {} : undefined, limitedKey)).status]).toEqual([path, 403])
    }
  })
})

describe('tasks on a device', () => {
  test('a task that was run shows running, then its output, and leaves history', async () => {
    const lab = simulator.fleet.byId(1)!
    const actions = [{ type: 'cmd', command: 'echo from the task', shell: 'cmd', timeout: 30 }]
    await ask('POST', '/tasks/', { agent: lab.key, name: 'say', task_type: 'manual', actions })
    const mine = async () => findIn(await rows('GET', `/agents/${lab.key}/tasks/`), 'name', 'say')
    expect((await mine()).task_result).toMatchObject({ run_status: null, sync_status: 'synced' })
    await ask('POST', `/tasks/${String((await mine()).id)}/run/`, {})
    await expect.poll(async () => (await mine()).task_result).toMatchObject({ run_status: 'completed', status: 'passing', retcode: 0, stdout: 'from the task\r\n' })
    const history = await rows('GET', `/agents/${lab.key}/history/`)
    expect(findIn(history, 'command', 'say')).toMatchObject({ type: 'task_run', results: 'from the task\r\n', username: 'practice' })
  })

  test('a removed task of an unreachable Windows device stays listed as pending deletion until it is back', async () => {
    const off = simulator.fleet.byId(6)!
    disconnect(off, simulator.fleet)
    const actions = [{ type: 'cmd', command: 'x', shell: 'cmd', timeout: 30 }]
    const created = await ask('POST', '/tasks/', { agent: off.key, name: 'late', task_type: 'manual', actions })
    expect(created.value).toBe('The task has been created. It will show up on the agent on next checkin')
    const mine = async () => findIn(await rows('GET', `/agents/${off.key}/tasks/`), 'name', 'late')
    expect((await mine()).task_result).toEqual({})
    expect((await ask('DELETE', `/tasks/${String((await mine()).id)}/`)).value).toBe('late will be deleted shortly')
    expect((await mine()).task_result).toMatchObject({ sync_status: 'pendingdeletion', last_run: null })
    switchOn(off, simulator.fleet, 0)
    await expect.poll(mine).toBeUndefined()
  })
})
