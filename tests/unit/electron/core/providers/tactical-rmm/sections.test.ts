import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { toHardware } from '#core/providers/tactical-rmm/hardware-section.ts'
import { isNeverCollected, toChecks, toCustomFieldsSection, toServices, toSoftware } from '#core/providers/tactical-rmm/list-sections.ts'
import { normaliseMac, toNetwork } from '#core/providers/tactical-rmm/network-section.ts'
import { toAlerts } from '#core/providers/tactical-rmm/alerts-section.ts'
import { alertSources, checkSources, customFieldsSources, hardwareSources, networkSources, serviceSources, softwareSources, updateSources, volumeSources } from '#core/providers/tactical-rmm/section-sources.ts'
import { tacticalDetail, type TacticalDetail } from '#core/providers/tactical-rmm/schema.ts'
import { toUpdates } from '#core/providers/tactical-rmm/updates-section.ts'
import { toVolumes } from '#core/providers/tactical-rmm/volumes-section.ts'
import { AlertsSection, ChecksSection, CustomFieldsSection, HardwareSection, NetworkSection, ServicesSection, SoftwareSection, UpdatesSection, VolumesSection } from '#shared/model/section.ts'

const folder = new URL('../../../../../fixtures/tactical-rmm/', import.meta.url)
const load = (name: string): unknown => JSON.parse(readFileSync(new URL(name, folder), 'utf8'))

function detailOf(value: unknown): TacticalDetail {
  const read = tacticalDetail.read(value)
  if (!read.ok) throw new Error(read.why)
  return read.value
}

const allSections = (detail: TacticalDetail) => ({ hardware: toHardware(detail), volumes: toVolumes(detail), network: toNetwork(detail), services: toServices(detail) })

test.each(['windows', 'windows-old', 'linux'])('S27: the detail %s becomes the sections written down beside it', (name) => {
  expect(allSections(detailOf(load(`detail-${name}.json`)))).toEqual(load(`detail-${name}.expected.json`))
})

test('S38: cores are summed over sockets, and unknown when one socket does not tell', () => {
  const detail = (load('detail-windows.json') as { wmi_detail: { cpu: [{ NumberOfCores: number | null }][] } })
  expect(toHardware(detailOf(detail))?.cores).toBe(24)
  const [first] = detail.wmi_detail.cpu
  if (first) first[0].NumberOfCores = null
  expect(toHardware(detailOf(detail))?.cores).toBeNull()
})

test('S43: used percent of a volume follows from bytes, and a contradiction is flagged', () => {
  const volumes = toVolumes(detailOf(load('detail-windows.json')))?.volumes ?? []
  const sized = volumes.flatMap(({ bytes, freeBytes, usedPercent }) => (bytes && freeBytes ? [Math.abs((usedPercent ?? NaN) - (100 * (bytes - freeBytes)) / bytes)] : []))
  expect(sized).toHaveLength(3)
  for (const difference of sized) expect(difference).toBeLessThan(1)
  expect(volumes.map((volume) => volume.flag !== null)).toEqual([false, false, true, false])
})

test('S44: health is failing when the system predicts it and unknown otherwise, with the reason', () => {
  expect(toHardware(detailOf(load('detail-windows.json')))?.disks.map((disk) => [disk.health, disk.healthReason])).toEqual([
    ['unknown', expect.stringContaining('not collected')],
    ['failing', expect.stringContaining('Pred Fail')],
  ])
})

test('S45: hardware addresses take one form, nonsense is none', () => {
  expect(['00-1a-2b-3c-4d-5e', '001a.2b3c.4d5e', '00:1A:2B:3C:4D:5E', '00 1a 2b 3c 4d 5e'].map(normaliseMac)).toEqual(Array(4).fill('00:1A:2B:3C:4D:5E'))
  expect(['', '00:00:00:00:00:00', '00:1A:2B:3C:4D', 'hello', null].map(normaliseMac)).toEqual(Array(5).fill(null))
})

