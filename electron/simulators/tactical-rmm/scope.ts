import type { FleetDevice } from '../fleet/fleet.ts'
import { forbidden, notFound, type Call, type Caller, type Handler, type Reply } from './route.ts'
import type { TacticalWorld } from './world.ts'

/** True when a role's client and site lists let the caller see this device. */
export function canSeeDevice(caller: Caller, device: FleetDevice, world: TacticalWorld): boolean {
  return canSeeSite(caller, device.siteId, world)
}

/** True when the caller may see a site: its own list names it, or the client list names its client, or both are empty. */
export function canSeeSite(caller: Caller, siteId: number, world: TacticalWorld): boolean {
  if (!caller.visibleClients.length && !caller.visibleSites.length) return true
  const clientId = world.fleet.places.sites.get(siteId)?.clientId
  return caller.visibleSites.includes(siteId) || (clientId !== undefined && caller.visibleClients.includes(clientId))
}

/** True when the caller may see a client: by the client list, or because it may see one of its sites. */
export function canSeeClient(caller: Caller, clientId: number, world: TacticalWorld): boolean {
  return isUnlimited(caller) || caller.visibleClients.includes(clientId)
    || world.fleet.places.sitesOf(clientId).some(({ id }) => caller.visibleSites.includes(id))
}

/** True when no client or site list limits the caller. */
export const isUnlimited = (caller: Caller): boolean => !caller.visibleClients.length && !caller.visibleSites.length

/** Every device the caller may see, in list order. */
export function* visibleDevices(caller: Caller, world: TacticalWorld): Generator<FleetDevice> {
  for (const device of world.fleet.devices()) if (canSeeDevice(caller, device, world)) yield device
}

/** The device `:agentId` names. The server has already checked that it exists and may be seen. */
export const deviceOf = (call: Call, world: TacticalWorld): FleetDevice => world.fleet.byKey(call.params.agentId ?? '')!

/** A handler for one device. */
export const onDevice = (then: (device: FleetDevice, call: Call, world: TacticalWorld) => Reply | Promise<Reply>): Handler =>
  (call, world) => then(deviceOf(call, world), call, world)

/** Why this caller may not address the device of the path; null when it may. */
export function deviceRefusal(call: Call, world: TacticalWorld): Reply | null {
  if (call.params.agentId === undefined) return null
  const device = world.fleet.byKey(call.params.agentId)
  if (!device) return notFound('No Agent matches the given query.')
  return canSeeDevice(call.caller, device, world) ? null : forbidden()
}

/** Whether a caller has a role flag. */
export const isAllowed = (caller: Caller, permission: string): boolean =>
  caller.permissions === 'all' || caller.permissions.has(permission)
