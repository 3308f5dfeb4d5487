import type { FleetClient } from '../../fleet/fleet.ts'
import { auditPlace } from '../device-audit.ts'
import { storeFieldValues } from '../field-values.ts'
import { readPlace } from '../place-form.ts'
import { changePlace } from '../place-record.ts'
import { bodyOf, needed, type Body } from '../records/call-body.ts'
import { noSuch } from '../records/record-resource.ts'
import { forbidden, json, refused, route, type Call, type Handler, type Reply, type Route } from '../route.ts'
import { canSeeClient } from '../scope.ts'
import { shownClient, treeClient } from '../shown-places.ts'
import type { TacticalWorld } from '../world.ts'

const tree: Handler = ({ caller }, world) => {
  const clients = [...world.fleet.places.clients.values()].filter(({ id }) => canSeeClient(caller, id, world))
  return json(clients.toSorted((left, right) => left.name.localeCompare(right.name)).map((client) => treeClient(client, caller, world)))
}

const create: Handler = (call, world) => {
  const body = bodyOf(call)
  const wanted = needed(body, 'client') as Body
  const reading = readPlace('client', wanted, undefined, world)
  if ('problems' in reading) return json(reading.problems, 400)
  const { username } = call.caller
  const client = world.fleet.places.addClient(reading.changes.name!)
  changePlace('client', client.id, { ...reading.changes.record, created_by: username }, username, world)
  // As on the real server, a missing site is noticed only now, and the client stays behind without one.
  const site = world.fleet.places.addSite(client.id, String((needed(body, 'site') as Body).name))
  changePlace('site', site.id, { created_by: username }, username, world)
  storeFieldValues(body.custom_fields, 'client', client.id, world)
  auditPlace(call, world, 'client', 'add', client.name, { after: plain(client) })
  return json(`${client.name} was added`)
}

const plain = ({ id, name }: FleetClient): unknown => ({ id, name })

const withClient = (then: (client: FleetClient, call: Call, world: TacticalWorld) => Reply): Handler => (call, world) => {
  const client = world.fleet.places.clients.get(Number(call.params.id))
  if (!client) return noSuch('Client')
  return canSeeClient(call.caller, client.id, world) ? then(client, call, world) : forbidden()
}

const edit: Handler = withClient((client, call, world) => {
  const body = bodyOf(call)
  const reading = readPlace('client', needed(body, 'client') as Body, client.id, world)
  if ('problems' in reading) return json(reading.problems, 400)
  const before = plain(client)
  client.name = reading.changes.name ?? client.name
  changePlace('client', client.id, reading.changes.record, call.caller.username, world)
  storeFieldValues(body.custom_fields, 'client', client.id, world)
  auditPlace(call, world, 'client', 'modify', client.name, { before, after: plain(client) })
  // The real server forgets to fill in the name.
  return json('{client} was updated')
})

const remove: Handler = withClient((client, call, world) => {
  const { fleet } = world
  const sites = fleet.places.sitesOf(client.id)
  const devices = sites.flatMap(({ id }) => [...fleet.devicesOfSite(id)])
  const target = Number(call.query.get('move_to_site'))
  if (devices.length && !fleet.places.sites.has(target)) {
    return refused('Agents exist under this client. There needs to be a site specified to move existing agents to')
  }
  for (const device of devices) fleet.move(device, target)
  for (const { id } of sites) fleet.places.sites.delete(id)
  fleet.places.clients.delete(client.id)
  auditPlace(call, world, 'client', 'delete', client.name, { before: plain(client) })
  return json(`${client.name} was deleted`)
})

/** E101–E105. */
export const clientRoutes: readonly Route[] = [
  route('GET', '/clients/', 'can_list_clients', tree),
  route('POST', '/clients/', 'can_manage_clients', create),
  route('GET', '/clients/:id(int)/', 'can_list_clients', withClient((client, { caller }, world) => json(shownClient(client, caller, world)))),
  route('PUT', '/clients/:id(int)/', 'can_manage_clients', edit),
  route('DELETE', '/clients/:id(int)/', 'can_manage_clients', remove),
]
