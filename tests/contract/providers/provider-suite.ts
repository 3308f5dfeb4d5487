import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Connection, DevicePage, DeviceRef, Provider, ProviderDefinition, ProviderPorts, ShellSignal } from '#core/providers/provider.ts'
import type { IncomingDevice } from '#shared/model/device.ts'
import { Device } from '#shared/model/device.ts'
import { capabilities } from '#shared/model/capability.ts'
import { CounterReading } from '#shared/model/metric.ts'
import { isAppError } from '#shared/errors/app-error.ts'
import { HardwareSection, NetworkSection, sectionNames, ServicesSection, SoftwareSection, VolumesSection } from '#shared/model/section.ts'
import { probeSteps } from '#shared/model/account.ts'
import type { Simulator } from '#simulators/start-simulator.ts'
import { eventually } from '#tests/builders/eventually.ts'
import { aConnection, someProviderPorts, someSecrets, type TestSecrets } from '#tests/builders/provider-ports.ts'

/** What the suite needs to know about a vendor besides its provider. */
export interface Subject {
  readonly definition: ProviderDefinition
  readonly start: () => Promise<Simulator>
  readonly secretsOf: (server: Simulator) => Parameters<typeof someSecrets>[0]
  readonly connectionOf: (server: Simulator) => Connection
  /** Globs of the vendor's paths: all reads of the list, one page of it, the call that runs a command. */
  readonly paths: { readonly list: string; readonly anyRead: string; readonly command: string }
  /** Where a 64-bit text of a command is found in a recorded body. */
  readonly commandIn: (body: string) => string
}

/** What a test of the suite works with. */
export interface Bench {
  readonly server: Simulator
  readonly secrets: TestSecrets
  readonly connect: (more?: Partial<Connection>, ports?: Partial<ProviderPorts>) => Provider
}

export const never = new AbortController().signal

export const toRef = (device: IncomingDevice): DeviceRef => ({
  remoteId: device.remoteId, name: device.name, osFamily: device.osFamily, clientVersion: device.clientVersion,
})

/** Every page of a pass, in order. */
export async function allPages(provider: Provider, options: { readonly skip?: ReadonlySet<string>; readonly isPoll?: boolean } = {}): Promise<DevicePage[]> {
  const pages: DevicePage[] = []
  for await (const page of provider.listDevices({ skip: options.skip ?? new Set(), isPoll: options.isPoll ?? false, signal: never })) pages.push(page)
  return pages
}

