import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Device } from '#shared/model/device.ts'
import type { NetworkSection } from '#shared/model/section.ts'
import type { TestCore } from '#tests/builders/test-core.ts'
import { openConnectedCore } from '#tests/builders/test-core.ts'

let core: TestCore
let windows: { readonly device: Device; readonly network: NetworkSection }[]

beforeAll(async () => {
  core = await openConnectedCore({ devices: 20, frozen: true })
  await core.api.sync.run({ withSections: true })
  const { ids } = await core.api.inventory.match({ filter: 'os:windows' })
  const views = await Promise.all(ids.map((deviceId) => core.api.device.get({ deviceId })))
  windows = views.flatMap(({ device, sections }) => {
    const network = sections.find((one) => one.section === 'network')?.value
    return network ? [{ device, network: network as NetworkSection }] : []
  })
}, 60_000)
afterAll(async () => {
  await core.close()
  core.removeFolder()
})

const find = async (filter: string): Promise<readonly string[]> => (await core.api.inventory.match({ filter })).ids

test('S45: a hardware address is found however it is written', async () => {
  const { device, network } = windows.find((one) => one.network.adapters.some((adapter) => adapter.mac !== null)) ?? { device: null, network: null }
  const mac = network?.adapters.find((one) => one.mac !== null)?.mac ?? ''
  expect(mac).toMatch(/^([0-9A-F]{2}:){5}[0-9A-F]{2}$/)
  const bare = mac.replaceAll(':', '').toLowerCase()
  const dotted = [bare.slice(0, 4), bare.slice(4, 8), bare.slice(8)].join('.')
  for (const written of [mac, mac.toLowerCase(), mac.replaceAll(':', '-').toLowerCase(), bare, bare.toUpperCase(), dotted, bare.slice(0, 8)]) expect(await find(`mac:"${written}"`), written).toContain(device?.id)
  expect(await find(`mac:"${bare}0"`)).toEqual([])
})

test('S45: an address of an adapter that the list does not tell is found, also as a network, and left out when it is not wanted', async () => {
  const told = ({ device, network }: (typeof windows)[number]) =>
    network.adapters.flatMap((one) => [...one.ipv4, ...one.ipv6]).find((address) => !device.localIps.some((known) => known.startsWith(address)))
  const hidden = windows.find((one) => told(one) !== undefined)
  const listed = windows.find((one) => one.device.localIps.some((address) => /^\d+\./.test(address)))
  const address = listed?.device.localIps.find((one) => /^\d+\./.test(one))?.split('/')[0] ?? ''
  expect(await find(`ip:${address}`)).toContain(listed?.device.id)
  expect(await find(`ip:${address.split('.').slice(0, 3).join('.')}.0/24`)).toContain(listed?.device.id)
  expect(await find(`ip:!=${address}`)).not.toContain(listed?.device.id)
  if (hidden) expect(await find(`ip:"${told(hidden)}"`)).toContain(hidden.device.id)
  const all = windows.flatMap(({ device, network }) => network.adapters.flatMap((one) => [...one.ipv4, ...one.ipv6].map((one) => ({ id: device.id, one }))))
  expect(all.length).toBeGreaterThan(0)
  for (const { id, one } of all.slice(0, 20)) expect(await find(`ip:"${one}"`), one).toContain(id)
})

test('S45: adapters are found by name and description, virtual ones too', async () => {
  const [first] = windows
  const adapter = first?.network.adapters[0]
  expect(await find(`adapter:"${adapter?.name}"`)).toContain(first?.device.id)
  if (adapter?.description) expect(await find(`adapter:"${adapter.description.toUpperCase()}"`)).toContain(first?.device.id)
  expect(await find('adapter:"no adapter is called that"')).toEqual([])
})
