import type { FleetDevice } from '../../fleet/fleet.ts'
import { restart, shutDown, switchOn } from '../../fleet/power.ts'
import { random } from '../../fleet/random.ts'
import { fromLocal } from '../../fleet/zone.ts'
import { awaitDevice } from '../device-presence.ts'
import { meshNode } from '../device-detail.ts'
import { effectiveZoneOf } from '../device-zone.ts'
import { addPending } from '../pending-actions.ts'
import { bodyOf, needed } from '../records/call-body.ts'
import { json, refused, route, type Handler, type Route } from '../route.ts'
import { onDevice } from '../scope.ts'
import type { TacticalWorld } from '../world.ts'

const UNREACHABLE = 'Unable to contact the agent'

/** SECURITY: the practice fleet never restarts or switches off the computer it runs on. */
const REAL = 'This computer is not restarted or switched off from the practice fleet.'

const reboot: Handler = onDevice(async (device, _call, world) => {
  if (device.isThisComputer) return refused(REAL)
  if (!(await awaitDevice(device, world, 10))) return refused(UNREACHABLE)
  restart(device, world.fleet)
  return json('ok')
})

const shutdown: Handler = onDevice(async (device, _call, world) => {
  if (device.isThisComputer) return refused(REAL)
  if (!(await awaitDevice(device, world, 10))) return refused(UNREACHABLE)
  shutDown(device, world.fleet)
  return json('ok')
})

const wake: Handler = onDevice((device, _call, world) => {
  if (meshNode(device) === null) return refused('Unable to connect to MeshCentral: invalid node id')
  switchOn(device, world.fleet)
  return json(`Wake-on-LAN sent to ${device.hostName}`)
})

const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'] as const

const schedule: Handler = onDevice(async (device, call, world) => {
  const wanted = String(needed(bodyOf(call), 'datetime'))
  if (device.isThisComputer) return refused(REAL)
  if (device.platform !== 'windows') return refused(`Not currently implemented for ${device.platform}`)
  const digits = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(wanted) ? Date.parse(`${wanted}:00Z`) : Number.NaN
  if (Number.isNaN(digits)) return refused('Invalid date')
  const at = fromLocal(effectiveZoneOf(device, world), digits)
  if (at < world.now()) return refused('Date cannot be set in the past')
  if (!(await awaitDevice(device, world, 10))) return refused('timeout')
  const taskname = nameTask(device, world)
  addPending(device, { action_type: 'schedreboot', details: { time: `${wanted.replace('T', ' ')}:00`, taskname }, dueAt: at, outcome: {} }, world)
  planRestart(device, at, world)
  return json({ time: clockText(new Date(digits)), agent: device.hostName, task_name: taskname })
})

/** Ten letters that belong to the device and the moment. */
function nameTask(device: FleetDevice, world: TacticalWorld): string {
  const source = random(device.seed, 'reboot task', world.now(), world.table('pendingActions').rows.size)
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
  return `TacticalRMM_SchedReboot_${Array.from({ length: 10 }, () => letters[source.whole(0, 51)]).join('')}`
}

/** The device restarts by itself at that minute, unless the action is cancelled before. */
function planRestart(device: FleetDevice, at: number, world: TacticalWorld): void {
  const { outages } = world.fleet.interventions.change(device.id)
  outages.push({ from: at, until: at + (device.specimen === 'lab' ? 0 : 90_000 * world.waitScale) })
}

function clockText(date: Date): string {
  const hour = date.getUTCHours()
  const digits = (number: number): string => String(number).padStart(2, '0')
  const time = `${digits(hour % 12 || 12)}:${digits(date.getUTCMinutes())} ${hour < 12 ? 'AM' : 'PM'}`
  return `${months[date.getUTCMonth()]} ${digits(date.getUTCDate())}, ${date.getUTCFullYear()} at ${time}`
}

/** E27–E30. */
export const powerRoutes: readonly Route[] = [
  route('POST', '/agents/:agentId/reboot/', 'can_reboot_agents', reboot),
  route('PATCH', '/agents/:agentId/reboot/', 'can_reboot_agents', schedule),
  route('POST', '/agents/:agentId/shutdown/', 'can_reboot_agents', shutdown),
  route('POST', '/agents/:agentId/wol/', 'can_send_wol', wake),
]
