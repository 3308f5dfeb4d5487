import { afterEach, expect, test } from 'vitest'
import { openConnectedCore } from '#tests/builders/test-core.ts'
import { fromColumns } from '#shared/model/device-columns.ts'
import type { DeviceColumns } from '#shared/model/device-columns.ts'
import type { Api } from '#shared/contract/client.ts'
import type { Device } from '#shared/model/device.ts'

const opened: { close(): Promise<void>; removeFolder: () => void }[] = []
afterEach(async () => {
  for (const one of opened.splice(0)) {
    await one.close()
    one.removeFolder()
  }
})

async function openSynced(options: Parameters<typeof openConnectedCore>[0] = {}) {
  const core = await openConnectedCore(options)
  opened.push(core)
  return core
}

const readAll = async (api: Api): Promise<Device[]> => fromColumns(JSON.parse((await api.inventory.snapshot({ offset: 0, limit: 20_000 })).encoded) as DeviceColumns)

test('S184: a manual sync reads the whole fleet and reports what it found', async () => {
  const { api, accountId, simulator } = await openSynced({ devices: 120 })
  const progress: number[] = []
  api.on('sync.progressed', (one) => progress.push(one.done))
  const [summary] = await api.sync.run({ accountId: accountId as never })
  expect(summary).toMatchObject({ outcome: 'done', created: 120, rejected: 0 })
  expect(Math.max(...progress)).toBe(120)
  const devices = await readAll(api)
  expect(devices).toHaveLength(120)
  expect(new Set(devices.map((one) => one.remoteId)).size).toBe(120)
  expect(devices.map((one) => one.name)).toEqual(devices.map((one) => one.name).toSorted((a, b) => a.localeCompare(b, undefined, { sensitivity: 'base' })))
  expect(simulator.requests.count({ isMutating: true })).toBe(0)
})

test('S161: a fleet in which nothing changed causes no row write and no event', async () => {
  const { api, simulator } = await openSynced({ devices: 60, frozen: true })
  const announced = new Promise<void>((done) => api.on('inventory.changed', () => done()))
  await api.sync.run({})
  await announced
  const before = await readAll(api)
  const events: string[] = []
  api.on('inventory.changed', () => events.push('changed'))
  api.on('inventory.seen', () => events.push('seen'))
  const [summary] = await api.sync.run({})
  expect(summary).toMatchObject({ outcome: 'done', created: 0, updated: 0, touched: 0, unchanged: 60 })
  expect((await readAll(api)).map((one) => ({ ...one, fetchedAt: 0 }))).toEqual(before.map((one) => ({ ...one, fetchedAt: 0 })))
  const [living] = simulator.fleet.devices()
  await fetch(`${simulator.url}/agents/${living?.key}/`, { method: 'PUT', headers: { 'X-API-KEY': simulator.apiKey, 'content-type': 'application/json' }, body: '{"description":"changed by a test"}' })
  const changed = new Promise<readonly string[]>((done) => api.on('inventory.changed', ({ ids }) => done(ids)))
  const [second] = await api.sync.run({})
  expect(second).toMatchObject({ created: 0, updated: 1, unchanged: 59 })
  expect(await changed).toHaveLength(1)
  expect(events.filter((one) => one === 'changed')).toHaveLength(1)
})

test('S162: a section that is fresh is not asked for again', async () => {
  const { api, simulator } = await openSynced({ devices: 40 })
  await api.sync.run({})
  const device = (await readAll(api)).find((one) => one.osFamily === 'windows' && one.status === 'online')
  const input = { deviceId: device?.id as never, sections: ['hardware', 'software'] as const }
  await api.device.refresh({ ...input, sections: [...input.sections] })
  simulator.requests.clear()
  const view = await api.device.refresh({ ...input, sections: [...input.sections] })
  expect(simulator.requests.all).toHaveLength(0)
  expect(view.sections.find((one) => one.section === 'software')?.value).not.toBeNull()
})

test('S140: reading one device touches only that device, with at most four requests', async () => {
  const { api, simulator } = await openSynced({ devices: 40 })
  await api.sync.run({})
  const device = (await readAll(api)).find((one) => one.osFamily === 'windows')
  simulator.requests.clear()
  const summary = await api.sync.device({ deviceId: device?.id as never })
  expect(summary.outcome).not.toBe('failed')
  const paths = simulator.requests.all.map((one) => one.path)
  const own = paths.filter((path) => path.includes(device?.remoteId ?? 'nowhere'))
  expect(own.length).toBeLessThanOrEqual(4)
  // The open alerts of the whole server are one list.
  expect(paths.filter((path) => !own.includes(path))).toEqual(['/alerts/'])
})

