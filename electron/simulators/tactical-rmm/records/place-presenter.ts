import type { FleetDevice } from '../../fleet/fleet.ts'
import { failingOf } from '../failing-checks.ts'
import { placeRecord } from '../place-record.ts'
import type { TacticalWorld } from '../world.ts'

/** A client as other objects refer to it: its plain columns. */
export function clientMini(clientId: number, world: TacticalWorld): unknown {
  const client = world.fleet.places.clients.get(clientId)
  return client && {
    id: client.id, name: client.name, failing_checks: failingOf(devicesOfClient(clientId, world), world),
    ...placeRecord('client', clientId, world),
  }
}

/** A site as other objects refer to it: its plain columns and its client's name. */
export function siteMini(siteId: number, world: TacticalWorld): unknown {
  const site = world.fleet.places.sites.get(siteId)
  return site && {
    id: site.id, client_name: world.fleet.places.clients.get(site.clientId)?.name ?? '', name: site.name, client: site.clientId,
    failing_checks: failingOf(world.fleet.devicesOfSite(siteId), world), ...placeRecord('site', siteId, world),
  }
}

/** All devices of a client. */
export function* devicesOfClient(clientId: number, world: TacticalWorld): Generator<FleetDevice> {
  for (const site of world.fleet.places.sitesOf(clientId)) yield* world.fleet.devicesOfSite(site.id)
}
