import type { Fleet } from '../fleet/fleet.ts'

/** A record table of the simulated server: rows by integer primary key, ids handed out in order. */
export interface Table<Row extends { id: number }> {
  readonly rows: Map<number, Row>
  /** Stores a new row with the next id and returns it. */
  insert(row: Omit<Row, 'id'>): Row
}

/** Creates an empty table whose first id is 1. */
export function createTable<Row extends { id: number }>(): Table<Row> {
  const rows = new Map<number, Row>()
  let last = 0
  return {
    rows,
    insert: (row) => {
      last += 1
      const stored = { ...row, id: last } as Row
      rows.set(last, stored)
      return stored
    },
  }
}

/**
 * Everything the simulated Tactical server knows. The fleet (devices, clients, sites and their life) is shared by
 * all faces; the tables are this vendor's own records. A table belongs to the route file that serves it:
 * `world.table('notes')` creates it on first use.
 */
export interface TacticalWorld {
  readonly fleet: Fleet
  /** Milliseconds since the epoch on the simulated server's clock. */
  now(): number
  /** Multiplies every wait for an unreachable device; 1 is the real server, tests use less. */
  readonly waitScale: number
  table<Row extends { id: number }>(name: string): Table<Row>
  /** The newest release that `core/dashinfo` reports. */
  readonly serverVersion: string
}
