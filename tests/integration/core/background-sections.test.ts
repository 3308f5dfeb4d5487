import { expect, onTestFinished, test } from 'vitest'
import { AlertsSection } from '#shared/model/section.ts'
import { openSimulatedCore, type SimulatedCore } from '#tests/builders/simulated-core.ts'
import { openTestCore } from '#tests/builders/test-core.ts'

const refuseSoftware = { kind: 'status', status: 403, body: { detail: 'You do not have permission to perform this action.' }, match: { path: '/software/**' } } as const

const softwareAsked = ({ simulator }: SimulatedCore) => simulator.requests.find({ method: 'GET', path: '/software/*/' }).map((one) => one.path)
const detailsAsked = ({ simulator }: SimulatedCore) => simulator.requests.all.filter((one) => /^\/agents\/[A-Za-z]{21,}\/$/.test(one.path)).map((one) => one.path)
const pass = ({ api, time }: SimulatedCore) => time.during(api.sync.run({ withSections: true }))

const readList = ({ api, time }: SimulatedCore) => time.during(api.sync.run({}))

/** Runs full passes with details until one asks for no software. Answers how many asked for some. */
async function passesUntilQuiet(core: SimulatedCore): Promise<number> {
  for (let passes = 0; passes < 30; passes += 1) {
    const before = softwareAsked(core).length
    await pass(core)
    if (softwareAsked(core).length === before) return passes
  }
  throw new Error('software was asked for again and again')
}

test('S12: background passes come to every device that can have a software list, whatever the others answer', async () => {
  const core = await openSimulatedCore({ devices: 103, frozen: true, variables: { OUTRIDER_SYNC_BATCH_SIZE: '10' } })
  const passes = await passesUntilQuiet(core)
  const devices = await core.devices()
  const windows = devices.filter((one) => one.osFamily === 'windows')
  expect(softwareAsked(core).toSorted()).toEqual(windows.map((one) => `/software/${one.remoteId}/`).toSorted())
  expect(passes).toBe(Math.ceil(windows.length / 10))
  const { items, coverage } = await core.api.inventory.software({ name: 'a' })
  expect(coverage).toEqual({ listed: expect.any(Number), devices: 103, unsupported: 103 - windows.length })
  expect(coverage.listed).toBeGreaterThan(windows.length / 2)
  expect(new Set(items.map((row) => row.deviceId)).size).toBeLessThanOrEqual(coverage.listed)
  expect((await core.api.inventory.match({ filter: 'sw:a' })).software).toEqual(coverage)
  expect((await core.api.inventory.match({ filter: 'type:server' })).software).toBeNull()
})

test('S160: a key that may not read software is asked once a device and day, and hardware is read all the same', async () => {
  const core = await openSimulatedCore({ devices: 60, frozen: true, variables: { OUTRIDER_SYNC_BATCH_SIZE: '10' } })
  core.simulator.setFaults([refuseSoftware])
  await passesUntilQuiet(core)
  const asked = softwareAsked(core)
  expect(new Set(asked).size).toBe(asked.length)
  await pass(core)
  expect(detailsAsked(core)).toHaveLength(60)
  core.time.clock.advance(86_400_000)
  await pass(core)
  expect(softwareAsked(core).length).toBe(asked.length + 10)
})

test('S160: the alerts of a fleet come with its checks, in one list for all its devices, also when the key may not read them', async () => {
  const core = await openSimulatedCore({ devices: 40, frozen: true })
  const alertsAsked = () => core.simulator.requests.count({ path: '/alerts/' })
  const stored = async () => {
    const views = await Promise.all((await core.devices()).map((one) => core.api.device.get({ deviceId: one.id })))
    return views.map(({ sections }) => ['checks', 'alerts', 'updates'].map((name) => sections.find((one) => one.section === name)))
  }
  core.simulator.setFaults([{ kind: 'status', status: 403, body: { detail: 'You do not have permission to perform this action.' }, match: { path: '/alerts/' } }])
  await pass(core)
  expect(alertsAsked()).toBe(1)
  for (const [checks, alerts] of await stored()) expect([checks?.missing, alerts?.problem]).toEqual([null, 'no right: can_list_alerts'])
  core.simulator.setFaults([])
  core.time.clock.advance(2 * 86_400_000)
  core.simulator.requests.clear()
  await pass(core)
  expect(alertsAsked()).toBe(1)
  const all = await stored()
  for (const [checks, alerts] of all) expect([checks?.missing, alerts?.missing, alerts?.observedKind]).toEqual([null, null, 'reported'])
  expect(all.some(([, alerts]) => AlertsSection.parse(alerts?.value).alerts.length > 0)).toBe(true)
  expect(all.some(([, , updates]) => updates?.missing === null)).toBe(true)
  expect(core.simulator.requests.count({ isMutating: true })).toBe(0)
})

