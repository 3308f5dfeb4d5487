import { NEWEST_VERSION } from '../../fleet/device-identity.ts'
import type { FleetDevice } from '../../fleet/fleet.ts'
import { changeRecord, recordOf } from '../device-record.ts'
import { lightRow, rowJson, rowPieces } from '../device-row.ts'
import { updateVersion } from '../device-version.ts'
import { bodyOf, needed } from '../records/call-body.ts'
import { json, refused, route, type Call, type Handler, type Route } from '../route.ts'
import { canSeeDevice } from '../scope.ts'
import type { TacticalWorld } from '../world.ts'

const list: Handler = (call, world) => {
  const kind = call.query.get('monitoring_type')
  if (kind !== null && kind !== 'server' && kind !== 'workstation') return refused('monitoring type does not exist')
  const devices = filtered(call, world, kind)
  const isFull = (call.query.get('detail') ?? 'true') === 'true'
  const pieces = isFull
    ? rowPieces(devices, (device) => rowJson(device, world))
    : rowPieces(devices, (device) => JSON.stringify(lightRow(device, world)))
  return { kind: 'json-pieces', status: 200, pieces }
}

function* filtered(call: Call, world: TacticalWorld, kind: 'server' | 'workstation' | null): Generator<FleetDevice> {
  for (const device of candidates(call.query, world)) {
    if (kind !== null && recordOf(device, world).monitoring_type !== kind) continue
    if (canSeeDevice(call.caller, device, world)) yield device
  }
}

/** The devices of the site or client of the query; the site wins. */
function candidates(query: URLSearchParams, world: TacticalWorld): Iterable<FleetDevice> {
  const { fleet } = world
  const site = query.get('site')
  const client = query.get('client')
  if (site !== null) return [...fleet.devicesOfSite(Number(site))]
  if (client !== null) return fleet.places.sitesOf(Number(client)).flatMap(({ id }) => [...fleet.devicesOfSite(id)])
  return [...fleet.devices()]
}

const versions: Handler = (call, world) => {
  const devices = [...candidates(new URLSearchParams(), world)].filter((device) => canSeeDevice(call.caller, device, world))
  return json({ versions: [NEWEST_VERSION], agents: devices.map((device) => lightRow(device, world)) })
}

const update: Handler = (call, world) => {
  const keys = needed(bodyOf(call), 'agent_ids') as readonly string[]
  for (const device of keys.map((key) => world.fleet.byKey(key))) {
    if (device && canSeeDevice(call.caller, device, world)) updateVersion(device, world)
  }
  return json('ok')
}

const bulkMaintenance: Handler = (call, world) => {
  const body = bodyOf(call)
  const [type, id, action] = [needed(body, 'type'), needed(body, 'id'), needed(body, 'action')]
  if (type !== 'Client' && type !== 'Site') return refused('Invalid data')
  const query = new URLSearchParams({ [type.toLowerCase()]: String(id) })
  const devices = [...candidates(query, world)].filter((device) => canSeeDevice(call.caller, device, world))
  for (const device of devices) changeRecord(device, { maintenance_mode: action === true }, call.caller.username, world)
  return json(devices.length
    ? `Maintenance mode has been ${action === true ? 'enabled' : 'disabled'} on ${devices.length} agents`
    : 'No agents have been put in maintenance mode. You might not have permissions to the resources.')
}

/** E10, E15, E16, E18. */
export const deviceListRoutes: readonly Route[] = [
  route('GET', '/agents/', 'can_list_agents', list),
  route('GET', '/agents/versions/', 'can_list_agents', versions),
  route('POST', '/agents/update/', 'can_update_agents', update),
  route('POST', '/agents/maintenance/bulk/', 'can_edit_agent', bulkMaintenance),
]
