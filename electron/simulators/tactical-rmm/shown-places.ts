import type { FleetClient, FleetDevice, FleetSite } from '../fleet/fleet.ts'
import { recordOf } from './device-record.ts'
import { failingOf } from './failing-checks.ts'
import { fieldValues } from './field-values.ts'
import { placeRecord, type PlaceKind } from './place-record.ts'
import type { Caller } from './route.ts'
import { canSeeSite, isUnlimited } from './scope.ts'
import type { TacticalWorld } from './world.ts'

type Shown = Readonly<Record<string, unknown>>

function assigned(kind: PlaceKind, id: number, world: TacticalWorld): Shown {
  const { server_policy, workstation_policy, alert_template, block_policy_inheritance } = placeRecord(kind, id, world)
  return { server_policy, workstation_policy, alert_template, block_policy_inheritance }
}

/** A site as the flat list and its own page show it. */
export function shownSite(site: FleetSite, world: TacticalWorld): Shown {
  return {
    id: site.id, name: site.name, ...assigned('site', site.id, world), client_name: world.fleet.places.clients.get(site.clientId)?.name ?? '',
    client: site.clientId, custom_fields: fieldValues('site', site.id, world), failing_checks: failingOf(world.fleet.devicesOfSite(site.id), world),
  }
}

/** A site inside its client: with the number of its devices and whether any is in maintenance. */
function treeSite(site: FleetSite, world: TacticalWorld): Shown {
  const devices = [...world.fleet.devicesOfSite(site.id)]
  return { ...shownSite(site, world), agent_count: devices.length, maintenance_mode: anyInMaintenance(devices, world) }
}

/** A client as its own page shows it; its sites ordered by name, limited to what the caller may see. */
export function shownClient(client: FleetClient, caller: Caller, world: TacticalWorld): Shown {
  const sites = visibleSites(client, caller, world)
  return {
    id: client.id, name: client.name, ...assigned('client', client.id, world), sites: sites.map((site) => treeSite(site, world)),
    custom_fields: fieldValues('client', client.id, world), failing_checks: failingOf(devicesOf(sites, world), world),
  }
}

/** A client in the tree: as its own page, with the number of its devices and whether any is in maintenance. */
export function treeClient(client: FleetClient, caller: Caller, world: TacticalWorld): Shown {
  const devices = [...devicesOf(visibleSites(client, caller, world), world)]
  return { ...shownClient(client, caller, world), agent_count: devices.length, maintenance_mode: anyInMaintenance(devices, world) }
}

const visibleSites = (client: FleetClient, caller: Caller, world: TacticalWorld): readonly FleetSite[] =>
  world.fleet.places.sitesOf(client.id).filter(({ id }) => isUnlimited(caller) || canSeeSite(caller, id, world))
    .toSorted((left, right) => left.name.localeCompare(right.name))

function* devicesOf(sites: readonly FleetSite[], world: TacticalWorld): Generator<FleetDevice> {
  for (const { id } of sites) yield* world.fleet.devicesOfSite(id)
}

const anyInMaintenance = (devices: readonly FleetDevice[], world: TacticalWorld): boolean =>
  devices.some((device) => recordOf(device, world).maintenance_mode)
