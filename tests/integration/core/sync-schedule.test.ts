import { expect, test } from 'vitest'
import { disconnect } from '#simulators/fleet/power.ts'
import { eventually } from '#tests/builders/eventually.ts'
import { openSimulatedCore, type SimulatedCore } from '#tests/builders/simulated-core.ts'
import { openConnectedCore } from '#tests/builders/test-core.ts'

const minute = 60_000
const day = 86_400_000

/** The first list and all details of the fleet are read; from here on only the scheduler decides. */
async function openWatching(options: Parameters<typeof openSimulatedCore>[0]): Promise<SimulatedCore> {
  const core = await openSimulatedCore({ host: 'browser', ...options })
  let fullPasses = 0
  core.api.on('sync.finished', ({ kind, outcome }) => kind === 'full' && outcome === 'done' && (fullPasses += 1))
  await core.time.run(5 * minute, () => fullPasses > 0)
  expect(fullPasses).toBe(1)
  return core
}

/** After how many minutes without a word the server calls a device offline. */
async function offlineMinutes({ simulator }: SimulatedCore, key: string): Promise<number> {
  const answer = await fetch(`${simulator.url}/agents/${key}/`, { headers: { 'X-API-KEY': simulator.apiKey } })
  return ((await answer.json()) as { offline_time: number }).offline_time
}

test('S4: a visible grid hears of a device that went offline within 65 s, wherever in the poll interval it happens', async () => {
  const core = await openWatching({ devices: 40 })
  const { time, simulator, api } = core
  const heardAt = new Map<string, number>()
  api.on('inventory.changed', ({ ids }) => ids.forEach((id) => heardAt.set(id, time.clock.now())))
  const online = (await core.devices()).filter((one) => one.status === 'online').slice(0, 9)
  const waits: number[] = []
  for (const [index, device] of online.entries()) {
    await time.run(index * 7_000)
    const own = simulator.fleet.byKey(device.remoteId)
    if (!own) throw new Error('the fleet has no such device')
    disconnect(own, simulator.fleet)
    const offlineAt = time.clock.now() + (await offlineMinutes(core, device.remoteId)) * minute
    const isTold = () => (heardAt.get(device.id) ?? 0) >= offlineAt
    await time.run(40 * minute, isTold)
    waits.push((heardAt.get(device.id) ?? Infinity) - offlineAt)
    expect((await core.devices()).find((one) => one.id === device.id)?.status).toBe('late')
  }
  expect(waits).toHaveLength(9)
  expect(Math.max(...waits)).toBeLessThanOrEqual(65_000)
}, 120_000)

test('S160: a full pass that failed is tried again in a minute or so, not after its interval', async () => {
  const core = await openWatching({ devices: 20, variables: { OUTRIDER_RETRY_ATTEMPTS: '0' } })
  const { time, simulator, api } = core
  const full: { readonly at: number; readonly outcome: string }[] = []
  api.on('sync.finished', ({ kind, outcome, startedAt }) => kind === 'full' && full.push({ at: startedAt, outcome }))
  simulator.setFaults([{ kind: 'status', status: 500, match: { path: '/clients/' } }])
  await time.run(70 * minute, () => full.length > 2)
  expect(full.map((one) => one.outcome)).toEqual(['failed', 'failed', 'failed'])
  const [first, second, third] = full.map((one) => one.at)
  expect((second ?? 0) - (first ?? 0)).toBeLessThan(3 * minute)
  expect((third ?? 0) - (second ?? 0)).toBeGreaterThan((second ?? 0) - (first ?? 0))
  simulator.setFaults([])
  await time.run(10 * minute, () => full.length > 3)
  expect(full.at(-1)?.outcome).toBe('done')
  const [next] = (await api.sync.status({})).next
  expect((next?.fullAt ?? 0) - time.clock.now()).toBeGreaterThan(50 * minute)
}, 60_000)

