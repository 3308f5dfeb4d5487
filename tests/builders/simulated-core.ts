import { onTestFinished } from 'vitest'
import type { Device } from '#shared/model/device.ts'
import { fromColumns, type DeviceColumns } from '#shared/model/device-columns.ts'
import { aRecordingLog } from './recording-log.ts'
import { createSimulatedTime, type SimulatedTime } from './simulated-time.ts'
import { openConnectedCore } from './test-core.ts'

type Options = Parameters<typeof openConnectedCore>[0]

/** A real core, its store and a simulator on a socket, in a time that the test owns. */
export interface SimulatedCore extends Awaited<ReturnType<typeof openConnectedCore>> {
  readonly time: SimulatedTime
  readonly log: ReturnType<typeof aRecordingLog>
  readonly devices: () => Promise<Device[]>
}

/** Opens one that is closed when the test has finished. Server, fleet and console share the clock. */
export async function openSimulatedCore(options: Options = {}): Promise<SimulatedCore> {
  const time = createSimulatedTime()
  const log = aRecordingLog()
  const opened = await time.during(openConnectedCore({ ...options, now: time.clock.now, adapt: (ports) => ({ ...time.adapt(ports), log }) }))
  onTestFinished(async () => {
    await opened.close()
    opened.removeFolder()
  })
  // What adding the account asked is not what the test counts.
  opened.simulator.requests.clear()
  const devices = async () => fromColumns(JSON.parse((await opened.api.inventory.snapshot({ offset: 0, limit: 20_000 })).encoded) as DeviceColumns)
  return { ...opened, time, log, devices }
}