test('S160: a device whose server does not answer for it keeps no other device waiting', async () => {
  const core = await openSimulatedCore({ devices: 40, frozen: true, variables: { OUTRIDER_SYNC_BATCH_SIZE: '10', OUTRIDER_RETRY_ATTEMPTS: '0' } })
  await readList(core)
  const broken = (await core.devices()).filter((one) => one.osFamily === 'windows' && one.status === 'online').slice(0, 3)
  core.simulator.setFaults(broken.map((one) => ({ kind: 'status', status: 500, match: { path: `/software/${one.remoteId}/` } }) as const))
  for (let passes = 0; passes < 8; passes += 1) await pass(core)
  const windows = (await core.devices()).filter((one) => one.osFamily === 'windows')
  expect(new Set(softwareAsked(core)).size).toBe(windows.length)
})

test('S153: details are read in waves of OUTRIDER_SYNC_BATCH_SIZE, 50 by default', async () => {
  for (const [variables, size] of [[{}, 50], [{ OUTRIDER_SYNC_BATCH_SIZE: '20' }, 20]] as const) {
    const core = await openSimulatedCore({ devices: 160, frozen: true, variables })
    await core.api.accounts.update({ accountId: core.accountId as never, syncInterval: 86_400 })
    const atWave: number[] = []
    core.api.on('sync.progressed', ({ stage }) => stage === 'sections' && atWave.push(softwareAsked(core).length))
    await pass(core)
    const windows = (await core.devices()).filter((one) => one.osFamily === 'windows').length
    const starts = [...atWave.filter((count, index) => count > 0 || atWave[index + 1] === size), windows]
    // Waves of other sections ask for no software.
    const waves = starts.slice(1).flatMap((count, index) => count - (starts[index] ?? 0) || [])
    expect(waves.slice(0, -1)).toEqual(Array.from({ length: Math.floor((windows - 1) / size) }, () => size))
    expect(waves.at(-1)).toBe(windows - size * (waves.length - 1))
  }
}, 60_000)

test('S162: what was refused or not collected is not asked again inside its window, also after a restart; a person may', async () => {
  const core = await openSimulatedCore({ devices: 40, frozen: true })
  await readList(core)
  core.simulator.setFaults([refuseSoftware])
  const device = (await core.devices()).find((one) => one.osFamily === 'windows')
  // The background may read other devices meanwhile.
  const asked = () => softwareAsked(core).filter((path) => path === `/software/${device?.remoteId}/`)
  const look = (force = false) => core.time.during(core.api.device.refresh({ deviceId: device?.id as never, sections: ['software'], force }))
  const software = (view: Awaited<ReturnType<typeof look>>) => view.sections.find((one) => one.section === 'software')
  expect(software(await look())).toMatchObject({ problem: 'no right: can_list_software' })
  expect(asked()).toHaveLength(1)
  expect(software(await look())).toMatchObject({ problem: 'no right: can_list_software' })
  expect(asked()).toHaveLength(1)
  await look(true)
  expect(asked()).toHaveLength(2)
  await core.core.close()
  const again = await core.time.during(openTestCore({ folder: core.folder, adapt: core.time.adapt }))
  onTestFinished(() => again.close())
  const lookAgain = (force = false) => core.time.during(again.api.device.refresh({ deviceId: device?.id as never, sections: ['software'], force }))
  expect(software(await lookAgain())).toMatchObject({ problem: 'no right: can_list_software' })
  expect(asked()).toHaveLength(2)
  core.time.clock.advance(2 * 86_400_000)
  await lookAgain()
  expect(asked()).toHaveLength(3)
  core.simulator.setFaults([])
  expect(software(await lookAgain(true))).not.toHaveProperty('problem')
})