test('B17: working offline nothing is polled; back online the list is read at once', async () => {
  const { time, simulator, api } = await openWatching({ devices: 20 })
  await time.run(5_000)
  await api.app.setOffline({ isOffline: true })
  simulator.requests.clear()
  await time.run(10 * minute)
  expect(simulator.requests.all).toEqual([])
  await api.app.setOffline({ isOffline: false })
  await time.run(2_000, () => simulator.requests.all.length > 0)
  expect(simulator.requests.all.map((one) => one.path)).toContain('/agents/')
}, 60_000)

test('B17: going offline during the first read leaves no list, and back online it is read at once, not after the wait of a failure', async () => {
  const { time, simulator, api, devices } = await openSimulatedCore({ devices: 20, host: 'browser' })
  const outcomes: string[] = []
  let begun = 0
  api.on('sync.progressed', ({ stage }) => (begun += Number(stage === 'connecting')))
  api.on('sync.finished', ({ outcome }) => outcomes.push(outcome))
  simulator.setFaults([{ kind: 'hang', match: { path: '/agents/' } }])
  // More than once: each failure would otherwise double the wait.
  for (const round of [1, 2, 3]) {
    await eventually('the list is asked for', () => begun === round && simulator.requests.count({ path: '/agents/' }) > 0, () => time.clock.advance(100))
    await api.app.setOffline({ isOffline: true })
    await eventually('the read ends', () => outcomes.length === round, () => time.clock.advance(100))
    expect(outcomes.at(-1)).toBe('failed')
    expect(await devices()).toEqual([])
    if (round === 3) simulator.setFaults([])
    simulator.requests.clear()
    await api.app.setOffline({ isOffline: false })
  }
  await time.run(2_000, () => outcomes.at(-1) === 'done')
  expect([outcomes.at(-1), (await devices()).length]).toEqual(['done', 20])
}, 60_000)

test('S160: a simulated day stays under the budget that is shown', async () => {
  const core = await openSimulatedCore({ devices: 24, host: 'browser' })
  await core.time.run(60 * minute)
  const inFirstHour = core.simulator.requests.all.length
  await core.time.run(day - 60 * minute)
  const [requests] = (await core.api.sync.status({})).requests
  const received = core.simulator.requests.all.length
  expect(received).toBeGreaterThan(1_440)
  expect(received).toBeLessThanOrEqual(requests?.budget ?? 0)
  // What is shown as used is what the server received; the hour in which the day began may be out of sight.
  expect(Math.abs((requests?.lastDay ?? 0) - received)).toBeLessThanOrEqual(inFirstHour)
}, 240_000)

test('S4, S184: while details are read, the list is read all the same and "Sync now" means it', async () => {
  const core = await openConnectedCore({ devices: 30, frozen: true })
  try {
    core.simulator.setFaults([{ kind: 'hang', match: { path: '/agents/*/' } }])
    const both = await Promise.all([core.api.sync.start({}), core.api.sync.start({})])
    expect(both).toEqual([{ started: [core.accountId], running: [] }, { started: [], running: [core.accountId] }])
    let isReading = false
    core.api.on('sync.progressed', ({ stage }) => (isReading ||= stage === 'sections'))
    await eventually('details are being read', () => isReading)
    expect(await core.api.sync.run({})).toMatchObject([{ outcome: 'done', unchanged: 30 }])
    expect((await core.api.sync.status({})).running.map((one) => one.kind)).toEqual(['details'])
    const finished = new Promise<string>((done) => core.api.on('sync.finished', ({ outcome }) => done(outcome)))
    expect(await core.api.sync.start({})).toEqual({ started: [core.accountId], running: [] })
    expect(await finished).toBe('done')
    expect(await core.api.sync.cancel({ accountId: core.accountId as never })).toEqual({ cancelled: true })
    expect(await eventually('the details end', async () => (await core.api.sync.status({})).running.length === 0)).toBeTruthy()
  } finally {
    await core.close()
    core.removeFolder()
  }
}, 60_000)
