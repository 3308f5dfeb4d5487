import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { AlertsSection, type SectionName, UpdatesSection, VolumesSection } from '#shared/model/section.ts'
import { openBench, type Bench } from './bench.ts'

let bench: Bench
let close: () => Promise<void> = async () => {}
let aheadMs = 0
beforeAll(async () => {
  bench = await openBench({
    keep: (end) => (close = end),
    adapt: (ports) => ({ ...ports, clock: { ...ports.clock, now: () => ports.clock.now() + aheadMs, monotonic: () => ports.clock.monotonic() + aheadMs } }),
  })
}, 60_000)
afterAll(() => close())
beforeEach(() => {
  bench.simulator.setFaults([])
  bench.simulator.requests.clear()
})

const requests = () => bench.simulator.requests.all.length
const refresh = (sections: SectionName[], force = false) => bench.api.device.refresh({ deviceId: bench.online.windows.id, sections, force })
const sectionOf = (view: Awaited<ReturnType<typeof refresh>>, name: SectionName) => view.sections.find((one) => one.section === name)

describe('opening a device', () => {
  test('S162: everything known is answered without a request', async () => {
    const view = await bench.view(bench.online.windows)
    expect(view).toMatchObject({ accountName: 'Test', shells: ['powershell', 'cmd'] })
    expect(view.sections).toHaveLength(9)
    expect(requests()).toBe(0)
  })

  test('S162: the first look reads, a repeat inside the freshness window sends nothing, and each value has its age', async () => {
    const first = await refresh(['hardware', 'volumes', 'network'])
    expect(requests()).toBeGreaterThan(0)
    for (const name of ['hardware', 'volumes', 'network'] as const) {
      const section = sectionOf(first, name)
      expect(section?.value).not.toBeNull()
      expect(section).toMatchObject({ freshness: expect.stringMatching(/fresh|ageing|stale/), fetchedAt: expect.any(Number), source: expect.stringContaining('Tactical RMM') })
      expect(section?.observedAt ?? 0).toBeLessThanOrEqual(section?.fetchedAt ?? 0)
    }
    bench.simulator.requests.clear()
    const again = await refresh(['hardware', 'volumes', 'network'])
    expect(requests()).toBe(0)
    expect(again.sections).toEqual(first.sections)
  })

  test('S162: force reads in spite of the window; past the window it reads by itself', async () => {
    await refresh(['hardware'], true)
    expect(requests()).toBeGreaterThan(0)
    bench.simulator.requests.clear()
    aheadMs += 6 * 86_400_000
    await refresh(['hardware'])
    expect(requests()).toBe(0)
    aheadMs += 2 * 86_400_000
    await refresh(['hardware'])
    expect(requests()).toBeGreaterThan(0)
  })

  test('S162: two looks at the same moment send one request', async () => {
    aheadMs += 30 * 86_400_000
    await refresh(['software'])
    const once = requests()
    aheadMs += 30 * 86_400_000
    bench.simulator.requests.clear()
    await Promise.all([refresh(['software']), refresh(['software']), refresh(['software'])])
    expect(requests()).toBe(once)
  })

  test('S162: offline the store answers, and a refresh of something stale says why nothing was read', async () => {
    await bench.api.app.setOffline({ isOffline: true })
    const known = await bench.view(bench.online.windows)
    expect(sectionOf(known, 'hardware')?.value).not.toBeNull()
    await expect(refresh(['services'], true)).rejects.toMatchObject({ code: 'lock.offline' })
    await bench.api.app.setOffline({ isOffline: false })
    expect(requests()).toBe(0)
  })

  test('S161: changed sections are announced', async () => {
    await refresh(['services'], true)
    const own = bench.simulator.fleet.byKey(bench.online.windows.remoteId)
    bench.simulator.fleet.interventions.change(own?.id ?? 0).services.set('Spooler', { startType: 'Disabled' })
    const heard: unknown[] = []
    const stop = bench.api.on('device.sectionsChanged', (payload) => heard.push(payload))
    await refresh(['services'], true)
    stop()
    expect(heard).toEqual([{ deviceId: bench.online.windows.id, sections: expect.arrayContaining(['services']) }])
  })

  test('a part the server does not give keeps its older value and says why', async () => {
    await refresh(['software'], true)
    bench.simulator.setFaults([{ kind: 'status', status: 403, body: { detail: 'You do not have permission to perform this action.' }, match: { path: '/software/**' } }])
    const view = await refresh(['software', 'hardware'], true)
    expect(sectionOf(view, 'software')).toMatchObject({ problem: expect.stringMatching(/.{10}/) })
    expect(sectionOf(view, 'software')?.value).not.toBeNull()
    expect(sectionOf(view, 'hardware')).not.toHaveProperty('problem')
    bench.simulator.setFaults([])
    expect(sectionOf(await refresh(['software'], true), 'software')).not.toHaveProperty('problem')
  })
})

