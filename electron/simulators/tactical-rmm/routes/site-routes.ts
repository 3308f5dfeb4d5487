import type { FleetSite } from '../../fleet/fleet.ts'
import { auditPlace } from '../device-audit.ts'
import { storeFieldValues } from '../field-values.ts'
import { readPlace } from '../place-form.ts'
import { changePlace } from '../place-record.ts'
import { bodyOf, needed, type Body } from '../records/call-body.ts'
import { noSuch } from '../records/record-resource.ts'
import { forbidden, json, refused, route, type Call, type Handler, type Reply, type Route } from '../route.ts'
import { canSeeSite } from '../scope.ts'
import { shownSite } from '../shown-places.ts'
import type { TacticalWorld } from '../world.ts'

const list: Handler = ({ caller }, world) =>
  json([...world.fleet.places.sites.values()].filter(({ id }) => canSeeSite(caller, id, world)).map((site) => shownSite(site, world)))

const create: Handler = (call, world) => {
  const body = bodyOf(call)
  const wanted = needed(body, 'site') as Body
  needed(wanted, 'client')
  const reading = readPlace('site', wanted, undefined, world)
  if ('problems' in reading) return json(reading.problems, 400)
  const { username } = call.caller
  const site = world.fleet.places.addSite(reading.changes.clientId!, reading.changes.name!)
  changePlace('site', site.id, { ...reading.changes.record, created_by: username }, username, world)
  storeFieldValues(body.custom_fields, 'site', site.id, world)
  auditPlace(call, world, 'site', 'add', site.name, { after: { ...site } })
  return json(`Site ${site.name} was added!`)
}

const withSite = (then: (site: FleetSite, call: Call, world: TacticalWorld) => Reply): Handler => (call, world) => {
  const site = world.fleet.places.sites.get(Number(call.params.id))
  if (!site) return noSuch('Site')
  return canSeeSite(call.caller, site.id, world) ? then(site, call, world) : forbidden()
}

const edit: Handler = withSite((site, call, world) => {
  const body = bodyOf(call)
  const reading = readPlace('site', needed(body, 'site') as Body, site.id, world)
  if ('problems' in reading) return json(reading.problems, 400)
  const { name, clientId, record } = reading.changes
  const isLast = world.fleet.places.sitesOf(site.clientId).length === 1
  if (clientId !== undefined && clientId !== site.clientId && isLast) return refused('A client must have at least one site')
  const before = { ...site }
  site.name = name ?? site.name
  site.clientId = clientId ?? site.clientId
  changePlace('site', site.id, record, call.caller.username, world)
  storeFieldValues(body.custom_fields, 'site', site.id, world)
  auditPlace(call, world, 'site', 'modify', site.name, { before, after: { ...site } })
  return json('Site was edited')
})

const remove: Handler = withSite((site, call, world) => {
  const { fleet } = world
  if (fleet.places.sitesOf(site.clientId).length === 1) return refused('A client must have at least 1 site.')
  const devices = [...fleet.devicesOfSite(site.id)]
  const target = Number(call.query.get('move_to_site'))
  if (devices.length && !fleet.places.sites.has(target)) return refused('There needs to be a site specified to move the agents to')
  for (const device of devices) fleet.move(device, target)
  fleet.places.sites.delete(site.id)
  auditPlace(call, world, 'site', 'delete', site.name, { before: { ...site } })
  return json(`${site.name} was deleted`)
})

/** E106–E110. */
export const siteRoutes: readonly Route[] = [
  route('GET', '/clients/sites/', 'can_list_sites', list),
  route('POST', '/clients/sites/', 'can_manage_sites', create),
  route('GET', '/clients/sites/:id(int)/', 'can_list_sites', withSite((site, _call, world) => json(shownSite(site, world)))),
  route('PUT', '/clients/sites/:id(int)/', 'can_manage_sites', edit),
  route('DELETE', '/clients/sites/:id(int)/', 'can_manage_sites', remove),
]
