import { awaitDevice } from '../device-presence.ts'
import { describePending, pendingById, pendingOf, removePending, shownPending } from '../pending-actions.ts'
import { fromLocal } from '../../fleet/zone.ts'
import { effectiveZoneOf } from '../device-zone.ts'
import { noSuch } from '../records/record-resource.ts'
import { forbidden, json, refused, route, type Handler, type Route } from '../route.ts'
import { canSeeDevice, onDevice, visibleDevices } from '../scope.ts'

const ofDevice: Handler = onDevice((device, _call, world) => json(pendingOf(device, world).map((action) => shownPending(action, world))))

const all: Handler = (call, world) =>
  json([...visibleDevices(call.caller, world)].flatMap((device) => pendingOf(device, world)).map((action) => shownPending(action, world)))

const cancel: Handler = async (call, world) => {
  const action = pendingById(Number(call.params.id), world)
  const device = action && world.fleet.byId(action.agent)
  if (!device) return noSuch('PendingAction')
  if (!canSeeDevice(call.caller, device, world)) return forbidden()
  if (action.action_type === 'schedreboot') {
    if (!(await awaitDevice(device, world, 10))) return refused('timeout')
    const at = fromLocal(effectiveZoneOf(device, world), Date.parse(`${String(action.details.time).replace(' ', 'T')}Z`))
    const { outages } = world.fleet.interventions.change(device.id)
    const planned = outages.findIndex(({ from }) => from === at)
    if (planned >= 0) outages.splice(planned, 1)
  }
  removePending(action, world)
  return json(`${device.hostName}: ${describePending(action)} was cancelled`)
}

/** E121–E123. */
export const pendingActionRoutes: readonly Route[] = [
  route('GET', '/agents/:agentId/pendingactions/', 'can_list_pendingactions', ofDevice),
  route('GET', '/logs/pendingactions/', 'can_list_pendingactions', all),
  route('DELETE', '/logs/pendingactions/:id(int)/', 'can_manage_pendingactions', cancel),
]
