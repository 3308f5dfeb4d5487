import { lastSeenAt } from '../../fleet/power.ts'
import { recordOf } from '../device-record.ts'
import type { Caller } from '../route.ts'
import { visibleDevices } from '../scope.ts'
import type { TacticalWorld } from '../world.ts'
import { sendFrame } from './socket-frames.ts'
import type { SocketCall } from './sockets.ts'

const EVERY = 30_000

/** `/ws/dashinfo/`: the counters at once and then every 30 seconds. */
export function serveCounters({ socket, caller, world }: SocketCall): void {
  const push = (): void => void sendFrame(socket, { action: 'dashboard.agentcount', data: countDevices(caller, world) })
  push()
  const timer = setInterval(push, EVERY)
  socket.on('close', () => clearInterval(timer))
}

function countDevices(caller: Caller, world: TacticalWorld): Readonly<Record<string, number>> {
  const counted = { total_server_offline_count: 0, total_workstation_offline_count: 0, total_server_count: 0, total_workstation_count: 0 }
  const now = world.now()
  for (const device of visibleDevices(caller, world)) {
    const { monitoring_type: kind, offline_time: minutes } = recordOf(device, world)
    counted[`total_${kind}_count`] += 1
    const seenAt = lastSeenAt(device, now, world.fleet)
    if (seenAt !== null && now - seenAt > minutes * 60_000) counted[`total_${kind}_offline_count`] += 1
  }
  return { ...counted, days_until_cert_expires: 64 }
}
