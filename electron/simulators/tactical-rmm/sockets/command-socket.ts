import { randomUUID } from 'node:crypto'
import type { FleetDevice } from '../../fleet/fleet.ts'
import { isReachable } from '../../fleet/power.ts'
import { runCommand } from '../../shell/run-command.ts'
import { auditDevice } from '../device-audit.ts'
import { hasVersion } from '../device-version.ts'
import { addHistory } from '../history.ts'
import { canSeeDevice, isAllowed } from '../scope.ts'
import { onFrames, refuseSocket, sendFrame } from './socket-frames.ts'
import type { SocketCall } from './sockets.ts'

type Frame = Readonly<Record<string, unknown>>

/** `/ws/agent/<id>/cmd/`: every message starts a command whose lines come one per frame. */
export function serveCommands(call: SocketCall): void {
  const { socket, params, caller, world } = call
  const device = world.fleet.byKey(params.agentId ?? '')
  if (!device || !isAllowed(caller, 'can_send_cmd') || !canSeeDevice(caller, device, world)) {
    return refuseSocket(socket, 'You do not have permission to perform this action.', 403)
  }
  if (!hasVersion(device, 10, world)) return refuseSocket(socket, 'The streaming feature requires agent version 2.10.0 or higher.', 400)
  const closed = new AbortController()
  socket.on('close', () => closed.abort())
  onFrames(socket, (frame) => {
    if (typeof frame.cmd === 'string') void streamCommand(device, frame, call, closed.signal)
    else void sendFrame(socket, { error: 'Invalid command payload' })
  })
}

async function streamCommand(device: FleetDevice, frame: Frame, { socket, caller, request, world }: SocketCall, signal: AbortSignal): Promise<void> {
  const id = typeof frame.cmd_id === 'string' ? frame.cmd_id : randomUUID().replaceAll('-', '')
  const text = String(frame.cmd)
  const shell = frame.shell === 'custom' ? String(frame.custom_shell) : String(frame.shell ?? 'cmd')
  const { username } = caller
  const entry = addHistory(device, { type: 'cmd_run', command: text, username }, world)
  auditDevice({ caller, request }, device, world, 'execute_command', `issued ${shell} command on ${device.hostName}.`, { after: text })
  await sendFrame(socket, { cmd_id: id })
  // A device that is off never says anything, and neither does the server.
  if (!isReachable(device, world.fleet)) return
  const lines = createLines((output) => sendFrame(socket, { cmd_id: id, output }))
  const order = { device, fleet: world.fleet, shell, text, timeoutSeconds: Number(frame.timeout ?? 30), asUser: frame.run_as_user === true, signal }
  const end = await runCommand(order, ({ text: piece }) => lines.take(piece))
  await lines.flush()
  entry.results = lines.all()
  await sendFrame(socket, { cmd_id: id, done: true, exit_code: end.exitCode })
}

/** The first this many characters are kept for the history. */
const KEPT = 1024 * 1024

/** Cuts output into lines without their ends. */
function createLines(send: (line: string) => Promise<void>): { take(piece: string): Promise<void>; flush(): Promise<void>; all(): string } {
  let rest = ''
  let kept = ''
  return {
    take: async (piece) => {
      if (kept.length < KEPT) kept += piece
      const lines = (rest + piece).split(/\r?\n/)
      rest = lines.pop() ?? ''
      for (const line of lines) await send(line)
    },
    flush: async () => { if (rest) await send(rest) },
    all: () => kept,
  }
}
