import { onTestFinished } from 'vitest'
import type { DeviceView } from '#shared/contract/device.ts'
import type { Device } from '#shared/model/device.ts'
import { type Operation, finalStates } from '#shared/model/operation.ts'
import { openConnectedCore, type TestCoreOptions } from '#tests/builders/test-core.ts'
import { aRecordingLog } from '#tests/builders/recording-log.ts'

type Opened = Awaited<ReturnType<typeof openConnectedCore>>

/** A real core, synced with a real simulator on a socket, that may change things. */
export interface Bench extends Opened {
  readonly log: ReturnType<typeof aRecordingLog>
  /** An online device of an operating system. */
  readonly online: Readonly<Record<'windows' | 'linux', Device>>
  /** Runs a command and waits for its end. */
  run(device: Device, command: string, change?: Partial<Parameters<Opened['api']['device']['runCommand']>[0]>): Promise<Operation>
  /** Waits for the end of an operation that was started. */
  ended(operation: Operation): Promise<Operation>
  view(device: Device): Promise<DeviceView>
  /** Requests that sent a command. */
  sent(): readonly { readonly bodyText: string; readonly path: string }[]
}

async function onlineDevice({ api }: Opened, family: string): Promise<Device> {
  const { ids } = await api.inventory.match({ filter: 'status:online' })
  for (const deviceId of ids) {
    const { device } = await api.device.get({ deviceId })
    if (device.osFamily === family && device.type === 'workstation') return device
  }
  for (const deviceId of ids) {
    const { device } = await api.device.get({ deviceId })
    if (device.osFamily === family) return device
  }
  throw new Error(`the fleet has no online ${family} device`)
}

function endOf({ api, core }: Opened, operation: Operation): Promise<Operation> {
  return new Promise((resolve, reject) => {
    const settle = (one: Operation): void => {
      if (one.id !== operation.id || !finalStates.has(one.state) || one.endedAt === null) return
      stop()
      resolve(one)
    }
    const stop = core.subscribe((announcement) => {
      if (announcement.path === 'device.operationChanged') settle(announcement.payload as Operation)
    })
    api.device.operation({ operationId: operation.id }).then(settle, reject)
  })
}

/** Opens a bench that is closed when the running test (or the suite, with `keep`) has finished. */
export async function openBench(options: TestCoreOptions & { readonly frozen?: boolean; readonly keep?: (close: () => Promise<void>) => void } = {}): Promise<Bench> {
  const log = aRecordingLog()
  const opened = await openConnectedCore({ devices: 60, ...options, adapt: (ports) => options.adapt?.({ ...ports, log }) ?? { ...ports, log } })
  const close = async (): Promise<void> => {
    await opened.close()
    opened.removeFolder()
  }
  if (options.keep === undefined) onTestFinished(close)
  else options.keep(close)
  await opened.api.sync.run({})
  await opened.api.app.setReadOnly({ isReadOnly: false })
  const online = { windows: await onlineDevice(opened, 'windows'), linux: await onlineDevice(opened, 'linux') }
  const ended = (operation: Operation) => endOf(opened, operation)
  return {
    ...opened,
    log,
    online,
    ended,
    run: async (device, command, change = {}) => ended(await opened.api.device.runCommand({ deviceId: device.id, shell: device.osFamily === 'windows' ? 'powershell' : 'bash', command, ...change })),
    view: (device) => opened.api.device.get({ deviceId: device.id }),
    sent: () => opened.simulator.requests.find({ method: 'POST', path: '/agents/*/cmd/' }),
  }
}
