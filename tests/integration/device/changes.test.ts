import { expect, test } from 'vitest'
import type { Device } from '#shared/model/device.ts'
import { changeAdapter } from '#simulators/fleet/adapters.ts'
import { type Bench, openBench } from './bench.ts'

/** The simulator's own device behind a listed one. */
function remoteOf({ simulator }: Bench, { remoteId }: Device) {
  const device = simulator.fleet.byKey(remoteId)
  if (!device) throw new Error(`the fleet has no device ${remoteId}`)
  return device
}

test('S46: one change in the simulator writes exactly one history row, and reading again none', async () => {
  const bench = await openBench({ frozen: true })
  const { api, simulator, online } = bench
  const { windows } = online
  const remote = remoteOf(bench, windows)
  const look = async () => {
    await api.device.refresh({ deviceId: windows.id, sections: ['network', 'hardware', 'software', 'checks'], force: true })
    return api.device.changes({ deviceId: windows.id })
  }
  expect(await look()).toEqual([])
  changeAdapter(remote, 'Ethernet', { bitsPerSecond: 10_000_000 }, simulator.fleet)
  const [row, ...others] = await look()
  expect(others).toEqual([])
  expect(row).toMatchObject({ place: 'network', subject: 'Ethernet', field: 'speedMbps', after: '10', source: 'Tactical RMM, device detail' })
  expect(Number(row?.before)).toBeGreaterThanOrEqual(100)
  changeAdapter(remote, 'Ethernet', { isUp: false }, simulator.fleet)
  expect(await look()).toMatchObject([{ field: 'status', before: 'connected', after: 'disconnected' }, { field: 'speedMbps' }])
  expect(await look()).toHaveLength(2)
})
