import type { FleetDevice } from '../fleet/fleet.ts'
import { recordOf } from './device-record.ts'
import { coreSettings } from './records/core-settings-record.ts'
import type { TacticalWorld } from './world.ts'

/** The zone the server believes a device to be in: its own setting or the server's default. */
export const effectiveZoneOf = (device: FleetDevice, world: TacticalWorld): string =>
  recordOf(device, world).time_zone ?? coreSettings(world).default_time_zone
