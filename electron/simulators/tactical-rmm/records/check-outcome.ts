import type { FleetDevice } from '../../fleet/fleet.ts'
import { cpuPercent, memoryShare } from '../../fleet/load.ts'
import { powerAt } from '../../fleet/power.ts'
import { share } from '../../fleet/random.ts'
import { volumesAt, type Volume } from '../../fleet/volumes.ts'
import type { TacticalWorld } from '../world.ts'
import type { Severity } from './alert-template-records.ts'
import type { Check } from './check-records.ts'
import { serviceState } from './service-state.ts'

const DAY = 86_400_000
const SAMPLES = 15

/** What one run of a check found. `value` is percent (used for load and memory, free for disks) where there is one. */
export interface Outcome {
  readonly failing: boolean
  readonly severity: Severity
  readonly value: number | null
}

/** What a check finds on a device at a moment: a function of the device's life, so that two reads agree. */
export function outcomeAt(check: Check, device: FleetDevice, at: number, interval: number, world: TacticalWorld): Outcome {
  switch (check.check_type) {
    case 'cpuload': case 'memory': {
      const samples = loadSamples(check, device, at, interval, world)
      return above(check, samples.reduce((sum, sample) => sum + sample, 0) / samples.length)
    }
    case 'diskspace': return diskOutcome(check, volumeOf(check, device, at))
    case 'winsvc': return troubled(check, isServiceWrong(check, device, world))
    case 'ping': return troubled(check, isUnroutable(check.ip ?? '') || inTrouble(check, device, at))
    case 'eventlog': return troubled(check, inTrouble(check, device, at))
    case 'script': return scriptOutcome(check, device, at)
  }
}

/** The last 15 load samples (whole percent), oldest first, as the device reports them with a CPU or memory check. */
export function loadSamples(check: Check, device: FleetDevice, at: number, interval: number, world: TacticalWorld): readonly number[] {
  const bootAt = powerAt(device, at, world.fleet).bootAt ?? at
  return Array.from({ length: SAMPLES }, (_unused, index) => {
    const moment = at - (SAMPLES - 1 - index) * interval
    return Math.round(check.check_type === 'cpuload' ? cpuPercent(device, moment) : memoryShare(device, moment, bootAt) * 100)
  })
}

/** The volume a disk check looks at; undefined when the device has no such drive. */
export const volumeOf = (check: Check, device: FleetDevice, at: number): Volume | undefined =>
  volumesAt(device, at).find(({ name, device: partition }) => name === check.disk || partition === check.disk)

/** Return code of a script check at a moment. */
export function returnCode(check: Check, device: FleetDevice, at: number): number {
  if (!inTrouble(check, device, at)) return 0
  return share(check.id, device.seed, 'code') < 0.5 ? 1 : 2
}

function scriptOutcome(check: Check, device: FleetDevice, at: number): Outcome {
  const code = returnCode(check, device, at)
  if (check.info_return_codes?.includes(code)) return { failing: true, severity: 'info', value: null }
  if (check.warning_return_codes?.includes(code)) return { failing: true, severity: 'warning', value: null }
  return { failing: code !== 0 && !check.success_return_codes?.includes(code), severity: 'error', value: null }
}

function above(check: Check, average: number): Outcome {
  const value = Math.round(average)
  if (check.error_threshold && value > check.error_threshold) return { failing: true, severity: 'error', value }
  const warned = Boolean(check.warning_threshold && value > check.warning_threshold)
  return { failing: warned, severity: 'warning', value }
}

function diskOutcome(check: Check, volume: Volume | undefined): Outcome {
  if (!volume) return { failing: true, severity: 'error', value: 0 }
  const value = Math.round((volume.free / volume.size) * 100)
  if (check.error_threshold && value < check.error_threshold) return { failing: true, severity: 'error', value }
  return { failing: Boolean(check.warning_threshold && value < check.warning_threshold), severity: 'warning', value }
}

const troubled = (check: Check, failing: boolean): Outcome => ({ failing, severity: check.alert_severity ?? 'warning', value: null })

function isServiceWrong(check: Check, device: FleetDevice, world: TacticalWorld): boolean {
  const state = serviceState(device, check.svc_name ?? '', world)
  return state === 'stopped' || (state === 'missing' && !check.pass_if_svc_not_exist)
}

/** Addresses set aside for documentation: nothing ever answers there. */
const isUnroutable = (address: string): boolean => /^(192\.0\.2|198\.51\.100|203\.0\.113)\./.test(address)

/**
 * Times of trouble of a check that has no measured value: in about three of a hundred periods of two to six days the
 * check fails for a part of the period; one check in a hundred always fails.
 */
function inTrouble(check: Check, device: FleetDevice, at: number): boolean {
  if (device.specimen === 'lab') return false
  if (share(check.id, device.seed, 'hopeless') < 0.01) return true
  const period = (2 + share(check.id, device.seed, 'period') * 4) * DAY
  const phase = share(check.id, device.seed, 'phase') * period
  const index = Math.floor((at - phase) / period)
  if (share(check.id, device.seed, 'trouble', index) > 0.03) return false
  const place = (at - phase) / period - index
  const start = share(check.id, device.seed, 'start', index) * 0.4
  return place >= start && place < start + 0.05 + share(check.id, device.seed, 'length', index) * 0.55
}
