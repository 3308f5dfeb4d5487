import type { FleetDevice } from './fleet-device.ts'
import { share } from './random.ts'

/** Three waves of activity: the day, a quarter of an hour, a minute and a bit. Their amplitudes stay below 1 in sum. */
const waves = [
  { seconds: 86_400, amplitude: 0.5 },
  { seconds: 1_020, amplitude: 0.28 },
  { seconds: 73, amplitude: 0.2 },
] as const

/**
 * A counter that only grows while a device runs: what `perSecond` on average has added up to between its start and a
 * moment. It is the exact integral of a rate that is never negative, so that any two readings agree.
 */
export function countedSince(device: FleetDevice, name: string, perSecond: number, bootAt: number, at: number): number {
  return Math.max(0, Math.floor(perSecond * (area(device.seed, name, at / 1000) - area(device.seed, name, bootAt / 1000))))
}

function area(seed: number, name: string, seconds: number): number {
  return waves.reduce((sum, { seconds: period, amplitude }, index) => {
    const turn = (2 * Math.PI) / period
    return sum - (amplitude / turn) * Math.cos(turn * (seconds % period) + share(seed, name, index) * 2 * Math.PI)
  }, seconds)
}