/** The typed error a promise fails with; anything else fails the test. */
export async function errorOf(promise: Promise<unknown>) {
  try {
    await promise
  } catch (error) {
    if (isAppError(error)) return error
    throw error
  }
  throw new Error('it did not fail')
}

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
      const schemas = { hardware: HardwareSection, volumes: VolumesSection, network: NetworkSection, software: SoftwareSection, services: ServicesSection }
      const { sections, failures } = await bench.connect().readDevice(online('windows'), sectionNames, never)
      expect(failures).toEqual({})
      expect(sections.map((section) => section.section).toSorted()).toEqual([...sectionNames].toSorted())
      for (const section of sections) {
        const schema = schemas[section.section as keyof typeof schemas]
        if (schema) expect(schema.safeParse(section.value).error).toBeUndefined()
        expect(section.source).not.toBe('')
      }
    })

    test('S140: reading a device takes at most four requests, all for this device or for names', async () => {
      const device = online('windows')
      await bench.connect().readDevice(device, sectionNames, never)
      const paths = server.requests.all.map((request) => request.path)
      expect(paths.length).toBeLessThanOrEqual(4)
      for (const path of paths) expect(path.includes(device.remoteId) || path.includes('customfields')).toBe(true)
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

function makeBench(subject: Subject, server: Simulator): Bench {
  const secrets = someSecrets(subject.secretsOf(server))
  return {
    server,
    secrets,
    connect: (more = {}, ports = {}) => subject.definition.connect({ ...subject.connectionOf(server), ...more }, someProviderPorts(secrets, ports)),
  }
}

function defineManifestTests({ manifest }: ProviderDefinition): void {
  test('B148: the manifest says what it was verified against', () => {
    expect(manifest.evidence).toMatch(/source|recording|specification|live/)
    expect(manifest.evidence).toMatch(/\d{4}-\d{2}-\d{2}/)
  })

  test('S24: the manifest grades every capability and says why one is missing or emulated', () => {
    for (const capability of capabilities) {
      const { support, reason } = manifest.capabilities[capability]
      if (support !== 'native') expect(reason).not.toBe('')
    }
    expect(manifest.credentials.some((credential) => credential.isRequired)).toBe(true)
    expect(manifest.limits.parallelWaiting).toBeLessThanOrEqual(manifest.limits.parallel)
  })
}

type Current = () => { readonly bench: Bench; readonly server: Simulator }

function defineCommandTests(subject: Subject, current: Current, online: (osFamily: IncomingDevice['osFamily']) => DeviceRef): void {
  const request = { shell: 'powershell', command: 'hostname', timeoutSeconds: 20, runAsUser: false } as const

  test('S52: the command arrives byte for byte and its output keeps white space and Unicode', async () => {
    const { bench, server } = current()
    const command = '  Write-Output "  grüße \u4F60\u597D  "\r\n\t# "quotes" \'single\' $(x) `n \\ %PATH% \u2028 🙂 '
    const outcome = await bench.connect().runCommand(online('windows'), { ...request, command }, { signal: never, onSent: () => undefined })
    expect(outcome.kind).toBe('answered')
    expect(server.requests.bodies({ path: subject.paths.command }).map(subject.commandIn)).toEqual([command])
  })

  test('B73: what is shown before sending is exactly what is sent', async () => {
    const { bench, server } = current()
    const provider = bench.connect()
    for (const command of ['dir', 'a\r\nb\n', '\uFEFFx', '"\\"', '${y} `z`', '\u0000\u001b[31m', 'İıß', '😀'.repeat(50)]) {
      server.requests.clear()
      const shown = provider.previewCommand(online('windows'), { ...request, command })
      await provider.runCommand(online('windows'), { ...request, command }, { signal: never, onSent: () => undefined })
      const [sent] = server.requests.find({ path: subject.paths.command })
      expect(sent && { method: sent.method, url: server.url + sent.path, body: sent.bodyText, transport: 'http' }).toEqual(shown)
    }
  })

  test('S53: a shell the device does not have is refused before anything is sent', async () => {
    const { bench, server } = current()
    const provider = bench.connect()
    for (const [osFamily, shell] of [['windows', 'bash'], ['windows', 'zsh'], ['linux', 'powershell'], ['linux', 'cmd'], ['macos', 'cmd']] as const) {
      const outcome = await provider.runCommand(online(osFamily), { ...request, shell }, { signal: never, onSent: () => undefined })
      expect(outcome.kind).toBe('failed')
    }
    expect(server.requests.count()).toBe(0)
  })

  test('S53: the shells of each system work', async () => {
    const { bench } = current()
    for (const [osFamily, shell] of [['windows', 'powershell'], ['windows', 'cmd'], ['linux', 'bash'], ['linux', 'sh'], ['macos', 'zsh']] as const) {
      const outcome = await bench.connect().runCommand(online(osFamily), { ...request, shell, command: 'echo it works' }, { signal: never, onSent: () => undefined })
      expect(outcome).toMatchObject({ kind: 'answered', output: expect.stringContaining('it works') })
    }
  })

  test('S26: a command is sent once, whatever happens to it', async () => {
    const { bench, server } = current()
    for (const kind of ['reset', 'cut', 'html', 'not-json'] as const) {
      server.requests.clear()
      server.setFaults([{ kind, match: { path: subject.paths.command } }])
      const outcome = await bench.connect().runCommand(online('windows'), request, { signal: never, onSent: () => undefined })
      expect([kind, outcome.kind]).toEqual([kind, 'no-answer'])
      expect([kind, server.requests.count({ path: subject.paths.command })]).toEqual([kind, 1])
    }
    for (const status of [500, 502, 503, 504]) {
      server.requests.clear()
      server.setFaults([{ kind: 'status', status, match: { path: subject.paths.command } }])
      const outcome = await bench.connect().runCommand(online('windows'), request, { signal: never, onSent: () => undefined })
      expect([status, outcome.kind]).toEqual([status, 'no-answer'])
      expect(server.requests.count({ path: subject.paths.command })).toBe(1)
    }
  })

  test('S26: a command that did not leave has failed and says so', async () => {
    const { bench } = current()
    let isSent = false
    const outcome = await bench.connect({ apiUrl: 'http://127.0.0.1:9' }).runCommand(online('windows'), request, { signal: never, onSent: () => (isSent = true) })
    expect(outcome).toMatchObject({ kind: 'failed', says: expect.stringContaining('Nothing was run') })
    expect(isSent).toBe(false)
  })

  test('S26: onSent is told when the command leaves', async () => {
    const { bench } = current()
    let sent = 0
    await bench.connect().runCommand(online('windows'), request, { signal: never, onSent: () => (sent += 1) })
    expect(sent).toBe(1)
  })

  test('S54: a command that reaches its limit has timed out, and is not sent again', async () => {
    const { bench, server } = current()
    for (const [osFamily, shell, command] of [['windows', 'powershell', 'Start-Sleep 30'], ['linux', 'bash', 'sleep 30']] as const) {
      server.requests.clear()
      const outcome = await bench.connect().runCommand(online(osFamily), { shell, command, timeoutSeconds: 1, runAsUser: false }, { signal: never, onSent: () => undefined })
      expect(outcome.kind).toBe('timed-out')
      expect(server.requests.count({ path: subject.paths.command })).toBe(1)
    }
  })

  test('S26: too many requests means that the command was not run and may go later', async () => {
    const { bench, server } = current()
    server.setFaults([{ kind: 'status', status: 429, headers: { 'retry-after': '7' }, match: { path: subject.paths.command } }])
    const outcome = await bench.connect().runCommand(online('windows'), request, { signal: never, onSent: () => undefined })
    expect(outcome).toEqual({ kind: 'rate-limited', retryAfterMs: 7_000 })
    expect(server.requests.count({ path: subject.paths.command })).toBe(1)
  })

  test('B76: an output that was cut keeps its beginning and is not a success', async () => {
    const { bench, server } = current()
    server.setFaults([{ kind: 'cut', bytes: 8, match: { path: subject.paths.command } }])
    const outcome = await bench.connect().runCommand(online('windows'), { ...request, command: 'echo 123456789' }, { signal: never, onSent: () => undefined })
    expect(outcome).toMatchObject({ kind: 'no-answer', output: expect.stringMatching(/^123456/), says: expect.stringContaining('may have run') })
  })
}

function defineReadTests(subject: Subject, current: Current): void {
  const { list, anyRead } = subject.paths
  const poll = (provider: Provider) => allPages(provider, { isPoll: true })

  test('S155: a read that fails is tried again three times, not more', async () => {
    const { bench, server } = current()
    server.setFaults([{ kind: 'status', status: 500, match: { path: list } }])
    expect((await errorOf(poll(bench.connect()))).code).toBe('vendor.failed')
    expect(server.requests.count({ path: list })).toBe(4)
  })

  test('S155: a read that fails twice and then works has worked', async () => {
    const { bench, server } = current()
    server.setFaults([{ kind: 'reset', times: 1, match: { path: list } }, { kind: 'status', status: 502, times: 1, match: { path: list } }])
    expect(await poll(bench.connect())).toHaveLength(1)
    expect(server.requests.count({ path: list })).toBeGreaterThan(1)
  })

  test('S155: the number of tries is a setting', async () => {
    const { bench, server } = current()
    server.setFaults([{ kind: 'status', status: 500, match: { path: list } }])
    const settings = { syncBatchSize: 100, apiTimeoutMs: 5_000, retryAttempts: 0, readOnly: undefined }
    await errorOf(poll(bench.connect({}, { settings })))
    expect(server.requests.count({ path: list })).toBe(1)
  })

  test('B25: Retry-After is obeyed, and a longer one than the limit ends the read', async () => {
    const { bench, server } = current()
    server.setFaults([{ kind: 'status', status: 429, times: 1, headers: { 'retry-after': '1' }, match: { path: list } }])
    await poll(bench.connect())
    const [first, second] = server.requests.find({ path: list })
    expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThanOrEqual(990)
    server.requests.clear()
    server.setFaults([{ kind: 'status', status: 429, headers: { 'retry-after': '600' }, match: { path: list } }])
    const error = await errorOf(poll(bench.connect()))
    expect([error.code, error.shape.facts['retryAfterMs']]).toEqual(['vendor.rate-limited', 600_000])
    expect(server.requests.count({ path: list })).toBe(1)
  })

  test('S154: a server that hangs ends at the limit with a typed timeout and is asked once', async () => {
    const { bench, server } = current()
    server.setFaults([{ kind: 'hang', match: { path: list } }])
    const settings = { syncBatchSize: 100, apiTimeoutMs: 300, retryAttempts: 3, readOnly: undefined }
    expect((await errorOf(poll(bench.connect({}, { settings })))).code).toBe('network.timeout')
    expect(server.requests.count({ path: list })).toBe(1)
  })

  test('S165: after five faults in a row the circuit opens, nothing is sent, and the next try is named', async () => {
    const { bench, server } = current()
    server.setFaults([{ kind: 'status', status: 500, match: { path: anyRead } }])
    const provider = bench.connect()
    await errorOf(poll(provider))
    await errorOf(poll(provider))
    expect(provider.link.isOpen).toBe(true)
    server.requests.clear()
    const error = await errorOf(poll(provider))
    expect(error.code).toBe('vendor.circuit-open')
    expect(error.shape.facts['retryAt']).toBe(provider.link.retryAt)
    expect(provider.link.retryAt).toBeGreaterThan(Date.now())
    expect(server.requests.count()).toBe(0)
  })

  test('S175: a redirect to another origin is a typed error that names it, and the key stays home', async () => {
    const { bench, server } = current()
    const elsewhere = await subject.start()
    server.setFaults([{ kind: 'redirect', location: `${elsewhere.url}/agents/`, match: { path: list } }])
    const error = await errorOf(poll(bench.connect()))
    expect(error.code).toBe('network.redirect')
    expect(error.shape.what).toContain(new URL(elsewhere.url).host)
    expect(elsewhere.requests.count()).toBe(0)
    await elsewhere.close()
  })

  test.each([
    ['a web page', { kind: 'html' }, 'vendor.not-api'],
    ['a body that is cut', { kind: 'cut', bytes: 40 }, 'network.cut'],
    ['a connection that is reset', { kind: 'reset' }, 'network.cut'],
    ['401', { kind: 'status', status: 401, body: { detail: 'Invalid token.' } }, 'auth.refused'],
    ['401 for an expired key', { kind: 'status', status: 401, body: { detail: 'The token has expired.' } }, 'auth.expired'],
    ['403', { kind: 'status', status: 403, body: { detail: 'no' } }, 'auth.missing-right'],
    ['404', { kind: 'status', status: 404, body: { detail: 'Not found.' } }, 'vendor.not-found'],
    ['400', { kind: 'status', status: 400, body: 'Something is wrong' }, 'vendor.refused'],
  ] as const)('S26: %s is a typed error with words and a remedy', async (_name, fault, code) => {
    const { bench, server } = current()
    server.setFaults([{ ...fault, match: { path: list } }])
    const { shape } = await errorOf(poll(bench.connect()))
    expect(shape.code).toBe(code)
    expect([shape.what, shape.effect, shape.remedy].every((part) => part.length > 0)).toBe(true)
    expect(JSON.stringify(shape)).not.toContain(server.apiKey)
    expect(shape.what).not.toMatch(/<html|doctype/i)
  })

  test.each([['array where an object was expected', 'array'], ['nulls everywhere', 'nulls'], ['no JSON', 'not-json']] as const)('S27: a page with %s rejects rows and throws nothing', async (_name, kind) => {
    const { bench, server } = current()
    server.setFaults([{ kind, match: { path: list } }])
    let pages: DevicePage[] = []
    try {
      pages = await poll(bench.connect())
    } catch (error) {
      expect(isAppError(error) && error.code).toBe('vendor.contract')
      return
    }
    const parsed = pages.map((page) => subject.definition.parseDevicePage(page.body, page.context))
    expect(parsed.some((page) => page.rejected > 0)).toBe(true)
    expect(parsed.flatMap((page) => page.devices)).toEqual([])
  })

  test('the times of a server whose clock is wrong are corrected', async () => {
    const { bench, server } = current()
    server.setFaults([{ kind: 'clock-skew', seconds: 3_600 }])
    const [page] = await poll(bench.connect())
    expect((page?.fetchedAt ?? 0) - Date.now()).toBeGreaterThan(3_500_000)
    expect((await bench.connect().probe()).steps.find((step) => step.step === 'clock')?.verdict).toBe('warning')
  })

  test('S145: the secret is fetched for every request and never appears in an address', async () => {
    const { bench, server } = current()
    const provider = bench.connect()
    await poll(provider)
    const before = bench.secrets.asked.get('api-key') ?? 0
    await poll(provider)
    expect(bench.secrets.asked.get('api-key')).toBeGreaterThan(before)
    for (const request of server.requests.all) expect(`${request.path}?${request.query}`).not.toContain(server.apiKey)
  })

  test('without a secret nothing is sent', async () => {
    const { bench, server } = current()
    bench.secrets.values.clear()
    expect((await errorOf(poll(bench.connect()))).code).toBe('vault.missing-secret')
    expect(server.requests.count({ path: list })).toBe(0)
  })

  test('an address that must not be used is refused before anything is sent', () => {
    const { bench } = current()
    expect(() => bench.connect({ apiUrl: 'http://rmm.example.com' })).toThrow(/http/)
    expect(() => bench.connect(aConnection('not an address'))).toThrow(/address/)
  })

  test('a pass that is stopped stops, and says so', async () => {
    const { bench } = current()
    const controller = new AbortController()
    controller.abort()
    const pages = bench.connect().listDevices({ skip: new Set(), isPoll: true, signal: controller.signal })[Symbol.asyncIterator]()
    expect((await errorOf(Promise.resolve(pages.next()))).code).toBe('network.cut')
  })
}
