import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { rowsPerReading, sectionChanges } from '#core/storage/section-changes.ts'

const adapter = (more: object = {}) => ({ name: 'Ethernet', mac: 'F8:75:A4:11:22:33', ipv4: ['10.0.0.5', '10.0.0.6'], speedMbps: 1000, status: 'connected', isVirtual: false, ...more })
const network = (...adapters: object[]) => ({ adapters, publicIp: null })

describe('what counts as a change', () => {
  test('S46: another speed, another state, each is one row under the name of the adapter', () => {
    expect(sectionChanges('network', network(adapter()), network(adapter({ speedMbps: 100 })))).toEqual([
      { place: 'network', subject: 'Ethernet', field: 'speedMbps', before: '1000', after: '100' },
    ])
    expect(sectionChanges('network', network(adapter()), network(adapter({ status: 'disconnected' })))).toMatchObject([{ field: 'status', before: 'connected', after: 'disconnected' }])
  })

  test('S46: an adapter is known by its MAC whatever it is called; a MAC that becomes known makes no second adapter', () => {
    expect(sectionChanges('network', network(adapter()), network(adapter({ name: 'LAN' })))).toEqual([{ place: 'network', subject: 'LAN', field: 'name', before: 'Ethernet', after: 'LAN' }])
    expect(sectionChanges('network', network(adapter({ mac: null })), network(adapter()))).toEqual([])
    const other = adapter({ mac: 'F8:75:A4:11:22:44' })
    expect(sectionChanges('network', network(adapter()), network(other))).toMatchObject([{ field: 'presence', before: 'present', after: null }, { field: 'presence', before: null, after: 'present' }])
  })

  test('S6: what is not reported on one side is no change, in either direction', () => {
    for (const silent of [{ speedMbps: null }, { status: 'unknown' }, { ipv4: [] }, { name: '' }]) {
      expect(sectionChanges('network', network(adapter()), network(adapter(silent))), JSON.stringify(silent)).toEqual([])
      expect(sectionChanges('network', network(adapter(silent)), network(adapter())), JSON.stringify(silent)).toEqual([])
    }
    expect(sectionChanges('network', network(adapter()), network())).toEqual([])
    expect(sectionChanges('hardware', undefined, { memoryTotal: 16 })).toEqual([])
    expect(sectionChanges('hardware', { memoryTotal: 16 }, null)).toEqual([])
  })

  test('numbers that move all the time are none', () => {
    const volume = { name: 'C:', bytes: 512, freeBytes: 100, usedPercent: 80 }
    expect(sectionChanges('volumes', { volumes: [volume] }, { volumes: [{ ...volume, freeBytes: 90, usedPercent: 82 }] })).toEqual([])
    const service = { name: 'Spooler', displayName: 'Print Spooler', state: 'running', startType: 'Automatic', pid: 7 }
    expect(sectionChanges('services', { services: [service] }, { services: [{ ...service, pid: 9 }] })).toEqual([])
    const onDemand = { ...service, startType: 'Manual' }
    expect(sectionChanges('services', { services: [onDemand] }, { services: [{ ...onDemand, state: 'stopped' }] })).toEqual([])
    expect(sectionChanges('services', { services: [service] }, { services: [{ ...service, state: 'stopped' }] })).toMatchObject([{ subject: 'Print Spooler', before: 'running', after: 'stopped' }])
    const check = { id: '4', name: 'Disk C', status: 'passing', lastRunAt: 1, failCount: 0, recent: [1] }
    expect(sectionChanges('checks', { checks: [check] }, { checks: [{ ...check, lastRunAt: 2, failCount: 3, recent: [1, 2] }] })).toEqual([])
  })

  test('a disk is known by its serial: a new place in the list is no change, a swap is one of each', () => {
    const disks = (first: string, second: string) => ({ disks: [{ key: 'disk0', serial: first, model: `M${first}` }, { key: 'disk1', serial: second, model: `M${second}` }] })
    expect(sectionChanges('hardware', disks('A', 'B'), disks('B', 'A'))).toEqual([])
    expect(sectionChanges('hardware', disks('A', 'B'), disks('A', 'C'))).toMatchObject([{ subject: 'MB', after: null }, { subject: 'MC', before: null }])
  })
})

