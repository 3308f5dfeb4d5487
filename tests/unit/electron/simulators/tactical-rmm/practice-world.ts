import { createFleet, type FleetDevice } from '#simulators/fleet/fleet.ts'
import { seedRecords } from '#simulators/tactical-rmm/records/seed.ts'
import { createWorld } from '#simulators/tactical-rmm/tactical-world.ts'
import type { TacticalWorld } from '#simulators/tactical-rmm/world.ts'

/** A server's records over a small fleet, with a clock the test moves. */
export interface PracticeWorld {
  readonly world: TacticalWorld
  /** The Windows workstation that is always on. */
  readonly lab: FleetDevice
  /** Moves the clock forward. */
  pass(minutes: number): void
}

/** Wednesday, 18 November 2026, 10:00 UTC. */
export const START = Date.UTC(2026, 10, 18, 10)

export function practiceWorld(devices = 40): PracticeWorld {
  let now = START
  const world = createWorld(createFleet({ seed: 11, devices, waitScale: 0.01, now: () => now }))
  seedRecords(world)
  return { world, lab: world.fleet.byId(1)!, pass: (minutes) => { now += minutes * 60_000 } }
}