test('B17: working offline, nothing leaves, and what is stored stays readable', async () => {
  const { api, simulator, accountId } = await openSynced({ devices: 30 })
  await api.sync.run({})
  await api.app.setOffline({ isOffline: true })
  simulator.requests.clear()
  await expect(api.sync.run({})).rejects.toMatchObject({ code: 'lock.offline' })
  await expect(api.accounts.test({ accountId: accountId as never })).rejects.toMatchObject({ code: 'lock.offline' })
  const [device] = await readAll(api)
  expect((await api.device.get({ deviceId: device?.id as never })).device.name).toBe(device?.name)
  expect(simulator.requests.all).toHaveLength(0)
  await api.app.setOffline({ isOffline: false })
  expect((await api.sync.run({}))[0]?.outcome).toBe('done')
})

test('B12, B116: in read-only mode no mutating request leaves, the refusal and the switch are in the journal', async () => {
  const { api, simulator } = await openSynced({ devices: 30 })
  await api.sync.run({})
  const device = (await readAll(api)).find((one) => one.status === 'online')
  expect((await api.app.state({})).isReadOnly).toBe(true)
  simulator.requests.clear()
  const run = () => api.device.runCommand({ deviceId: device?.id as never, shell: device?.osFamily === 'windows' ? 'powershell' : 'bash', command: 'hostname' })
  await expect(run()).rejects.toMatchObject({ code: 'lock.read-only' })
  await expect(api.shell.open({ deviceId: device?.id as never })).rejects.toMatchObject({ code: 'lock.read-only' })
  expect(simulator.requests.all).toHaveLength(0)
  await api.app.setReadOnly({ isReadOnly: false })
  const actions = (await api.journal.list({ limit: 20 })).records.map((one) => one.action)
  expect(actions).toEqual(expect.arrayContaining(['device.runCommand', 'shell.open', 'app.setReadOnly']))
})

test('B13: after a restart without a network everything is still there, with its age', async () => {
  const first = await openConnectedCore({ devices: 35 })
  await first.api.sync.run({})
  const before = await readAll(first.api)
  const sample = before.find((one) => one.serial !== null && one.localIps.length > 0)
  await first.close()
  const { openTestCore } = await import('#tests/builders/test-core.ts')
  const again = await openTestCore({ folder: first.folder })
  opened.push(again)
  const after = await readAll(again.api)
  expect(after.map((one) => one.id).toSorted()).toEqual(before.map((one) => one.id).toSorted())
  const found = await again.api.inventory.match({ filter: `serial:${JSON.stringify(sample?.serial)}` })
  expect(found.ids).toContain(sample?.id)
  expect(after.find((one) => one.id === sample?.id)?.localIps).toEqual(sample?.localIps)
  const view = await again.api.device.get({ deviceId: sample?.id as never })
  expect(view.ages['status']?.fetchedAt).toBeGreaterThan(0)
})

test('B26: a sync that was cut goes on at the first missing page and fetches no other page twice', async () => {
  const { api, simulator } = await openSynced({ devices: 400, variables: { OUTRIDER_RETRY_ATTEMPTS: '0' } })
  simulator.setFaults([{ match: { method: 'GET', path: '/agents/' }, after: 3, kind: 'reset' }])
  const [cut] = await api.sync.run({})
  expect(cut?.outcome).toBe('failed')
  const stored = (await readAll(api)).length
  expect(stored).toBeGreaterThan(0)
  simulator.setFaults([])
  simulator.requests.clear()
  const [resumed] = await api.sync.run({})
  expect(resumed?.outcome).toBe('done')
  expect((await readAll(api)).length).toBe(400)
  const pages = simulator.requests.find({ method: 'GET', path: '/agents/' }).map((one) => one.query)
  expect(new Set(pages).size).toBe(pages.length)
  expect((resumed?.created ?? 0) + stored).toBe(400)
})

test('S8: a list that failed half way deactivates nothing', async () => {
  const { api, simulator } = await openSynced({ devices: 200, variables: { OUTRIDER_RETRY_ATTEMPTS: '0' } })
  await api.sync.run({})
  simulator.setFaults([{ match: { method: 'GET', path: '/agents/' }, after: 1, kind: 'status', status: 500 }])
  const [summary] = await api.sync.run({})
  expect(summary?.outcome).toBe('failed')
  expect((await api.sync.status({})).mappings).toEqual({ active: 200, missing: 0, inactive: 0 })
})

