import { perWorld } from './records/derived-store.ts'
import { wireMoment } from './records/wire-moment.ts'
import type { TacticalWorld } from './world.ts'

/** What the server keeps about a client or a site besides its name; names as in the API. */
export interface PlaceRecord {
  readonly server_policy: number | null
  readonly workstation_policy: number | null
  readonly alert_template: number | null
  readonly block_policy_inheritance: boolean
  readonly created_by: string | null
  readonly created_time: string | null
  readonly modified_by: string | null
  readonly modified_time: string | null
}

export type PlaceKind = 'client' | 'site'

const keptOf = perWorld((world) => {
  const since = wireMoment(world.fleet.startedAt - 900 * 86_400_000)
  const initial: PlaceRecord = {
    server_policy: null, workstation_policy: null, alert_template: null, block_policy_inheritance: false,
    created_by: null, created_time: since, modified_by: null, modified_time: since,
  }
  return { initial, client: new Map<number, PlaceRecord>(), site: new Map<number, PlaceRecord>() }
})

export const placeRecord = (kind: PlaceKind, id: number, world: TacticalWorld): PlaceRecord =>
  keptOf(world)[kind].get(id) ?? keptOf(world).initial

/** Changes settings of a client or a site. `username` null lays out practice data without a stamp. */
export function changePlace(kind: PlaceKind, id: number, changes: Partial<PlaceRecord>, username: string | null, world: TacticalWorld): void {
  const stamp = username === null ? {} : { modified_by: username, modified_time: wireMoment(world.now()) }
  keptOf(world)[kind].set(id, { ...placeRecord(kind, id, world), ...changes, ...stamp })
}

/** Every client or site whose settings were ever changed, with its id. */
export const changedPlaces = (kind: PlaceKind, world: TacticalWorld): ReadonlyMap<number, PlaceRecord> => keptOf(world)[kind]
