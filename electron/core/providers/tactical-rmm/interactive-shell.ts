import type { Socket } from '../../ports.ts'
import type { DeviceRef, RemoteShell, ShellRequest, ShellSignal } from '../provider.ts'
import { toText } from '../toolkit/read-value.ts'
import { route, type Route } from '../toolkit/route.ts'
import { ulidToUuid } from '../toolkit/ulid-to-uuid.ts'
import { NO_RIGHT_CODE, openShellSocket, readFrame, type ShellSocketParts } from './shell-socket.ts'
import { runAsOf, wireShell } from './shells.ts'

type Listen = (signal: ShellSignal) => void

const INTERRUPT = '\x03'

export const terminalRoute = (device: DeviceRef, session: string): Route => route('/ws/agent/{agent_id}/terminal/{session_id}/', { agent_id: device.remoteId, session_id: session })

/** The message that starts the terminal, byte for byte what is sent. */
export const startMessage = (device: DeviceRef, request: Pick<ShellRequest, 'shell' | 'runAsUser'>): string =>
  JSON.stringify({ action: 'start', shell: terminalShell(device, request), run_as_user: request.runAsUser })

/** Opens a terminal on the device. It counts as connected with the first output: the server says nothing when the device is off. */
export async function openInteractive(parts: ShellSocketParts, device: DeviceRef, request: ShellRequest, listen: Listen): Promise<RemoteShell> {
  const socket = await openShellSocket(parts, terminalRoute(device, ulidToUuid(parts.ids.ulid())))
  const say = (message: object) => socket.send(JSON.stringify(message))
  const life = watchSocket(socket, listen)
  socket.onMessage((text) => {
    const signal = toSignal(text)
    if (signal !== null) life.hear(signal, signal.kind === 'refused')
  })
  socket.send(startMessage(device, request))
  const resize = (columns: number, rows: number) => say({ action: 'resize', rows, cols: columns })
  resize(request.columns, request.rows)
  const write = (data: string) => say({ action: 'input', data })
  return {
    depth: 'interactive',
    runAs: runAsOf(device.osFamily, request.runAsUser),
    write,
    run: (line) => write(`${line}\r`),
    resize,
    ping: () => socket.ping?.(),
    interrupt: () => {
      write(INTERRUPT)
      return true
    },
    pause: socket.pause,
    resume: socket.resume,
    close: () => {
      say({ action: 'kill' })
      life.close()
    },
  }
}

/** Windows shells go by name; elsewhere `bash` has one and the others are named by their path. */
function terminalShell(device: DeviceRef, request: Pick<ShellRequest, 'shell'>): string | undefined {
  return request.shell === 'bash' ? 'bash' : (wireShell(device.osFamily, request.shell) ?? undefined)
}

/** Follows a socket to its end: says why it ended, unless we ended it. The first output marks the connection as made. */
export function watchSocket(socket: Socket, listen: Listen) {
  let isConnected = false
  let isOver = false
  const connect = () => {
    if (!isConnected) listen({ kind: 'connected' })
    isConnected = true
  }
  socket.onPong?.(() => listen({ kind: 'alive' }))
  socket.onClose((code) => {
    if (isOver) return
    isOver = true
    listen(code === NO_RIGHT_CODE ? { kind: 'refused', says: 'The user has no right to this shell.' } : { kind: 'lost', says: 'The connection to the server was lost.' })
  })
  return {
    connect,
    /** `isFinal`: the server ends the socket by itself after this, which is then no loss. */
    hear: (signal: ShellSignal, isFinal = false) => {
      if (isOver) return
      if (signal.kind === 'data') connect()
      isOver = isFinal
      listen(signal)
    },
    close: () => {
      isOver = true
      socket.close()
    },
  }
}

/** Makes a signal of a frame; null for frames that say nothing to a person. */
function toSignal(text: string): ShellSignal | null {
  const frame = readFrame(text)
  if (frame?.['action'] === 'trmmcli.output') return fromOutput(frame['data'])
  if (frame?.['action'] === 'terminal_error' || frame?.['status'] === 403) return { kind: 'refused', says: toText(frame['error']) ?? 'The terminal was refused.' }
  return null
}

function fromOutput(data: unknown): ShellSignal | null {
  if (typeof data !== 'object' || data === null) return null
  const { output, done, exit_code: exitCode } = data as Record<string, unknown>
  if (done === true) return { kind: 'done', exitCode: typeof exitCode === 'number' ? exitCode : null }
  return typeof output === 'string' && output !== '' ? { kind: 'data', data: output } : null
}
