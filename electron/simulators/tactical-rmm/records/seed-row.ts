import type { TacticalWorld } from '../world.ts'
import type { Resource, Stamps } from './record-resource.ts'
import { wireMoment } from './wire-moment.ts'

/** Puts a row into a resource's table: every member at its initial value except the given ones. */
export function seedRow<Row extends { readonly id: number }>(
  resource: Resource<Row>, given: Partial<Row>, world: TacticalWorld,
): Row {
  const initial = Object.fromEntries(Object.entries(resource.fields).map(([key, field]) => [key, (field as { initial: unknown }).initial]))
  const stamps = resource.stamped ? seedStamps(world) : {}
  return world.table<Row>(resource.table).insert({ ...stamps, ...resource.beginning?.(world), ...initial, ...given } as Omit<Row, 'id'>)
}

/** Audit stamps of practice records: made half a year before the start. */
export function seedStamps(world: TacticalWorld): Stamps {
  const at = wireMoment(world.fleet.startedAt - 180 * 86_400_000)
  return { created_by: 'practice', created_time: at, modified_by: 'practice', modified_time: at }
}
