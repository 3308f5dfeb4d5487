import { afterAll, beforeAll, expect, test } from 'vitest'
import { tacticalRmm } from '#core/providers/tactical-rmm/provider.ts'
import { findProvider, providerDefinitions } from '#core/providers/registry.ts'
import { VolumesSection } from '#shared/model/section.ts'
import { startSimulator, type Simulator } from '#simulators/start-simulator.ts'
import { makeCertificate, startLocalServer, startTlsServer } from '#tests/builders/local-server.ts'
import { aConnection, someProviderPorts, someSecrets } from '#tests/builders/provider-ports.ts'
import { aKeyWithRights } from '#tests/builders/tactical-people.ts'
import { allPages, errorOf, never } from './provider-bench.ts'

let server: Simulator
beforeAll(async () => {
  server = await startSimulator({ vendor: 'tactical_rmm', devices: 80, port: 0, seed: 3, waitScale: 0.02, steady: true })
})
afterAll(() => server.close())

const connect = (apiKey: string, url = server.url, pin: string | null = null) =>
  tacticalRmm.connect(aConnection(url, { certificatePin: pin }), someProviderPorts(someSecrets({ 'api-key': apiKey })))

const verdictsOf = (steps: readonly { readonly step: string; readonly verdict: string }[]) => Object.fromEntries(steps.map((step) => [step.step, step.verdict]))

test('S24: an unknown vendor is a typed error that names the known ones', () => {
  expect(() => findProvider('nobody')).toThrow(/nobody/)
  expect(findProvider('tactical-rmm')).toBe(tacticalRmm)
  expect(providerDefinitions).toEqual([tacticalRmm])
})

test('B1: a key without rights reports each missing right by its name, proven by reads alone', async () => {
  const key = await aKeyWithRights(server, ['can_list_agents', 'can_list_clients', 'can_list_software', 'can_manage_procs'])
  server.requests.clear()
  const report = await connect(key).probe()
  const grants = Object.fromEntries(report.capabilities.map((state) => [state.capability, state]))
  expect(report.isUsable).toBe(true)
  expect(verdictsOf(report.steps)['rights']).toBe('warning')
  expect(grants['inventory.list']?.grant).toBe('granted')
  expect(grants['inventory.software']?.grant).toBe('granted')
  expect(grants['device.processes']?.grant).toBe('granted')
  expect(grants['device.services']).toMatchObject({ grant: 'denied', reason: expect.stringContaining('can_manage_winsvcs') })
  expect(grants['device.notes']).toMatchObject({ grant: 'denied', reason: expect.stringContaining('can_list_notes') })
  expect(grants['alerts.read']).toMatchObject({ grant: 'denied', reason: expect.stringContaining('can_list_alerts') })
  expect(grants['shell.interactive']).toMatchObject({ grant: 'denied', reason: expect.stringContaining('can_use_terminal') })
  expect(grants['device.command']).toMatchObject({ grant: 'unproven', reason: expect.stringContaining('can_send_cmd') })
  expect(server.requests.count({ isMutating: true })).toBe(0)
})

test('B2: where the key may see the roles, they prove what no read can', async () => {
  const reading = ['can_list_agents', 'can_list_clients', 'can_list_software', 'can_list_roles']
  const grantOf = async (rights: readonly string[]) => {
    const { capabilities } = await connect(await aKeyWithRights(server, rights)).probe()
    return Object.fromEntries(capabilities.map((state) => [state.capability, [state.grant, state.reason]]))
  }
  const viewOnly = await grantOf(reading)
  for (const name of ['device.command', 'shell.buffered', 'metrics.live'] as const) expect(viewOnly[name]).toEqual(['denied', 'Right needed: can_send_cmd.'])
  expect(viewOnly['device.power']).toEqual(['denied', 'Right needed: can_reboot_agents.'])
  // The same proofs, but now two roles agree with them and differ: nothing is concluded.
  expect((await grantOf([...reading, 'can_send_cmd']))['device.command']?.[0]).toBe('unproven')
  expect((await grantOf([...reading, 'can_send_cmd', 'can_list_notes']))['device.command']).toEqual(['granted', ''])
  expect((await grantOf([...reading, 'can_send_cmd', 'can_list_notes']))['alerts.act']?.[0]).toBe('denied')
})

