import type { FleetDevice } from './fleet-device.ts'
import { noise, share } from './random.ts'
import { zoneOffset } from './zone.ts'

const HOUR = 3_600_000
const DAY = 86_400_000

/** How busy the working day makes a device at a moment: 0 (night) to 1 (late morning), less at weekends. */
export function workday(device: FleetDevice, at: number): number {
  const local = at + zoneOffset(device.timeZone, at)
  const hour = (local % DAY) / HOUR
  const weekday = (Math.floor(local / DAY) + 4) % 7
  const bell = hour < 7 || hour > 19 ? 0.05 : Math.max(0.05, Math.sin(((hour - 7) / 12) * Math.PI))
  const backup = device.kind === 'server' && hour >= 1 && hour < 3 ? 0.8 : 0
  return Math.max(bell * (weekday === 0 || weekday === 6 ? 0.2 : 1), backup)
}

/** Processor load of a device at a moment, 0.5 to 100 percent: the working day, a wander and some spikes. */
export function cpuPercent(device: FleetDevice, at: number): number {
  const base = 2 + share(device.seed, 'cpu base') * 8
  const busy = (10 + share(device.seed, 'cpu busy') * 35) * workday(device, at)
  const wander = noise(device.seed + 1, at / (4 * 60_000)) * 14 + noise(device.seed + 2, at / 9_000) * 6
  const spike = share(device.seed, 'spike', Math.floor(at / 1_200_000)) < 0.04 ? 40 : 0
  return Math.round(Math.min(100, Math.max(0.5, base + busy + wander + spike)) * 10) / 10
}

/** Used memory as a share (0 to 1): grows with the working day and slowly with the time since the start. */
export function memoryShare(device: FleetDevice, at: number, bootAt: number): number {
  const base = 0.28 + share(device.seed, 'memory') * 0.3
  const leak = Math.min(0.12, ((at - bootAt) / DAY) * 0.004)
  return Math.min(0.97, base + leak + workday(device, at) * 0.15 + noise(device.seed + 3, at / 600_000) * 0.06)
}

/** Degrees Celsius of the processor, or null for a device without a readable sensor (virtual ones and some others). */
export function temperature(device: FleetDevice, at: number): { readonly celsius: number; readonly sensor: string } | null {
  if (device.model.form === 'virtual' || share(device.seed, 'sensor') < 0.3) return null
  const celsius = 34 + cpuPercent(device, at) * 0.45 + noise(device.seed + 4, at / 30_000) * 4
  const sensor = device.platform === 'windows' ? 'ACPI\\ThermalZone\\TZ00_0' : device.platform === 'linux' ? 'coretemp Package id 0' : 'TC0P'
  return { celsius: Math.round(celsius * 10) / 10, sensor }
}
