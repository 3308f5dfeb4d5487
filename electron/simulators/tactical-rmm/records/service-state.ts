import type { FleetDevice } from '../../fleet/fleet.ts'
import { serviceOf } from '../../fleet/services.ts'
import type { TacticalWorld } from '../world.ts'
import { perWorld } from './derived-store.ts'

export type ServiceState = 'running' | 'stopped' | 'missing'

const naturalOf = perWorld(() => new Map<string, ServiceState>())

/** How a Windows service stands on a device. What it is by nature is kept; what was done to it is looked at each time. */
export function serviceState(device: FleetDevice, name: string, world: TacticalWorld): ServiceState {
  const done = world.fleet.interventions.of(device.id)?.services.get(name)?.status
  if (done) return done
  const key = `${device.id} ${name}`
  const known = naturalOf(world).get(key)
  if (known) return known
  const state = serviceOf(device, name, world.fleet)?.status ?? 'missing'
  naturalOf(world).set(key, state)
  return state
}