test('S46: speed and state of an adapter in words and whole megabits', () => {
  const adapter = (properties: object) =>
    toNetwork(detailOf({ wmi_detail: { network_adapter: [[{ Name: 'A', MACAddress: '00:1A:2B:3C:4D:5E', ...properties }]] } }))?.adapters.map(({ status, speedMbps }) => [status, speedMbps])[0]
  expect(adapter({ NetConnectionStatus: 2, Speed: '1000000000' })).toEqual(['connected', 1_000])
  expect(adapter({ NetConnectionStatus: 7, Speed: 9223372036854775807n.toString() })).toEqual(['disconnected', null])
  expect(adapter({ NetConnectionStatus: 0, NetEnabled: false })).toEqual(['disabled', null])
  expect(adapter({ ConfigManagerErrorCode: 22 })).toEqual(['disabled', null])
  expect(adapter({})).toEqual(['unknown', null])
})

test('software: an empty list means that nothing was collected, texts become dates and bytes', () => {
  expect([isNeverCollected([]), isNeverCollected({}), isNeverCollected(null)]).toEqual([true, false, false])
  const program = { name: '7-Zip 22.01 (x64)', version: '22.01', publisher: '', install_date: '2026-1-05', size: '5.2 MB', source: '', location: 'C:\\7', uninstall: '' }
  expect(toSoftware({ id: 1, agent: 17, software: [program, { ...program, install_date: '01-1-01', size: '0 B' }, { name: '' }, null] })).toEqual({
    items: [
      { name: '7-Zip 22.01 (x64)', version: '22.01', publisher: null, installedAt: Date.UTC(2026, 0, 5), bytes: 5_452_595, location: 'C:\\7' },
      { name: '7-Zip 22.01 (x64)', version: '22.01', publisher: null, installedAt: null, bytes: null, location: 'C:\\7' },
    ],
  })
})

test('checks: one that never ran is pending, an inherited one says so', () => {
  const never = { id: 5, readable_desc: 'Disk C:', check_type: 'diskspace', check_result: {}, policy: 3 }
  const failing = { id: 6, readable_desc: 'CPU', check_type: 'cpuload', alert_severity: 'warning', policy: null, check_result: { status: 'failing', last_run: '2026-11-20T09:00:00Z', history: [1, 2], fail_count: 3, more_info: 'Average CPU Load: 91%' } }
  expect(toChecks([never, failing, 'nonsense'])).toEqual({
    checks: [
      { id: '5', name: 'Disk C:', kind: 'diskspace', status: 'pending', severity: null, lastRunAt: null, detail: null, failCount: null, recent: [], isInherited: true },
      { id: '6', name: 'CPU', kind: 'cpuload', status: 'failing', severity: 'warning', lastRunAt: Date.UTC(2026, 10, 20, 9), detail: 'Average CPU Load: 91%', failCount: 3, recent: [1, 2], isInherited: false },
    ],
  })
})

test('S27: an update says whether it is missing, failed or installed, what was decided, and on which day it came', () => {
  const update = (more: object) => toUpdates([{ ...wireUpdate, ...more }])?.items[0]
  expect(update({})).toEqual({
    id: '15', kb: 'KB2267602', title: 'Definition Update for a shield (KB2267602)', severity: 'Critical', categories: ['Definition Updates'], state: 'installed', isDownloaded: true,
    decision: 'approved', installedAt: Date.UTC(2026, 10, 2), isDefinition: true,
  })
  expect([update({ installed: false })?.state, update({ installed: false, result: 'n/a' })?.state, update({ installed: null, result: null })?.state]).toEqual(['failed', 'missing', 'unknown'])
  expect(['inherit', 'ignore', 'nothing', null].map((action) => update({ action })?.decision)).toEqual(['policy', 'ignored', 'none', 'none'])
  expect([null, '', '13 40 2026 00:00', '2026-11-02'].map((date_installed) => update({ date_installed })?.installedAt)).toEqual([null, null, null, null])
  expect(update({ title: null, categories: null, severity: '' })).toMatchObject({ title: 'KB2267602', severity: null, categories: [], isDefinition: false })
  expect(toUpdates([{ ...wireUpdate, guid: 'x', brand_new: 1 }])?.drift).toEqual({ brand_new: 1 })
})

