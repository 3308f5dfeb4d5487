import { controlService, serviceOf, setStartType, type DeviceService, type ServiceOutcome } from '../../fleet/services.ts'
import { awaitDevice } from '../device-presence.ts'
import { bodyOf, needed } from '../records/call-body.ts'
import { json, refused, route, type Handler, type Route } from '../route.ts'
import { onDevice } from '../scope.ts'
import { noService, shownService, shownServices } from '../shown-service.ts'

const UNREACHABLE = 'Unable to contact the agent'
const STEP_SECONDS = 32

const list: Handler = onDevice(async (device, _call, world) =>
  (await awaitDevice(device, world, 10)) ? json(shownServices(device, world.fleet)) : refused(UNREACHABLE))

const read: Handler = onDevice(async (device, { params }, world) => {
  if (!(await awaitDevice(device, world, 10))) return refused(UNREACHABLE)
  const service = serviceOf(device, params.name ?? '', world.fleet)
  return json(service ? shownService(service) : noService)
})

const control: Handler = onDevice(async (device, call, world) => {
  const action = needed(bodyOf(call), 'sv_action')
  const name = call.params.name ?? ''
  if (device.platform !== 'windows') return refused('Please use \'Recover Connection\' instead.')
  if (action !== 'start' && action !== 'stop' && action !== 'restart') return refused('Something went wrong')
  if (!(await awaitDevice(device, world, STEP_SECONDS))) return refused(UNREACHABLE)
  if (action !== 'restart') return settled(controlService(device, name, action, world.fleet), action)
  const isRunning = serviceOf(device, name, world.fleet)?.status === 'running'
  const stopped = isRunning ? controlService(device, name, 'stop', world.fleet) : { done: true as const }
  return settled(stopped.done ? controlService(device, name, 'start', world.fleet) : stopped, action)
})

const settled = (outcome: ServiceOutcome, action: 'start' | 'stop' | 'restart') =>
  outcome.done ? json(`The service was ${{ start: 'started', stop: 'stopped', restart: 'restarted' }[action]} successfully`) : refused(outcome.problem)

const startTypes: Readonly<Record<string, readonly [DeviceService['startType'], boolean]>> = {
  auto: ['Automatic', false], autodelay: ['Automatic', true], manual: ['Manual', false], disabled: ['Disabled', false],
}

const changeStart: Handler = onDevice(async (device, call, world) => {
  const wanted = startTypes[String(needed(bodyOf(call), 'startType'))]
  if (!(await awaitDevice(device, world, 10))) return refused(UNREACHABLE)
  if (!wanted) return refused('Something went wrong')
  const outcome = setStartType(device, call.params.name ?? '', ...wanted, world.fleet)
  return outcome.done ? json('The service start type was updated successfully') : refused(outcome.problem)
})

/** E40–E43. */
export const serviceRoutes: readonly Route[] = [
  route('GET', '/services/:agentId/', 'can_manage_winsvcs', list),
  route('GET', '/services/:agentId/:name/', 'can_manage_winsvcs', read),
  route('POST', '/services/:agentId/:name/', 'can_manage_winsvcs', control),
  route('PUT', '/services/:agentId/:name/', 'can_manage_winsvcs', changeStart),
]