describe('S6: an answer that tells nothing wipes nothing (B13, B16)', () => {
  const all: SectionName[] = ['hardware', 'volumes', 'network', 'software', 'services', 'updates', 'checks', 'alerts', 'custom_fields']
  const everywhere = ['/agents/*/', '/agents/*/checks/', '/software/*/', '/winupdate/*/', '/alerts/']
  const wrongDetail = (body: unknown) => [{ kind: 'status', status: 200, body, match: { path: '/agents/*/' } }] as const
  const faults = [
    ['null everywhere', everywhere.map((path) => ({ kind: 'nulls', match: { path } }) as const), all],
    ['an array where an object is due, and an object where a list is', everywhere.filter((path) => path !== '/software/*/').map((path) => ({ kind: 'array', match: { path } }) as const), all.filter((one) => one !== 'software')],
    ['an empty object', wrongDetail({}), ['hardware', 'volumes', 'network', 'services', 'custom_fields']],
    ['null', wrongDetail(null), ['hardware', 'volumes', 'network', 'services', 'custom_fields']],
    ['lists of null', wrongDetail({ services: [null], disks: [null], custom_fields: [null] }), ['volumes', 'services', 'custom_fields']],
  ] as const

  test.each(faults)('%s: every stored value stays as old as it is, with a problem', async (_name, fault, spoiled) => {
    const before = await refresh(all, true)
    const known = spoiled.map((name) => sectionOf(before, name))
    expect(known.filter((one) => one?.missing === null).length).toBeGreaterThan(2)
    aheadMs += 60_000
    bench.simulator.setFaults(fault)
    const after = await refresh(all, true)
    for (const section of known) {
      const now = sectionOf(after, section?.section ?? 'hardware')
      expect(now).toMatchObject({ section: section?.section, value: section?.value, fetchedAt: section?.fetchedAt, problem: 'the answer could not be read' })
    }
    bench.simulator.setFaults([])
    aheadMs += 60_000
    expect((await refresh(all, true)).sections.flatMap((one) => one.problem ?? [])).toEqual([])
  })

  test.each([['updates', '/winupdate/*/'], ['alerts', '/alerts/']] as const)('S27: %s whose body is cut keep what is known and say why; checks are read all the same', async (name, path) => {
    const before = await refresh(all, true)
    const [known, checks] = [sectionOf(before, name), sectionOf(before, 'checks')]
    aheadMs += 60_000
    bench.simulator.setFaults([{ kind: 'cut', bytes: 400, match: { path } }])
    const after = await refresh(all, true)
    expect(sectionOf(after, name)).toMatchObject({ value: known?.value, fetchedAt: known?.fetchedAt, problem: expect.stringMatching(/.{20}/) })
    expect(sectionOf(after, 'checks')?.fetchedAt).toBeGreaterThan(checks?.fetchedAt ?? 0)
    expect(sectionOf(after, 'checks')).not.toHaveProperty('problem')
    bench.simulator.setFaults([])
    aheadMs += 60_000
    expect(sectionOf(await refresh(all, true), name)).not.toHaveProperty('problem')
  })

  test('S27: one bad update and one bad alert cost one item each, and are counted', async () => {
    aheadMs += 60_000
    const good = { id: 7, kb: 'KB1', title: 'One', installed: false, downloaded: false, severity: 'Critical', categories: [null, 'Updates'], action: 'approve', result: 'n/a', date_installed: null }
    const alert = { id: 3, agent_id: bench.online.windows.remoteId, alert_time: '2026-11-20T09:00:00Z', alert_type: 'custom', message: 'Look', severity: 'info', snoozed: false, resolved: false, hidden: false }
    bench.simulator.setFaults([
      { kind: 'status', status: 200, body: [good, { ...good, id: null }, 'nonsense'], match: { path: '/winupdate/*/' } },
      { kind: 'status', status: 200, body: [null, alert, { ...alert, id: 4, hidden: true }, { ...alert, id: 5, agent_id: undefined }, { ...alert, id: 6, resolved: true }], match: { path: '/alerts/' } },
    ])
    const summary = await bench.api.sync.device({ deviceId: bench.online.windows.id })
    const view = await bench.view(bench.online.windows)
    expect(summary.rejected).toBe(3)
    expect(UpdatesSection.parse(sectionOf(view, 'updates')?.value).updates).toMatchObject([{ id: '7', kb: 'KB1', state: 'missing', decision: 'approved', categories: ['Updates'] }])
    expect(AlertsSection.parse(sectionOf(view, 'alerts')?.value).alerts).toMatchObject([{ id: '3', message: 'Look', isSnoozed: false, raisedAt: Date.UTC(2026, 10, 20, 9) }])
  })

  test('S6: an empty list of updates is a search that never was; an empty list of alerts says that none is open', async () => {
    const [device] = (await bench.api.inventory.match({ filter: 'os:windows' })).ids.filter((id) => id !== bench.online.windows.id)
    aheadMs += 60_000
    bench.simulator.setFaults(['/winupdate/*/', '/alerts/'].map((path) => ({ kind: 'status', status: 200, body: [], match: { path } }) as const))
    const view = await bench.api.device.refresh({ deviceId: device as never, sections: ['updates', 'alerts'], force: true })
    expect(sectionOf(view, 'updates')).toMatchObject({ value: null, missing: 'not collected' })
    expect(sectionOf(view, 'alerts')).toMatchObject({ value: { alerts: [] }, missing: null })
  })

  test('B16: what a device never reported is "not collected", not an answer that could not be read', async () => {
    const silent = [...bench.simulator.fleet.devices()].find((one) => one.platform === 'windows' && one.oddities.bareInventory)
    const { ids } = await bench.api.inventory.match({ filter: `name:${JSON.stringify(silent?.hostName)}` })
    const views = await Promise.all(ids.map((deviceId) => bench.api.device.refresh({ deviceId, sections: all, force: true })))
    const view = views.find((one) => one.device.remoteId === silent?.key)
    expect(view?.sections.filter((one) => one.problem === 'the answer could not be read')).toEqual([])
    for (const name of ['volumes', 'services', 'software'] as const) {
      const state = view?.sections.find((one) => one.section === name)
      expect([name, state?.missing, state?.problem]).toEqual([name, 'not collected', 'not collected'])
    }
  })

  test('B16: updates of a Linux device are not available, in words, whether or not anybody asked', async () => {
    const states = [await bench.view(bench.online.linux), await bench.api.device.refresh({ deviceId: bench.online.linux.id, sections: ['updates'], force: true })].map((view) => sectionOf(view, 'updates'))
    for (const state of states) expect(state).toMatchObject({ value: null, missing: 'not available from this vendor', problem: 'Tactical RMM reports updates of Windows devices only.' })
    expect(requests()).toBe(0)
  })

  test('only a real empty list empties a section', async () => {
    await refresh(all, true)
    bench.simulator.setFaults([{ kind: 'status', status: 200, body: [], match: { path: '/agents/*/checks/' } }])
    const view = await refresh(['checks'], true)
    expect(sectionOf(view, 'checks')).toMatchObject({ value: { checks: [] }, missing: null })
    expect(sectionOf(view, 'checks')).not.toHaveProperty('problem')
  })
})

describe('shown values', () => {
  test('S43: a volume’s used percent follows from its bytes', async () => {
    const view = await refresh(['hardware', 'volumes'], true)
    const { volumes } = VolumesSection.parse(sectionOf(view, 'volumes')?.value)
    expect(volumes.length).toBeGreaterThan(0)
    for (const volume of volumes.filter((one) => one.bytes !== null && one.freeBytes !== null && one.usedPercent !== null)) {
      expect(Math.abs((volume.usedPercent ?? 0) - (100 * ((volume.bytes ?? 0) - (volume.freeBytes ?? 0))) / (volume.bytes ?? 1))).toBeLessThanOrEqual(1)
    }
  })
})