test('B1: a key that may not list devices is not usable and says which right it needs', async () => {
  const report = await connect(await aKeyWithRights(server, ['can_list_clients'])).probe()
  expect(report.isUsable).toBe(false)
  expect(report.steps.find((step) => step.step === 'read')).toMatchObject({ verdict: 'failed', fix: expect.stringContaining('can_list_agents') })
})

test('a key that may not list clients still gets the whole list, in one page', async () => {
  const pages = await allPages(connect(await aKeyWithRights(server, ['can_list_agents'])))
  expect(pages.map((page) => page.key)).toEqual(['all-0'])
  expect(pages.flatMap((page) => tacticalRmm.parseDevicePage(page.body, page.context).devices)).toHaveLength(80)
})

test('S26: sections a key may not read are named, the others are there', async () => {
  const provider = connect(await aKeyWithRights(server, ['can_list_agents']))
  const [page] = await allPages(provider, { isPoll: true })
  const device = page && tacticalRmm.parseDevicePage(page.body, page.context).devices.find((one) => one.osFamily === 'windows')
  const ref = { remoteId: device?.remoteId ?? '', name: device?.name ?? '', osFamily: 'windows', clientVersion: null } as const
  const { sections, failures } = await provider.readDevice(ref, ['hardware', 'software', 'checks'], never)
  expect(sections.map((section) => section.section)).toEqual(['hardware'])
  expect(failures).toEqual({ software: 'no right: can_list_software', checks: 'no right: can_list_checks' })
})

test('services and software are said to be a matter of Windows, without asking', async () => {
  const provider = connect(server.apiKey)
  const [page] = await allPages(provider, { isPoll: true })
  const device = page && tacticalRmm.parseDevicePage(page.body, page.context).devices.find((one) => one.osFamily === 'linux')
  server.requests.clear()
  const ref = { remoteId: device?.remoteId ?? '', name: device?.name ?? '', osFamily: 'linux', clientVersion: null } as const
  const { failures } = await provider.readDevice(ref, ['services', 'software'], never)
  expect(failures).toEqual({ services: expect.stringContaining('Windows'), software: expect.stringContaining('Windows') })
  expect(server.requests.count()).toBe(0)
})

test('S182: an unknown key fails at the sign-in step, what comes before is fine', async () => {
  const report = await connect('NOTAKEYNOTAKEYNOTAKEYNOTAKEYNOTA').probe()
  expect(report.isUsable).toBe(false)
  expect(verdictsOf(report.steps)).toMatchObject({ dns: 'ok', tcp: 'ok', api: 'ok', 'sign-in': 'failed', version: 'skipped', rights: 'skipped', read: 'skipped' })
})

test('S26: an expired key says that it has expired', async () => {
  const key = await aKeyWithRights(server, ['can_list_agents'], { expiration: '2020-01-01T00:00:00Z' })
  expect((await errorOf(allPages(connect(key), { isPoll: true }))).code).toBe('auth.expired')
})

test('S182: the web address instead of the API is recognised, and never sees the key', async () => {
  const headers: unknown[] = []
  const web = await startLocalServer((request, response) => {
    headers.push(request.headers['x-api-key'])
    response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Tactical RMM</title>')
  })
  const report = await connect(server.apiKey, web.url).probe()
  const step = report.steps.find((one) => one.step === 'api')
  expect(step).toMatchObject({ verdict: 'failed', says: expect.stringContaining('web address'), fix: expect.stringContaining('api.') })
  expect(headers).toEqual([undefined])
  await web.close()
})

