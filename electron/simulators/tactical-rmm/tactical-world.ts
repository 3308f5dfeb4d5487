import type { Fleet } from '../fleet/fleet.ts'
import { createTable, type Table, type TacticalWorld } from './world.ts'

/** The release this simulator behaves like. */
export const SERVER_VERSION = '1.5.1'

/** An empty server over a fleet. Tables appear when somebody asks for them. */
export function createWorld(fleet: Fleet): TacticalWorld {
  const tables = new Map<string, Table<{ id: number }>>()
  return {
    fleet,
    now: fleet.now,
    waitScale: fleet.waitScale,
    serverVersion: SERVER_VERSION,
    table: <Row extends { id: number }>(name: string): Table<Row> => {
      const known = tables.get(name) ?? createTable()
      tables.set(name, known)
      return known as unknown as Table<Row>
    },
  }
}