describe('updates and alerts', () => {
  const update = (more: object = {}) => ({ id: '1', kb: 'KB1', title: 'Cumulative (KB1)', state: 'missing', decision: 'none', isDownloaded: false, isDefinition: false, ...more })
  const updates = (...list: object[]) => ({ updates: list })

  test('an update that came, was installed or failed is one row each; a new record of the same one and a download are none', () => {
    expect(sectionChanges('updates', updates(update()), updates(update(), update({ id: '2', kb: 'KB2', title: 'Two' })))).toEqual([{ place: 'updates', subject: 'Two', field: 'state', before: null, after: 'missing' }])
    expect(sectionChanges('updates', updates(update()), updates(update({ state: 'installed' })))).toMatchObject([{ subject: 'Cumulative (KB1)', field: 'state', before: 'missing', after: 'installed' }])
    expect(sectionChanges('updates', updates(update()), updates(update({ decision: 'approved' })))).toMatchObject([{ field: 'decision', before: 'none', after: 'approved' }])
    expect(sectionChanges('updates', updates(update()), updates(update({ id: '9', isDownloaded: true })))).toEqual([])
    expect(sectionChanges('updates', updates(update()), updates())).toEqual([])
  })

  test('N10: lists of an antivirus that come, go and are installed several times a day are no news', () => {
    const list = (id: string, state: string) => update({ id, kb: 'KB2267602', title: `Version ${id}`, state, isDefinition: true })
    expect(sectionChanges('updates', updates(update(), list('1', 'installed')), updates(update(), list('2', 'missing'), list('3', 'failed')))).toEqual([])
  })

  test('a first search of hundreds of updates is no flood', () => {
    const many = updates(...Array.from({ length: 300 }, (_, index) => update({ id: String(index), kb: `KB${index}` })))
    expect(sectionChanges('updates', undefined, many)).toEqual([])
    expect(sectionChanges('updates', updates(update({ kb: 'KB9999' })), many)).toHaveLength(rowsPerReading + 1)
  })

  test('the first alert of a device and the end of its last one are both told, by the message', () => {
    const alerts = (...list: object[]) => ({ alerts: list })
    const one = { id: '4', message: 'Disk C: is full', severity: 'warning', kind: 'check', isSnoozed: false }
    expect(sectionChanges('alerts', alerts(), alerts(one))).toEqual([{ place: 'alerts', subject: 'Disk C: is full', field: 'severity', before: null, after: 'warning' }])
    expect(sectionChanges('alerts', alerts(one), alerts())).toMatchObject([{ subject: 'Disk C: is full', before: 'warning', after: null }])
    expect(sectionChanges('alerts', alerts(one), alerts({ ...one, severity: 'error', isSnoozed: true }))).toMatchObject([{ field: 'severity', before: 'warning', after: 'error' }])
    expect(sectionChanges('alerts', undefined, alerts(one))).toEqual([])
  })
})

describe('software', () => {
  const items = (...programs: [string, string][]) => ({ items: programs.map(([name, version]) => ({ name, version, publisher: null, bytes: 1 })) })
  test('an upgrade, an installation and a removal are one row each', () => {
    expect(sectionChanges('software', items(['Zoom', '6.1'], ['Java', '8']), items(['Zoom', '6.2'], ['7-Zip', '24']))).toEqual([
      { place: 'software', subject: 'Zoom', field: 'version', before: '6.1', after: '6.2' },
      { place: 'software', subject: 'Java', field: 'version', before: '8', after: null },
      { place: 'software', subject: '7-Zip', field: 'version', before: null, after: '24' },
    ])
  })

  test('of two versions of one program only the one that changed is named', () => {
    expect(sectionChanges('software', items(['Runtime', '14'], ['Runtime', '12']), items(['Runtime', '12'], ['Runtime', '15']))).toMatchObject([{ before: '14', after: '15' }])
  })

  test(`beyond ${rowsPerReading} programs one row tells how many more`, () => {
    const many = items(...Array.from({ length: rowsPerReading + 7 }, (_, n): [string, string] => [`P${n}`, '1']))
    const changes = sectionChanges('software', items(['Old', '1']), many)
    expect(changes).toHaveLength(rowsPerReading + 1)
    expect(changes.at(-1)).toMatchObject({ subject: null, field: 'further', after: '8' })
  })
})

const word = fc.constantFrom('', 'a', 'b', 'C', 'é', 'e\u0301')
const anItem = fc.record({ name: word, mac: fc.option(word), key: word, serial: fc.option(word), version: word, state: word, startType: fc.option(word), speedMbps: fc.option(fc.nat(3)), ipv4: fc.array(word, { maxLength: 3 }) })
const places = [['network', 'adapters'], ['hardware', 'disks'], ['software', 'items'], ['services', 'services'], ['volumes', 'volumes'], ['custom_fields', 'fields'], ['checks', 'checks']] as const

test('S46: whatever was read, an equal reading and one in another order change nothing', () => {
  const shuffled = fc.array(anItem, { maxLength: 8 }).chain((items) => fc.tuple(fc.constant(items), fc.shuffledSubarray(items, { minLength: items.length, maxLength: items.length })))
  fc.assert(
    fc.property(fc.constantFrom(...places), shuffled, ([place, list], [items, reordered]) => {
      const turned = reordered.map((item) => ({ ...item, ipv4: item.ipv4.toReversed() }))
      expect(sectionChanges(place, { [list]: items }, { [list]: items })).toEqual([])
      expect(sectionChanges(place, { [list]: items }, { [list]: turned })).toEqual([])
    }),
  )
})