test.each([
  ['an object of another API', { status: 'healthy' }],
  ['an empty object', {}],
  ['a list', [{ status: 'ok' }]],
  ['a text', 'ok'],
  ['null', null],
])('S26: an address that answers JSON but not like Tactical RMM (%s) fails before the key is sent (S145)', async (_name, greeting) => {
  const seen: { readonly url: string | undefined; readonly headers: string }[] = []
  const other = await startLocalServer((request, response) => {
    seen.push({ url: request.url, headers: JSON.stringify(request.headers) })
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(greeting))
  })
  const report = await connect('A-KEY-THAT-STAYS-HOME', other.url).probe()
  await other.close()
  expect(verdictsOf(report.steps)).toMatchObject({ api: 'failed', 'sign-in': 'skipped', rights: 'skipped', read: 'skipped' })
  expect(report.isUsable).toBe(false)
  expect(report.steps.find((one) => one.step === 'api')).toMatchObject({ code: 'vendor.not-api', fix: expect.stringContaining('Check the address') })
  expect(seen.map(({ url }) => url)).toEqual(['/'])
  expect(seen[0]?.headers).not.toMatch(/x-api-key|STAYS-HOME/i)
})

test('S182: an address where nothing listens fails at its step', async () => {
  const gone = await startLocalServer((_, response) => response.end())
  await gone.close()
  expect(verdictsOf((await connect('x', gone.url).probe()).steps)).toMatchObject({ address: 'warning', dns: 'ok', tcp: 'failed', tls: 'skipped', read: 'skipped' })
  expect(verdictsOf((await connect('x', 'https://nothing.invalid').probe()).steps)).toMatchObject({ address: 'ok', dns: 'failed', tcp: 'skipped' })
})

test('S144: a self-signed certificate is explained with its fingerprint, and works once it is accepted', async () => {
  const certificate = makeCertificate()
  const answers: Record<string, unknown> = { '/': { status: 'ok' }, '/core/dashinfo/': { trmm_version: '1.5.1' }, '/agents/?detail=false': [] }
  const secure = await startTlsServer(certificate, (request, response) => {
    const answer = answers[request.url ?? '']
    response.writeHead(answer === undefined ? 404 : 200, { 'content-type': 'application/json' }).end(JSON.stringify(answer ?? { detail: 'Not found.' }))
  })
  const untrusted = await connect('key', secure.url).probe()
  expect(untrusted).toMatchObject({ isUsable: false, untrustedFingerprint: certificate.fingerprint })
  expect(untrusted.steps.find((step) => step.step === 'tls')).toMatchObject({ verdict: 'failed', says: expect.stringContaining('not issued by anyone') })
  const accepted = await connect('key', secure.url, certificate.fingerprint).probe()
  expect(verdictsOf(accepted.steps)).toMatchObject({ tls: 'ok', api: 'ok', 'sign-in': 'ok', read: 'ok' })
  const other = await connect('key', secure.url, makeCertificate().fingerprint).probe()
  expect(other).toMatchObject({ isUsable: false, untrustedFingerprint: certificate.fingerprint })
  await secure.close()
})

test('S42: with two disks, C: and D: are linked to the disks they are on, or the reason is told', async () => {
  const provider = connect(server.apiKey)
  const [page] = await allPages(provider, { isPoll: true })
  const twoDisks = page ? tacticalRmm.parseDevicePage(page.body, page.context).devices.filter((one) => one.osFamily === 'windows' && one.disks.length === 2) : []
  const links = new Set<string>()
  for (const { remoteId, name } of twoDisks) {
    const { sections } = await provider.readDevice({ remoteId, name, osFamily: 'windows', clientVersion: null }, ['volumes'], never)
    const { volumes } = VolumesSection.parse(sections[0]?.value)
    for (const volume of volumes) links.add(`${volume.name} ${volume.disk ?? volume.diskReason}`)
  }
  const unresolved = 'the server sends no partition map, and it fits on 2 of 2 disks'
  expect(links.has('C: disk0') && links.has('D: disk1')).toBe(true)
  expect([...links].filter((link) => !['C: disk0', 'D: disk1', `C: ${unresolved}`, `D: ${unresolved}`].includes(link))).toEqual([])
})
