import { countedSince } from '../fleet/counters.ts'
import type { FleetDevice } from '../fleet/fleet-device.ts'
import type { Fleet } from '../fleet/fleet.ts'
import { hardwareOf } from '../fleet/hardware.ts'
import { cpuPercent, temperature, workday } from '../fleet/load.ts'
import { share } from '../fleet/random.ts'
import { volumesAt, type Volume } from '../fleet/volumes.ts'
import { bootOf, memoryNow, uptimeSeconds } from './shell-facts.ts'

/** Stands in the first line of the script that measures a device. */
export const SAMPLER_MARK = 'outrider-sampler v1'

/** The line the measuring script prints: one JSON object of counters since the start of the device. */
export function samplerLine(device: FleetDevice, fleet: Fleet): string {
  const at = fleet.now()
  const bootAt = bootOf(device, fleet)
  const cpu = cpuPercent(device, at)
  const heat = temperature(device, at)
  const threads = hardwareOf(device).sockets.reduce((sum, socket) => sum + socket.threads, 0)
  const isWindows = device.platform === 'windows'
  return JSON.stringify({
    v: 1, at,
    cpu: {
      percent: cpu, temperature: heat?.celsius ?? null, sensor: heat?.sensor ?? null,
      load1: isWindows ? null : Math.round((cpu / 100) * threads * 100) / 100, queue: isWindows ? Math.floor(cpu / 30) : null,
    },
    memory: memoryNow(device, fleet), uptime: uptimeSeconds(device, fleet),
    volumes: volumesAt(device, at).map((volume) => volumeSample(device, volume, bootAt, at)),
    interfaces: interfaceSamples(device, bootAt, at),
  })
}

function volumeSample(device: FleetDevice, { name, disk, free, size }: Volume, bootAt: number, at: number): Readonly<Record<string, unknown>> {
  const count = (what: string, perSecond: number): number => countedSince(device, `${name} ${what}`, perSecond, bootAt, at)
  const pace = 0.3 + share(device.seed, 'disk pace', disk) * 2
  const readBytes = count('read', 160_000 * pace)
  const writeBytes = count('write', 240_000 * pace)
  return {
    name, readBytes, writeBytes, reads: Math.floor(readBytes / 24_000), writes: Math.floor(writeBytes / 16_000),
    ioMs: count('busy', 40 * pace), queue: workday(device, at) > 0.7 ? 1 : 0, free, size,
  }
}

function interfaceSamples(device: FleetDevice, bootAt: number, at: number): readonly Readonly<Record<string, unknown>>[] {
  return hardwareOf(device).adapters.filter(({ isVirtual }) => !isVirtual).map(({ connection, isUp }) => {
    const count = (what: string, perSecond: number): number => (isUp ? countedSince(device, `${connection} ${what}`, perSecond, bootAt, at) : 0)
    const pace = 0.2 + share(device.seed, 'net pace') * 3
    return {
      name: device.platform === 'windows' ? connection : 'eth0', rxBytes: count('in', 90_000 * pace), txBytes: count('out', 35_000 * pace),
      rxErrors: count('errors', 0.00001), txErrors: 0, up: isUp,
    }
  })
}