test('S2, B28: the whole fleet answers the filter grammar, and an error names the character', async () => {
  const { api } = await openSynced({ devices: 150 })
  await api.sync.run({})
  const devices = await readAll(api)
  const servers = await api.inventory.match({ filter: 'type:server status:online' })
  expect(servers.ids.toSorted()).toEqual(devices.filter((one) => one.type === 'server' && one.status === 'online').map((one) => one.id).toSorted())
  expect(servers.age.total).toBe(servers.ids.length)
  await expect(api.inventory.match({ filter: 'type:server colour:red' })).rejects.toMatchObject({ code: 'input.filter', shape: { facts: { at: 12 } } })
})

test('S12: "who has X below version Y" is answered from the store', async () => {
  const { api } = await openSynced({ devices: 20 })
  await api.sync.run({ withSections: true })
  const { items, total } = await api.inventory.software({ name: 'a' })
  expect(total).toBeGreaterThan(20)
  expect(items).toHaveLength(Math.min(total, 1_000))
  const [one] = items
  const older = await api.inventory.software({ name: one?.name ?? '', below: '99999' })
  expect(older.items.map((row) => row.deviceId)).toContain(one?.deviceId)
  expect(await api.inventory.software({ name: one?.name ?? '', below: '0' })).toMatchObject({ items: [], total: 0 })
})

test('S160: a pass asks for the list once a page and for details in waves, not for the whole fleet at once', async () => {
  const { api, simulator } = await openSynced({ devices: 300, variables: { OUTRIDER_SYNC_BATCH_SIZE: '10' } })
  simulator.requests.clear()
  await api.sync.run({ withSections: true })
  expect(simulator.requests.count({ method: 'GET', path: '/agents/' })).toBe(new Set(simulator.requests.find({ method: 'GET', path: '/agents/' }).map((one) => one.query)).size)
  const details = simulator.requests.all.filter((one) => /^\/agents\/[A-Za-z]{21,}\/$/.test(one.path))
  expect(details.length).toBeGreaterThan(0)
  expect(details.length).toBeLessThanOrEqual(10)
})

test('B142: 10,000 light rows are read in a first sync, and a later one stores only the hundredth that changed', async () => {
  const { api, simulator } = await openSynced({ devices: 10_000, frozen: true, variables: { OUTRIDER_SYNC_BATCH_SIZE: '500' } })
  const [first] = await api.sync.run({})
  expect(first).toMatchObject({ outcome: 'done', created: 10_000, rejected: 0 })
  const some = [...simulator.fleet.devices()].slice(0, 100)
  const headers = { 'X-API-KEY': simulator.apiKey, 'content-type': 'application/json' }
  for (const device of some) await fetch(`${simulator.url}/agents/${device.key}/`, { method: 'PUT', headers, body: '{"description":"changed by a test"}' })
  const [second] = await api.sync.run({})
  expect(second).toMatchObject({ outcome: 'done', created: 0, updated: 100, unchanged: 9_900 })
})

test('S32: one trace id leads from a pass to the devices it changed', async () => {
  const lines: Readonly<Record<string, unknown>>[] = []
  const keep = (message: string, fields?: object) => void lines.push({ message, ...fields })
  const log = { debug: keep, info: keep, warn: keep, error: keep }
  const { api, simulator } = await openSynced({ devices: 30, frozen: true, adapt: (ports) => ({ ...ports, log }) })
  await api.sync.run({})
  const [device] = simulator.fleet.devices()
  await fetch(`${simulator.url}/agents/${device?.key}/`, { method: 'PUT', headers: { 'X-API-KEY': simulator.apiKey, 'content-type': 'application/json' }, body: '{"description":"traced"}' })
  const [summary] = await api.sync.run({})
  const changed = lines.filter((line) => line['message'] === 'sync changed a device' && line['traceId'] === summary?.traceId)
  expect(changed).toHaveLength(1)
  expect(lines.find((line) => line['message'] === 'sync pass ended' && line['traceId'] === summary?.traceId)).toMatchObject({ updated: 1 })
  expect((await api.sync.status({})).last.map((one) => one.traceId)).toContain(summary?.traceId)
})