test('S161: a reading that brought the same is not told; a change names its section only', async () => {
  const core = await openSimulatedCore({ devices: 20, frozen: true })
  await readList(core)
  const device = (await core.devices()).find((one) => one.osFamily === 'windows' && one.status === 'online')
  const own = [...core.simulator.fleet.devices()].find((one) => one.key === device?.remoteId)
  const read = () => core.time.during(core.api.sync.device({ deviceId: device?.id as never }))
  await read()
  core.time.clock.advance(1_000)
  const told: unknown[] = []
  core.core.subscribe(({ path, payload }) => (path === 'device.sectionsChanged' || path === 'inventory.changed') && told.push(payload))
  expect(await read()).toMatchObject({ updated: 0, unchanged: 1 })
  core.time.clock.advance(1_000)
  expect(told).toEqual([])
  core.simulator.fleet.interventions.change(own?.id ?? 0).services.set('Spooler', { startType: 'Disabled' })
  expect(await read()).toMatchObject({ updated: 1, unchanged: 0 })
  core.time.clock.advance(1_000)
  expect(told).toEqual([{ deviceId: device?.id, sections: ['services'] }])
})

test('S21: a look and a background pass at the same moment send one request for a device', async () => {
  const core = await openSimulatedCore({ devices: 12, frozen: true })
  await readList(core)
  const devices = (await core.devices()).filter((one) => one.osFamily === 'windows')
  const looks = devices.map((one) => core.api.device.refresh({ deviceId: one.id, sections: ['hardware', 'software'] }))
  await core.time.during(Promise.all([...looks, core.api.sync.run({ withSections: true })]))
  for (const { remoteId } of devices) {
    expect(core.simulator.requests.count({ path: `/agents/${remoteId}/` })).toBe(1)
    expect(core.simulator.requests.count({ path: `/software/${remoteId}/` })).toBe(1)
  }
})

test('S189: one summary a run, one line a changed device and a failed section, none for what stayed the same', async () => {
  const core = await openSimulatedCore({ devices: 30, frozen: true })
  await readList(core)
  const device = (await core.devices()).find((one) => one.osFamily === 'windows' && one.status === 'online')
  const lines = (message: string) => core.log.lines.filter((line) => line.message === message).map((line) => line.fields)
  const read = () => core.time.during(core.api.sync.device({ deviceId: device?.id as never }))
  const first = await read()
  expect(lines('sync changed a device').filter((one) => one['deviceId'] === device?.id)).toEqual([expect.objectContaining({ traceId: first.traceId, sections: expect.stringContaining('hardware') })])
  const changed = lines('sync changed a device').length
  const second = await read()
  expect(lines('sync changed a device')).toHaveLength(changed)
  expect(lines('sync pass ended').filter((one) => one['kind'] === 'device').map((one) => one['traceId'])).toEqual([first.traceId, second.traceId])
  expect((await core.api.sync.status({})).last.map((one) => one.traceId)).toEqual(expect.arrayContaining([first.traceId, second.traceId]))
  core.simulator.setFaults([refuseSoftware])
  const third = await read()
  expect(third).toMatchObject({ outcome: 'partial', error: 'software: no right: can_list_software' })
  expect(lines('a section was not read')).toEqual([expect.objectContaining({ deviceId: device?.id, section: 'software', traceId: third.traceId })])
  const gone = [...core.simulator.fleet.devices()].find((one) => one.key === device?.remoteId)
  if (gone) core.simulator.fleet.remove(gone)
  const [last] = await readList(core)
  expect(last).toMatchObject({ missing: 1 })
  expect(lines('sync changed a device').at(-1)).toMatchObject({ deviceId: device?.id, traceId: last?.traceId, reason: 'absent from the list' })
})

test('S189: a run in which every device fails writes 200 lines and a count', async () => {
  const core = await openSimulatedCore({ devices: 280, frozen: true, variables: { OUTRIDER_SYNC_BATCH_SIZE: '500' } })
  core.simulator.setFaults([refuseSoftware])
  await pass(core)
  const failed = core.log.lines.filter((line) => line.message === 'a section was not read')
  const more = core.log.lines.find((line) => line.message === 'more devices and sections were not read')
  expect(failed).toHaveLength(200)
  // Some devices of the fleet never reported anything: their sections are among the first lines.
  const silent = failed.filter((line) => line.fields['section'] !== 'software').length
  expect(more?.fields['count']).toBe(softwareAsked(core).length + silent - 200)
  expect(core.log.lines.filter((line) => line.message === 'sync of details ended')).toHaveLength(1)
})
