import type { FleetDevice } from '../../fleet/fleet.ts'
import { isReachable } from '../../fleet/power.ts'
import { dialectOf } from '../../shell/run-command.ts'
import { openSimulatedTerminal, type Terminal, type TerminalEvents } from '../../shell/terminal.ts'
import { openRealTerminal, terminalObstacle } from '../../this-computer/real-terminal.ts'
import { effectiveShell } from '../device-detail.ts'
import { hasVersion } from '../device-version.ts'
import { canSeeDevice, isAllowed } from '../scope.ts'
import type { TacticalWorld } from '../world.ts'
import { gatherOutput } from './gather-output.ts'
import { onFrames, refuseSocket, sendFrame } from './socket-frames.ts'
import type { SocketCall } from './sockets.ts'

type Frame = Readonly<Record<string, unknown>>

/**
 * `/ws/agent/<id>/terminal/<session>/`: one interactive shell at a time.
 *
 *   closed --start--> open --done or kill--> closed (start may come again); closing the socket kills the shell
 */
export function serveTerminal({ socket, params, caller, world }: SocketCall): void {
  const device = world.fleet.byKey(params.agentId ?? '')
  if (!device || !isAllowed(caller, 'can_use_terminal') || !canSeeDevice(caller, device, world)) {
    return refuseSocket(socket, 'You do not have permission to perform this action.', 403)
  }
  if (!hasVersion(device, 11, world)) return refuseSocket(socket, 'The terminal requires agent version 2.11.0 or higher.', 400)
  let terminal: Terminal | null = null
  const events = createEvents(socket, params.session ?? '', () => { terminal = null })
  onFrames(socket, (frame) => {
    switch (frame.action) {
      case 'start': terminal ??= start(device, frame, events, socket, world); break
      case 'input': terminal?.input(String(frame.data ?? '')); break
      case 'resize': if (Number(frame.rows) && Number(frame.cols)) terminal?.resize(Number(frame.rows), Number(frame.cols)); break
      case 'kill': terminal?.kill(); terminal = null; break
      default: void sendFrame(socket, { error: `Unknown action: ${String(frame.action)}` })
    }
  })
  socket.on('close', () => terminal?.kill())
}

function createEvents(socket: SocketCall['socket'], session: string, ended: () => void): TerminalEvents {
  let messageId = 0
  const send = (output: string, exitCode: number | null): Promise<void> => {
    messageId += 1
    const data = { output, session_id: session, exit_code: exitCode, done: exitCode !== null, messageId: String(messageId) }
    return sendFrame(socket, { action: 'trmmcli.output', data })
  }
  const output = gatherOutput((text) => send(text, null))
  return {
    output: output.add,
    end: (exitCode) => {
      ended()
      void output.flush().then(() => send('', exitCode))
    },
  }
}

function start(device: FleetDevice, frame: Frame, events: TerminalEvents, socket: SocketCall['socket'], world: TacticalWorld): Terminal | null {
  const wanted = typeof frame.shell === 'string' ? frame.shell : null
  if (wanted !== null && !isUsable(device, wanted)) {
    const choices = device.platform === 'windows' ? 'cmd, powershell or an absolute path to an .exe file' : 'bash or an absolute path'
    void sendFrame(socket, { action: 'terminal_error', error: `Invalid shell. Use ${choices}.`, code: 'invalid_shell' })
    return null
  }
  // A device that is off never answers.
  if (!isReachable(device, world.fleet)) return null
  if (device.isThisComputer) return startReal(events, socket)
  const shell = wanted ?? effectiveShell(device, world)
  return openSimulatedTerminal(device, world.fleet, dialectOf(device, shell), frame.run_as_user === true, events)
}

function startReal(events: TerminalEvents, socket: SocketCall['socket']): Terminal | null {
  const obstacle = terminalObstacle()
  if (!obstacle) return openRealTerminal(events)
  void sendFrame(socket, { action: 'terminal_error', error: obstacle, code: 'terminal_start_failed' })
  return null
}

const isUsable = (device: FleetDevice, shell: string): boolean => device.platform === 'windows'
  ? shell === 'cmd' || shell === 'powershell' || /^[a-z]:\\.*\.exe$/i.test(shell)
  : shell === 'bash' || shell.startsWith('/')