test('S27: an alert without a device, a closed one and one kept from people are left out; what cannot be read is counted', () => {
  const led = toAlerts([wireAlert, { ...wireAlert, id: 3, agent_id: null }, { ...wireAlert, id: 4, resolved: true }, { ...wireAlert, id: 5, hidden: true }, { ...wireAlert, id: {} }, 7])
  expect([led?.rejected, [...(led?.byDevice ?? [])]]).toEqual([
    2, [['uADC', [{ id: '2', message: 'Disk C: is full', severity: 'warning', kind: 'check', raisedAt: Date.UTC(2026, 10, 22, 13, 41, 19, 602), isSnoozed: true, snoozedUntil: Date.UTC(2026, 10, 25) }]]],
  ])
  const severity = (word: unknown) => toAlerts([{ ...wireAlert, severity: word }])?.byDevice.get('uADC')?.[0]?.severity
  expect(['error', 'Error', 'info', '', null].map(severity)).toEqual(['error', 'error', 'info', null, null])
  expect(toChecks([{ id: 1, check_result: { alert_severity: 'error' } }])?.checks[0]?.severity).toBe('error')
  for (const value of [null, {}, 'none', [null], [{ id: null }]]) expect(toAlerts(value)).toBeNull()
  expect(toAlerts([])?.byDevice.size).toBe(0)
})

test('S27: whatever a detail holds, its sections are valid', () => {
  const wild = fc.record(
    {
      plat: fc.jsonValue(), last_seen: fc.jsonValue(), disks: fc.jsonValue(), services: fc.jsonValue(), custom_fields: fc.jsonValue(), total_ram: fc.jsonValue(), graphics: fc.jsonValue(),
      wmi_detail: fc.oneof(fc.jsonValue(), fc.dictionary(fc.constantFrom('cpu', 'mem', 'disk', 'bios', 'network_adapter', 'network_config', 'comp_sys', 'graphics', 'cpus', 'gpus', 'disks'), fc.oneof(fc.jsonValue(), fc.array(fc.array(fc.jsonValue()))))),
    },
    { requiredKeys: [] },
  )
  fc.assert(
    fc.property(wild, (value) => {
      const detail = detailOf(value)
      const problems = [
        HardwareSection.nullable().safeParse(toHardware(detail)), VolumesSection.nullable().safeParse(toVolumes(detail)), NetworkSection.nullable().safeParse(toNetwork(detail)),
        ServicesSection.nullable().safeParse(toServices(detail)), CustomFieldsSection.nullable().safeParse(toCustomFieldsSection(detail, (field) => `f${field}`)),
        ChecksSection.nullable().safeParse(toChecks(value.disks)), SoftwareSection.nullable().safeParse(toSoftware({ software: value.services })),
        UpdatesSection.safeParse({ updates: toUpdates(value.services)?.items ?? [] }), AlertsSection.safeParse({ alerts: [...(toAlerts(value.disks)?.byDevice.values() ?? [])].flat() }),
      ].flatMap((result) => (result.success ? [] : [result.error.message]))
      expect(problems).toEqual([])
    }),
    { numRuns: 500 },
  )
})

test('S6: only a real empty list says that there is none; null, absent, another shape and unreadable items say nothing', () => {
  for (const list of [null, undefined, {}, 'none', [null, null], [{ name: null, device: null, id: null, field: null }]]) {
    const detail = detailOf({ services: list, disks: list, custom_fields: list })
    const read = [toServices(detail), toVolumes(detail), toCustomFieldsSection(detail, String), toChecks(list), toSoftware({ software: list })]
    expect([list, read]).toEqual([list, [null, null, null, null, null]])
  }
  const none = detailOf({ services: [], disks: [], custom_fields: [] })
  expect([toServices(none), toVolumes(none), toCustomFieldsSection(none, String), toChecks([]), toSoftware({ software: [] })]).toEqual([
    { services: [] }, { volumes: [] }, { fields: [] }, { checks: [] }, { items: [] },
  ])
  for (const detail of [{}, { wmi_detail: null, local_ips: null }, { wmi_detail: [], cpu_model: {} }]) expect([toHardware(detailOf(detail)), toNetwork(detailOf(detail))]).toEqual([null, null])
})

