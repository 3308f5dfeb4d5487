import type { FleetDevice } from '../../fleet/fleet.ts'
import { isReachable } from '../../fleet/power.ts'
import { auditDevice } from '../device-audit.ts'
import { deviceDetail } from '../device-detail.ts'
import { readDeviceEdit } from '../device-form.ts'
import { changePatchPolicy, changeRecord, recordOf } from '../device-record.ts'
import { awaitDevice } from '../device-presence.ts'
import { storeFieldValues } from '../field-values.ts'
import { bodyOf } from '../records/call-body.ts'
import { json, refused, route, type Handler, type Route } from '../route.ts'
import { onDevice } from '../scope.ts'
import type { TacticalWorld } from '../world.ts'

const read: Handler = onDevice((device, _call, world) => json(deviceDetail(device, world)))

const edit: Handler = onDevice((device, call, world) => {
  const body = bodyOf(call)
  const reading = readDeviceEdit(device, body, world)
  if ('problems' in reading) return json(reading.problems, 400)
  const { record, siteId, patch } = reading.changes
  const before = snapshot(device, world)
  storeFieldValues(body.custom_fields, 'agent', device.id, world)
  if (siteId !== undefined) world.fleet.move(device, siteId)
  if (patch) changePatchPolicy(device, patch, world)
  changeRecord(device, record, call.caller.username, world)
  auditDevice(call, device, world, 'modify', `modified agent ${device.hostName}`, { before, after: snapshot(device, world) })
  return json('The agent was updated successfully')
})

const snapshot = (device: FleetDevice, world: TacticalWorld): unknown =>
  ({ ...recordOf(device, world), hostname: device.hostName, site: device.siteId })

const remove: Handler = onDevice((device, call, world) => {
  auditDevice(call, device, world, 'delete', `deleted agent ${device.hostName}`, { before: snapshot(device, world) })
  world.fleet.remove(device)
  return json(`${device.hostName} will now be uninstalled.`)
})

/** Three tries of two seconds, each followed by half a second. */
const PING_SECONDS = 7.5

const ping: Handler = onDevice(async (device, _call, world) => {
  const isThere = await awaitDevice(device, world, PING_SECONDS)
  return json({ name: device.hostName, status: isThere && isReachable(device, world.fleet) ? 'online' : 'offline' })
})

const refreshHardware: Handler = onDevice(async (device, _call, world) =>
  (await awaitDevice(device, world, 20)) ? json('Agent WMI data refreshed successfully') : refused('Unable to contact the agent'))

/** E11–E14, E19. */
export const deviceDetailRoutes: readonly Route[] = [
  route('GET', '/agents/:agentId/', 'can_list_agents', read),
  route('PUT', '/agents/:agentId/', 'can_edit_agent', edit),
  route('DELETE', '/agents/:agentId/', 'can_uninstall_agents', remove),
  route('GET', '/agents/:agentId/ping/', 'can_list_agents', ping),
  route('POST', '/agents/:agentId/wmi/', 'can_edit_agent', refreshHardware),
]
