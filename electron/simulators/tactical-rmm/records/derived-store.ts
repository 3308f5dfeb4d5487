import type { FleetDevice } from '../../fleet/fleet.ts'
import type { TacticalWorld } from '../world.ts'

/** Rows of a device that come from its seed have ids from here on: this plus device id times 64 plus slot. */
const FIRST_DERIVED = 1_000_000
const SLOTS = 64
/** Results of policy rows: this plus row id times 100,000 plus device id. */
const FIRST_INHERITED = 10_000_000
const DEVICES = 100_000

interface Owned {
  readonly id: number
  /** Integer id of the device that owns the row; null when a policy owns it. */
  readonly agent: number | null
  readonly policy: number | null
}

/**
 * Rows that devices own from the beginning (checks, tasks). They are worked out from the device's seed whenever they are
 * read; only what a caller created, changed or removed is kept, so that a large fleet costs nothing at the start.
 */
export interface DerivedStore<Row extends Owned> {
  ofDevice(device: FleetDevice): readonly Row[]
  ofPolicy(policyId: number): readonly Row[]
  /** Every row of every device and policy; slow for large fleets, as on the real server. */
  all(): Iterable<Row>
  byId(id: number): Row | undefined
  add(row: Omit<Row, 'id'>): Row
  replace(row: Row): void
  remove(row: Row): void
}

/** The id of the row that a device has by nature in a slot (0 to 63). */
export const derivedId = (device: FleetDevice, slot: number): number => FIRST_DERIVED + device.id * SLOTS + slot

/** The id under which the result of a row on a device is addressed. */
export const resultId = (row: Owned, deviceId: number): number =>
  row.policy === null ? row.id : FIRST_INHERITED + row.id * DEVICES + deviceId

/** Finds the row and the device a result id stands for. */
export function resultOwner<Row extends Owned>(
  id: number, store: DerivedStore<Row>, world: TacticalWorld,
): { readonly row: Row; readonly device: FleetDevice } | undefined {
  const inherited = id - FIRST_INHERITED
  const row = inherited >= 0 ? store.byId(Math.floor(inherited / DEVICES)) : store.byId(id)
  const device = world.fleet.byId(inherited >= 0 ? inherited % DEVICES : (row?.agent ?? 0))
  return row && device ? { row, device } : undefined
}

/** Opens the store over a table; `derive` gives the rows a device has by nature, with their derived ids. */
export function createDerivedStore<Row extends Owned>(
  world: TacticalWorld, table: string, derive: (device: FleetDevice) => readonly Row[],
): DerivedStore<Row> {
  const kept = world.table<Row>(table)
  const removed = new Set<number>()
  const created = new Map<string, Set<number>>()
  const owner = (row: Omit<Row, 'id'>): string => (row.policy === null ? `device ${row.agent}` : `policy ${row.policy}`)
  const createdBy = (key: string): Row[] => [...(created.get(key) ?? [])].flatMap((id) => kept.rows.get(id) ?? [])
  const ofDevice = (device: FleetDevice): Row[] => [
    ...derive(device).filter(({ id }) => !removed.has(id)).map((row) => kept.rows.get(row.id) ?? row),
    ...createdBy(`device ${device.id}`),
  ]
  const byId = (id: number): Row | undefined => {
    if (kept.rows.has(id) || id < FIRST_DERIVED) return kept.rows.get(id)
    const device = world.fleet.byId(Math.floor((id - FIRST_DERIVED) / SLOTS))
    return device && !removed.has(id) ? derive(device).find((row) => row.id === id) : undefined
  }
  return {
    ofDevice,
    byId,
    ofPolicy: (policyId) => createdBy(`policy ${policyId}`),
    * all() {
      for (const row of kept.rows.values()) if (row.policy !== null) yield row
      for (const device of world.fleet.devices()) yield* ofDevice(device)
    },
    add: (row) => {
      const stored = kept.insert(row)
      created.set(owner(row), (created.get(owner(row)) ?? new Set()).add(stored.id))
      return stored
    },
    replace: (row) => void kept.rows.set(row.id, row),
    remove: (row) => {
      kept.rows.delete(row.id)
      created.get(owner(row))?.delete(row.id)
      if (row.id >= FIRST_DERIVED) removed.add(row.id)
    },
  }
}

/** Keeps one value per world, made on first use. */
export function perWorld<Value>(make: (world: TacticalWorld) => Value): (world: TacticalWorld) => Value {
  const made = new WeakMap<TacticalWorld, Value>()
  return (world) => {
    const known = made.get(world)
    if (known !== undefined) return known
    const value = make(world)
    made.set(world, value)
    return value
  }
}
