import type { LogName } from '../../fleet/event-catalogue.ts'
import { eventsOf } from '../../fleet/logged-events.ts'
import { endProcess, processesOf, type DeviceProcess } from '../../fleet/processes.ts'
import { localMoment, zoneSuffix } from '../../fleet/zone.ts'
import { endRealProcess, realProcesses } from '../../this-computer/real-processes.ts'
import { rowPieces } from '../device-row.ts'
import { awaitDevice } from '../device-presence.ts'
import { json, refused, route, type Handler, type Route } from '../route.ts'
import { onDevice } from '../scope.ts'

const UNREACHABLE = 'Unable to contact the agent'

const processes: Handler = onDevice(async (device, _call, world) => {
  if (!(await awaitDevice(device, world, 5))) return refused(UNREACHABLE)
  const running = device.isThisComputer ? await realProcesses() : processesOf(device, world.fleet)
  return json(running.map((process, index) => shownProcess(process, index + 1)))
})

const shownProcess = ({ name, pid, bytes, account, cpu }: DeviceProcess, id: number): unknown =>
  ({ name, pid, membytes: bytes, username: account, id, cpu_percent: cpu.toFixed(1) })

const kill: Handler = onDevice(async (device, { params }, world) => {
  if (!(await awaitDevice(device, world, 15))) return refused(UNREACHABLE)
  const pid = Number(params.pid)
  const isDone = device.isThisComputer ? endRealProcess(pid) : endProcess(device, pid, world.fleet)
  return isDone ? json(`Process with PID: ${pid} was ended successfully`) : refused('process does not exist')
})

const logNames: readonly string[] = ['Application', 'System', 'Security'] satisfies readonly LogName[]

const eventLog: Handler = onDevice(async (device, { params }, world) => {
  const name = params.logname ?? ''
  if (!(await awaitDevice(device, world, name === 'Security' ? 182 : 32))) return refused(UNREACHABLE)
  if (!logNames.includes(name)) return json([])
  const events = eventsOf(device, name as LogName, Number(params.days), world.now())
  let uid = 0
  const toJson = ({ source, level, id, message, at }: (typeof events)[number]): string => {
    const time = `${localMoment(device.timeZone, at).toISOString().slice(0, 19).replace('T', ' ')} ${zoneSuffix(device.timeZone, at)}`
    return JSON.stringify({ source, eventType: level, eventID: id, message, time, uid: uid++ })
  }
  return { kind: 'json-pieces', status: 200, pieces: rowPieces(events, toJson) }
})

/** E37–E39. */
export const liveStateRoutes: readonly Route[] = [
  route('GET', '/agents/:agentId/processes/', 'can_manage_procs', processes),
  route('DELETE', '/agents/:agentId/processes/:pid(int)/', 'can_manage_procs', kill),
  route('GET', '/agents/:agentId/eventlog/:logname/:days(int)/', 'can_view_eventlogs', eventLog),
]
