import { oneTimeCode } from '#platform/one-time-code.ts'
import type { Ports } from '#core/ports.ts'
import type { Device } from '#shared/model/device.ts'
import { fromColumns } from '#shared/model/device-columns.ts'
import type { DeviceColumns } from '#shared/model/device-columns.ts'
import { startSimulator } from '#simulators/start-simulator.ts'
import type { Simulator } from '#simulators/start-simulator.ts'
import { type CuttableProxy, startCuttableProxy } from './cuttable-proxy.ts'
import { type TestCore, openTestCore } from './test-core.ts'

/** A core that is connected to a simulator through a network that can be broken, with its devices in the store. */
export interface LiveBench extends TestCore {
  readonly simulator: Simulator
  readonly proxy: CuttableProxy
  readonly accountId: string
  readonly devices: readonly Device[]
  /** The first device that is online and matches. */
  find(matches?: (device: Device) => boolean): Device
}

export interface LiveBenchOptions {
  readonly devices?: number
  /** Signs in, so that terminals are on offer; without it there is command mode only. */
  readonly isSignedIn?: boolean
  readonly adapt?: (ports: Ports) => Ports
  /** The environment of the core. */
  readonly variables?: Readonly<Record<string, string>>
}

/** Opens one; `close` ends everything it started. */
export async function openLiveBench({ devices: count = 40, isSignedIn = true, adapt = (ports) => ports, variables = {} }: LiveBenchOptions = {}): Promise<LiveBench> {
  const simulator = await startSimulator({ vendor: 'tactical_rmm', devices: count, port: 0, seed: 11, waitScale: 0.01, steady: true })
  const proxy = await startCuttableProxy(simulator.url)
  const opened = await openTestCore({ adapt, variables })
  const { api } = opened
  const { account } = await api.accounts.add({ vendor: 'tactical-rmm', name: 'Test', apiUrl: proxy.url, secrets: { apiKey: simulator.apiKey } })
  await api.app.setReadOnly({ isReadOnly: false })
  await api.sync.run({ accountId: account.id })
  const { user, password, totpSecret } = simulator
  if (isSignedIn) await api.accounts.signIn({ accountId: account.id, user, password, code: oneTimeCode(totpSecret, Date.now()) })
  const { encoded } = await api.inventory.snapshot({ offset: 0, limit: count * 2 })
  const devices = fromColumns(JSON.parse(encoded) as DeviceColumns)
  return {
    ...opened,
    simulator,
    proxy,
    accountId: account.id,
    devices,
    find: (matches = () => true) => {
      const device = devices.find((one) => one.status === 'online' && matches(one))
      if (!device) throw new Error('The fleet has no such device online.')
      return device
    },
    close: async () => {
      await opened.close()
      await proxy.close()
      await simulator.close()
      opened.removeFolder()
    },
  }
}
