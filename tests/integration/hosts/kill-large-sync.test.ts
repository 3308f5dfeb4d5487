import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as passed } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Device } from '#shared/model/device.ts'
import { fromColumns } from '#shared/model/device-columns.ts'
import type { DeviceColumns } from '#shared/model/device-columns.ts'
import { random } from '#simulators/fleet/random.ts'
import { startSimulator } from '#simulators/start-simulator.ts'
import type { Simulator } from '#simulators/start-simulator.ts'
import { eventually } from '#tests/builders/eventually.ts'
import { openTestCore } from '#tests/builders/test-core.ts'
import { aDeskWithVault, patience, runCli, startCli } from '../cli/run-cli.ts'
import type { Desk } from '../cli/run-cli.ts'

vi.setConfig({ testTimeout: 4 * patience, hookTimeout: 2 * patience })

const devicesOfFleet = 10_000
const clientsOfFleet = 30
const kills = 5

let server: Simulator
let desk: Desk

/** Gives every site to one of the first clients: a fleet of so many is read client by client. */
function keepClients(count: number): void {
  const { clients, sites } = server.fleet.places
  for (const site of sites.values()) site.clientId = 1 + (site.id % count)
  for (const id of clients.keys()) if (id > count) clients.delete(id)
}

beforeAll(async () => {
  server = await startSimulator({ vendor: 'tactical_rmm', devices: devicesOfFleet, port: 0, seed: 7, waitScale: 0.01, frozen: true })
  keepClients(clientsOfFleet)
  desk = await aDeskWithVault()
  await runCli(desk, ['account', 'add', '--url', server.url, '--name', 'Main'], { variables: { OUTRIDER_API_KEY: server.apiKey } })
})
afterAll(async () => {
  await server.close()
  desk.remove()
})

/** A device as the server told it, without what differs from one store to the next. */
const told = (device: Device): unknown => ({ ...device, id: null, accountId: null, fetchedAt: null })

interface Stored {
  readonly devices: readonly Device[]
  /** Clients whose pages the unfinished pass has. */
  readonly pages: readonly string[]
}

/** What a profile holds, read by a start of its own. */
async function readStored(): Promise<Stored> {
  const { api, ports, close } = await openTestCore({ folder: join(desk.folder, 'profile') })
  const { company } = await api.app.state({})
  const stores = await ports.profile.openCompany(company.id)
  const [state] = Object.values(await stores.store.read.listStates())
  const columns = JSON.parse((await api.inventory.snapshot({ offset: 0, limit: 20_000 })).encoded) as DeviceColumns
  await stores.close()
  await close()
  return { devices: fromColumns(columns), pages: (state?.unfinished?.pages ?? []).map((key) => key.replace('client-', '')) }
}

const askedClients = () => server.requests.find({ method: 'GET', path: '/agents/' }).map(({ query }) => new URLSearchParams(query).get('client') ?? 'all')

/** Starts a sync and kills it hard at a page of its own choice, a moment after that page was asked for. */
async function killAtPage(page: number, afterMs: number): Promise<void> {
  server.setFaults([{ kind: 'hang', match: { method: 'GET', path: '/agents/' }, after: page }])
  const running = startCli(desk, ['sync'])
  await eventually('the page was asked for', () => askedClients().length > page)
  await passed(afterMs)
  running.child.kill('SIGKILL')
  await once(running.child, 'close')
  server.setFaults([])
}

test('B26: 10,000 devices, killed hard at random pages: no finished page is asked for again, and no device is half written', async () => {
  const source = random(devicesOfFleet, 'kills')
  const shown: Stored[] = []
  let stored: Stored = { devices: [], pages: [] }
  for (let round = 0; round < kills; round++) {
    server.requests.clear()
    await killAtPage(source.whole(2, 5), source.whole(0, 900))
    const asked = askedClients()
    expect([round, asked.filter((one) => stored.pages.includes(one))]).toEqual([round, []])
    expect([round, asked.length - new Set(asked).size]).toEqual([round, 0])
    const next = await readStored()
    expect(next.pages).toEqual(expect.arrayContaining([...stored.pages]))
    stored = next
    shown.push(next)
  }
  expect(stored.pages.length).toBeGreaterThan(1)
  server.requests.clear()
  expect(await runCli(desk, ['sync'])).toMatchObject({ code: 0 })
  expect(askedClients().toSorted()).toEqual(clientIds().filter((one) => !stored.pages.includes(one)).toSorted())

  const whole = await readStored()
  const byRemoteId = new Map(whole.devices.map((one) => [one.remoteId, one]))
  expect([whole.devices.length, byRemoteId.size]).toEqual([devicesOfFleet, devicesOfFleet])
  for (const { devices, pages } of shown) {
    const broken = devices.filter((one) => JSON.stringify(told(one)) !== JSON.stringify(told(byRemoteId.get(one.remoteId) ?? one)))
    expect(broken).toEqual([])
    expect(devices.filter((one) => byRemoteId.get(one.remoteId)?.id !== one.id)).toEqual([])
    for (const client of pages) {
      const name = server.fleet.places.clients.get(Number(client))?.name
      expect([client, devices.filter((one) => one.client === name).length]).toEqual([client, whole.devices.filter((one) => one.client === name).length])
    }
  }
})

const clientIds = (): readonly string[] => [...server.fleet.places.clients.keys()].map(String)
