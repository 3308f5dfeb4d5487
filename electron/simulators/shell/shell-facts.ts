import type { FleetDevice } from '../fleet/fleet-device.ts'
import type { Fleet } from '../fleet/fleet.ts'
import { hardwareOf } from '../fleet/hardware.ts'
import { memoryShare } from '../fleet/load.ts'
import { powerAt } from '../fleet/power.ts'
import { localMoment } from '../fleet/zone.ts'

/** Account of the person who owns a device. */
export const accountNameOf = (device: FleetDevice): string => (device.owner.split(' ')[0] ?? '').toLowerCase() || 'administrator'

/** When the device last started; now for one that never did. */
export const bootOf = (device: FleetDevice, fleet: Fleet): number => powerAt(device, fleet.now(), fleet).bootAt ?? fleet.now()

export const uptimeSeconds = (device: FleetDevice, fleet: Fleet): number => Math.max(0, Math.floor((fleet.now() - bootOf(device, fleet)) / 1000))

/** Memory of a device in bytes, as of now. */
export function memoryNow(device: FleetDevice, fleet: Fleet): { readonly total: number; readonly available: number; readonly cached: number } {
  const total = hardwareOf(device).memoryBytes
  const used = Math.floor(total * memoryShare(device, fleet.now(), bootOf(device, fleet)))
  return { total, available: total - used, cached: Math.floor((total - used) * 0.6) }
}

/** The device's own clock: a date whose UTC digits are the local ones. */
export const clockOf = (device: FleetDevice, fleet: Fleet, at = fleet.now()): Date => localMoment(device.timeZone, at)

/** Columns padded to their widest cell, as tables in shells are. */
export function table(rows: readonly (readonly string[])[], gap = 2): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column]! + gap)).join('').trimEnd()).join('\n')
}

const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const
const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'] as const

/** `Sunday, November 22, 2026 4:51:03 PM` */
export function longDate(date: Date): string {
  const hour = date.getUTCHours()
  const time = `${hour % 12 || 12}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())} ${hour < 12 ? 'AM' : 'PM'}`
  return `${weekdays[date.getUTCDay()]}, ${months[date.getUTCMonth()]} ${date.getUTCDate()}, ${date.getUTCFullYear()} ${time}`
}

export const two = (number: number): string => String(number).padStart(2, '0')
