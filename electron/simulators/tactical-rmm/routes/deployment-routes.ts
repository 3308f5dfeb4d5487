import { randomUUID } from 'node:crypto'
import { bodyOf, needed, neededNumber } from '../records/call-body.ts'
import { noSuch } from '../records/record-resource.ts'
import { readMoment, wireMoment } from '../records/wire-moment.ts'
import { forbidden, json, notFound, route, type Handler, type Route } from '../route.ts'
import { canSeeSite } from '../scope.ts'
import type { Table, TacticalWorld } from '../world.ts'

/** A self-service installer link. */
interface Deployment {
  readonly id: number
  readonly uid: string
  readonly site_id: number
  readonly mon_type: 'server' | 'workstation'
  readonly goarch: string
  readonly expiry: string
  readonly install_flags: { readonly rdp: boolean; readonly ping: boolean; readonly power: boolean }
  readonly created: string
}

const deployments = (world: TacticalWorld): Table<Deployment> => world.table<Deployment>('deployments')

const list: Handler = ({ caller }, world) => {
  const rows = [...deployments(world).rows.values()].filter(({ site_id: site }) => canSeeSite(caller, site, world))
  return json(rows.map(({ id, uid, site_id, ...rest }) => {
    const site = world.fleet.places.sites.get(site_id)
    const client = site && world.fleet.places.clients.get(site.clientId)
    return { id, uid, client_id: client?.id ?? 0, site_id, client_name: client?.name ?? '', site_name: site?.name ?? '', ...rest }
  }))
}

const create: Handler = (call, world) => {
  const body = bodyOf(call)
  const siteId = neededNumber(body, 'site')
  const expiry = readMoment(String(needed(body, 'expires')))
  if (expiry === undefined) throw new TypeError('expires is no date')
  if (!world.fleet.places.sites.has(siteId)) return noSuch('Site')
  if (!canSeeSite(call.caller, siteId, world)) return forbidden()
  const isOn = (key: string): boolean => needed(body, key) === true
  deployments(world).insert({
    uid: randomUUID(), site_id: siteId, mon_type: needed(body, 'agenttype') as Deployment['mon_type'], goarch: String(needed(body, 'goarch')),
    expiry: wireMoment(expiry), install_flags: { rdp: isOn('rdp'), ping: isOn('ping'), power: isOn('power') }, created: wireMoment(world.now()),
  })
  return json('The deployment was added successfully')
}

const remove: Handler = ({ params }, world) =>
  deployments(world).rows.delete(Number(params.id)) ? json('The deployment was deleted') : noSuch('Deployment')

const download: Handler = ({ params }, world) => {
  const isKnown = [...deployments(world).rows.values()].some(({ uid }) => uid === params.uid)
  return isKnown ? { kind: 'file', status: 200, contentType: 'application/octet-stream', bytes: Buffer.from('MZ practice installer') } : notFound('Not found.')
}

/** E111–E114. */
export const deploymentRoutes: readonly Route[] = [
  route('GET', '/clients/deployments/', 'can_list_deployments', list),
  route('POST', '/clients/deployments/', 'can_manage_deployments', create),
  route('DELETE', '/clients/deployments/:id(int)/', 'can_manage_deployments', remove),
  route('GET', '/clients/:uid/deploy/', 'public', download),
]
