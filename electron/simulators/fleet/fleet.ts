import type { FleetDevice } from './fleet-device.ts'
import { inventDevice } from './device-identity.ts'
import { createInterventions, type Interventions } from './interventions.ts'
import { createPlaces, type FleetClient, type FleetSite, type Places } from './places.ts'
import { random } from './random.ts'

export type { FleetDevice } from './fleet-device.ts'
export type { FleetClient, FleetSite } from './places.ts'

/** One invented company: its clients, sites and devices. All vendor faces of one simulator share it. */
export interface Fleet {
  readonly seed: number
  /** Milliseconds since the epoch on the fleet's clock; stands still when the fleet is frozen. */
  now(): number
  readonly startedAt: number
  /** No device goes on or off by itself after the start. */
  readonly isSteady: boolean
  /** Multiplies every wait (1 is real life, tests use less). */
  readonly waitScale: number
  readonly places: Places
  /** All devices in the order a list shows them: a device that was edited moves to the end. */
  devices(): Iterable<FleetDevice>
  devicesOfSite(siteId: number): Iterable<FleetDevice>
  readonly size: number
  byId(id: number): FleetDevice | undefined
  byKey(key: string): FleetDevice | undefined
  siteOf(device: FleetDevice): FleetSite
  clientOf(device: FleetDevice): FleetClient
  move(device: FleetDevice, siteId: number): void
  /** Adds one more device, such as the computer the simulator runs on. */
  add(device: FleetDevice): void
  remove(device: FleetDevice): void
  /** Moves an edited device to the end of its lists, as the server's database does. */
  touch(device: FleetDevice): void
  /** What was done to devices since the start: power, services, processes, … */
  readonly interventions: Interventions
}

export interface FleetOptions {
  readonly seed: number
  readonly devices: number
  readonly waitScale: number
  /** The fleet's clock in milliseconds since the epoch. */
  readonly now: () => number
  readonly isSteady?: boolean
}

/** Invents a fleet. The same seed and size always give the same fleet. */
export function createFleet(options: FleetOptions): Fleet {
  const { seed, waitScale, now } = options
  const places = createPlaces(seed, options.devices)
  const register = createRegister()
  for (const device of inventDevices(seed, options.devices, places)) register.add(device)
  return {
    seed, now, waitScale, places, startedAt: now(), isSteady: options.isSteady ?? false,
    devices: () => register.all,
    devicesOfSite: (siteId) => register.bySite.get(siteId) ?? [],
    get size() { return register.all.size },
    byId: (id) => register.byId.get(id),
    byKey: (key) => register.byKey.get(key),
    siteOf: (device) => places.sites.get(device.siteId)!,
    clientOf: (device) => places.clients.get(places.sites.get(device.siteId)!.clientId)!,
    add: register.add,
    move: register.move,
    remove: register.remove,
    touch: register.touch,
    interventions: createInterventions(waitScale),
  }
}

function* inventDevices(seed: number, count: number, places: Places): Generator<FleetDevice> {
  const clients = [...places.clients.values()]
  const source = random(seed, 'placing')
  let index = 0
  let filled = clients[0]!.weight
  for (let id = 1; id <= count; id += 1) {
    while (index < clients.length - 1 && (id - 1) / count >= filled) filled += clients[(index += 1)]!.weight
    const client = clients[index]!
    yield inventDevice(seed, id, client, source.pick(places.sitesOf(client.id)).id)
  }
}

interface Register {
  readonly all: Set<FleetDevice>
  readonly byId: Map<number, FleetDevice>
  readonly byKey: Map<string, FleetDevice>
  readonly bySite: Map<number, Set<FleetDevice>>
  add(device: FleetDevice): void
  remove(device: FleetDevice): void
  move(device: FleetDevice, siteId: number): void
  touch(device: FleetDevice): void
}

function createRegister(): Register {
  const all = new Set<FleetDevice>()
  const byId = new Map<number, FleetDevice>()
  const byKey = new Map<string, FleetDevice>()
  const bySite = new Map<number, Set<FleetDevice>>()
  const enter = (device: FleetDevice): void => {
    const site = bySite.get(device.siteId) ?? new Set()
    bySite.set(device.siteId, site.add(device))
  }
  const leave = (device: FleetDevice): void => void bySite.get(device.siteId)?.delete(device)
  return {
    all, byId, byKey, bySite,
    add: (device) => {
      all.add(device)
      byId.set(device.id, device)
      byKey.set(device.key, device)
      enter(device)
    },
    remove: (device) => {
      all.delete(device)
      byId.delete(device.id)
      byKey.delete(device.key)
      leave(device)
    },
    move: (device, siteId) => {
      leave(device)
      device.siteId = siteId
      enter(device)
    },
    touch: (device) => {
      // The lab computer keeps the first place, so that tools that take "the first one" always find it.
      if (device.specimen === 'lab') return
      leave(device)
      enter(device)
      all.delete(device)
      all.add(device)
    },
  }
}