test('S6: addresses alone do not take the place of the adapters of a Windows device', () => {
  expect(toNetwork(detailOf({ plat: 'windows', wmi_detail: null, local_ips: '192.0.2.7', public_ip: '198.51.100.4' }))).toEqual({ adapters: [], publicIp: '198.51.100.4' })
})

/** Takes the keys of one wire object away, one after the other, and names the facts that change with each. */
function dependants(wire: Readonly<Record<string, unknown>>, read: (wire: unknown) => object | undefined): Map<string, string[]> {
  const whole = Object.entries(read(wire) ?? {})
  return new Map(
    Object.keys(wire).map((key) => {
      const without: Readonly<Record<string, unknown>> = { ...read({ ...wire, [key]: undefined }) }
      return [key, whole.filter(([name, value]) => JSON.stringify(without[name]) !== JSON.stringify(value)).map(([name]) => name)]
    }),
  )
}

const wireDetail = load('detail-windows.json') as Record<string, unknown>
const wireCheck = { id: 6, readable_desc: 'CPU', check_type: 'cpuload', alert_severity: 'warning', policy: 3, check_result: { status: 'failing', last_run: '2026-11-20T09:00:00Z', history: [1], fail_count: 3, more_info: '91%' } }
const wireUpdate = {
  id: 15, kb: 'KB2267602', title: 'Definition Update for a shield (KB2267602)', severity: 'Critical', categories: ['Definition Updates'], installed: true, downloaded: true, action: 'approve',
  result: 'failed', date_installed: '11 02 2026 04:05',
}
const wireAlert = { id: 2, agent_id: 'uADC', alert_time: '2026-11-22T13:41:19.602929Z', alert_type: 'check', message: 'Disk C: is full', severity: 'warning', snoozed: true, snooze_until: '2026-11-25T00:00:00Z' }
const wireProgram = { name: '7-Zip', version: '22.01', publisher: 'Igor', install_date: '2026-1-05', size: '5.2 MB', location: 'C:\\7' }
const wireService = { name: 'Spooler', display_name: 'Print Spooler', status: 'running', start_type: 'Automatic', autodelay: true, username: 'LocalSystem', pid: 8, binpath: 'C:\\s.exe', description: 'Prints' }

test.each<[string, Record<string, unknown>, (wire: unknown) => object | undefined, Readonly<Record<string, readonly string[]>>]>([
  ['hardware', wireDetail, (wire) => toHardware(detailOf(wire)) ?? undefined, hardwareSources],
  ['network', wireDetail, (wire) => toNetwork(detailOf(wire)) ?? undefined, networkSources],
  ['a volume', { device: 'C:', fstype: 'NTFS', total: '100.0 GB', free: '40.0 GB', percent: 90 }, (wire) => toVolumes(detailOf({ disks: [wire] }))?.volumes[0], volumeSources],
  ['custom fields', { custom_fields: [{ field: 1, value: 'a' }], plat: 'windows' }, (wire) => toCustomFieldsSection(detailOf(wire), String) ?? undefined, customFieldsSources],
  ['a service', wireService, (wire) => toServices(detailOf({ services: [wire] }))?.services[0], serviceSources],
  ['a program', wireProgram, (wire) => toSoftware({ software: [wire] })?.items[0], softwareSources],
  ['an update', wireUpdate, (wire) => toUpdates([wire])?.items[0], updateSources],
  ['an alert', wireAlert, (wire) => toAlerts([wire])?.byDevice.get('uADC')?.[0], alertSources],
  ['a check', wireCheck, (wire) => toChecks([wire])?.checks[0], checkSources],
])('S27: every fact of %s depends on no other keys than those listed for it', (_name, wire, read, sources) => {
  const required = new Set(['name', 'id', 'device', 'agent_id'])
  const found = dependants(wire, read)
  expect([...found.values()].flat().length).toBeGreaterThan(0)
  for (const [key, facts] of found) if (!required.has(key)) for (const fact of facts) expect([fact, sources[fact]]).toEqual([fact, expect.arrayContaining([key])])
})
