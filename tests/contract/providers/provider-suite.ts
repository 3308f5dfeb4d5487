import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { findPageParser } from '#core/providers/page-parsers.ts'
import type { DeviceRef, ProviderDefinition, ShellSignal } from '#core/providers/provider.ts'
import { probeSteps } from '#shared/model/account.ts'
import { capabilities } from '#shared/model/capability.ts'
import { Device, type IncomingDevice } from '#shared/model/device.ts'
import { CounterReading } from '#shared/model/metric.ts'
import { AlertsSection, ChecksSection, CustomFieldsSection, HardwareSection, NetworkSection, sectionNames, ServicesSection, SoftwareSection, UpdatesSection, VolumesSection } from '#shared/model/section.ts'
import type { Simulator } from '#simulators/start-simulator.ts'
import { eventually } from '#tests/builders/eventually.ts'
import { allPages, makeBench, never, toRef, type Bench, type Subject } from './provider-bench.ts'
import { defineCommandTests } from './provider-commands.ts'
import { defineReadTests } from './provider-reads.ts'

/** Defines the contract every provider fulfils, against a server that behaves like the vendor's. */
export function testProvider(subject: Subject): void {
  describe(`the provider contract: ${subject.definition.manifest.label}`, () => {
    const { definition } = subject
    let server: Simulator
    let bench: Bench
    let devices: readonly IncomingDevice[]

    const online = (osFamily: IncomingDevice['osFamily']): DeviceRef => {
      const found = devices.find((device) => device.osFamily === osFamily && device.status === 'online')
      if (!found) throw new Error(`the fleet has no ${osFamily} device that is online`)
      return toRef(found)
    }

    beforeAll(async () => {
      server = await subject.start()
      const pages = await allPages(makeBench(subject, server).connect(), { isPoll: true })
      devices = pages.flatMap((page) => definition.parseDevicePage(page.body, page.context).devices)
    })
    afterAll(() => server.close())
    beforeEach(() => {
      server.setFaults([])
      server.requests.clear()
      bench = makeBench(subject, server)
    })

    defineManifestTests(definition)

    test('S25: the list has every device once, whole and valid', async () => {
      const pages = await allPages(bench.connect())
      const parsed = pages.map((page) => definition.parseDevicePage(page.body, page.context))
      const listed = parsed.flatMap((page) => page.devices)
      expect(new Set(listed.map((device) => device.remoteId)).size).toBe(listed.length)
      expect(listed.length).toBe(devices.length)
      expect(parsed.map((page) => page.rejected)).toEqual(pages.map(() => 0))
      for (const device of listed) expect(Device.omit({ id: true, accountId: true, vendor: true, fetchedAt: true, missingSince: true }).safeParse(device).success).toBe(true)
    })

    test('B26: pages have names that stay, and pages already stored are not fetched again', async () => {
      const first = await allPages(bench.connect())
      server.requests.clear()
      const kept = first.slice(0, 3).map((page) => page.key)
      const rest = await allPages(bench.connect(), { skip: new Set(kept) })
      expect([...kept, ...rest.map((page) => page.key)].toSorted()).toEqual(first.map((page) => page.key).toSorted())
      expect(server.requests.count({ path: subject.paths.list })).toBe(first.length - kept.length)
    })

    test('S25: sections of a device are valid and say where they come from', async () => {
      const schemas = {
        hardware: HardwareSection, volumes: VolumesSection, network: NetworkSection, software: SoftwareSection, services: ServicesSection,
        updates: UpdatesSection, checks: ChecksSection, alerts: AlertsSection, custom_fields: CustomFieldsSection,
      }
      const { sections, failures } = await bench.connect().readDevice(online('windows'), sectionNames, never)
      expect(failures).toEqual({})
      expect(sections.map((section) => section.section).toSorted()).toEqual([...sectionNames].toSorted())
      for (const section of sections) {
        const schema = schemas[section.section as keyof typeof schemas]
        expect([section.section, schema?.safeParse(section.value).error]).toEqual([section.section, undefined])
        expect(section.source).not.toBe('')
      }
    })

    test('S140: reading a device takes at most four requests for it and none for another; lists all devices share are asked once', async () => {
      const provider = bench.connect()
      const [first, second] = [online('windows'), online('linux')]
      const asked = async (device: DeviceRef) => {
        server.requests.clear()
        await provider.readDevice(device, sectionNames, never)
        const paths = server.requests.all.map((request) => request.path)
        const own = paths.filter((path) => path.includes(device.remoteId))
        expect(own.length).toBeLessThanOrEqual(4)
        return paths.filter((path) => !own.includes(path))
      }
      const shared = await asked(first)
      for (const { remoteId } of devices) expect(shared.filter((path) => path.includes(remoteId))).toEqual([])
      expect(shared.length).toBeLessThanOrEqual(2)
      expect(await asked(second)).toEqual([])
      expect(server.requests.count({ isMutating: true })).toBe(0)
    })

    test('B1: the connection test takes every step, reports every capability and only reads', async () => {
      const report = await bench.connect().probe()
      expect(report.isUsable).toBe(true)
      expect(report.steps.map((step) => step.step)).toEqual([...probeSteps])
      expect(report.capabilities.map((state) => state.capability).toSorted()).toEqual([...capabilities].toSorted())
      expect(server.requests.count()).toBeGreaterThan(0)
      expect(server.requests.count({ isMutating: true })).toBe(0)
      expect(server.requests.all.filter((request) => request.method !== 'GET')).toEqual([])
    })

    defineCommandTests(subject, () => ({ bench, server }), online)

    test('S25: a buffered shell answers line by line', async () => {
      const signals: ShellSignal[] = []
      const shell = await bench.connect().openShell(online('linux'), { depth: 'buffered', shell: 'bash', runAsUser: false, columns: 80, rows: 24 }, (signal) => void signals.push(signal))
      expect(signals.map((signal) => signal.kind)).toEqual(['connected'])
      shell.run('echo first line', 20)
      await eventually('the line is done', () => signals.some((signal) => signal.kind === 'done'))
      expect(signals.find((signal) => signal.kind === 'data')).toMatchObject({ data: expect.stringContaining('first line') })
      shell.close()
    })

    test('S25: live counters can be read, and their cost is told', async () => {
      for (const osFamily of ['windows', 'linux', 'macos'] as const) {
        const { reading, bytes } = await bench.connect().readCounters(online(osFamily), never)
        expect(CounterReading.safeParse(reading).success).toBe(true)
        expect(reading.memoryTotal).toBeGreaterThan(0)
        expect(reading.volumes.length).toBeGreaterThan(0)
        expect(bytes).toBeGreaterThan(100)
      }
    })

    defineReadTests(subject, () => ({ bench, server }))
  })
}

function defineManifestTests({ manifest, parseDevicePage }: ProviderDefinition): void {
  test('S24: the thread that parses finds the parser of the vendor', () => {
    expect(findPageParser(manifest.id)).toBe(parseDevicePage)
  })

  test('B148: the manifest says what it was verified against', () => {
    expect(manifest.evidence).toMatch(/source|recording|specification|live/)
    expect(manifest.evidence).toMatch(/\d{4}-\d{2}-\d{2}/)
  })

  test('S24: the manifest grades every capability and says why one is missing or emulated', () => {
    const unexplained = capabilities.filter((capability) => manifest.capabilities[capability].support !== 'native' && manifest.capabilities[capability].reason === '')
    expect(unexplained).toEqual([])
    expect(manifest.credentials.some((credential) => credential.isRequired)).toBe(true)
    expect(manifest.limits.parallelWaiting).toBeLessThanOrEqual(manifest.limits.parallel)
  })
}
