import type { DeviceRef, RemoteShell, ShellRequest, ShellSignal } from '../provider.ts'
import { route, type Route } from '../toolkit/route.ts'
import { droppedOutputNote } from './command-output.ts'
import { watchSocket } from './interactive-shell.ts'
import { openShellSocket, readFrame, type ShellSocketParts } from './shell-socket.ts'
import { runAsOf, wireShell } from './shells.ts'

/** The server stops listening two seconds after the limit and says nothing; a little later we say it. */
const SILENCE_MARGIN_MS = 5_000

/** The command that runs now. */
interface Running {
  readonly id: string
  readonly stopTimer: () => void
  hasOutput: boolean
}

type Life = ReturnType<typeof watchSocket>

export const streamedRoute = (device: DeviceRef): Route => route('/ws/agent/{agent_id}/cmd/', { agent_id: device.remoteId })

/** The message that runs one line, byte for byte what is sent. */
export const lineMessage = (device: DeviceRef, request: Pick<ShellRequest, 'shell' | 'runAsUser'>, line: string, timeoutSeconds: number, id: string): string =>
  JSON.stringify({ cmd: line, shell: wireShell(device.osFamily, request.shell), custom_shell: null, timeout: timeoutSeconds, run_as_user: request.runAsUser, cmd_id: id, stream: true })

/** Opens the socket that runs one command at a time and streams its lines. */
export async function openStreamed(parts: ShellSocketParts, device: DeviceRef, request: ShellRequest, listen: (signal: ShellSignal) => void): Promise<RemoteShell> {
  const socket = await openShellSocket(parts, streamedRoute(device))
  const life = watchSocket(socket, listen)
  let running: Running | null = null
  const finish = (signal: ShellSignal, isFinal = false) => {
    running?.stopTimer()
    running = null
    life.hear(signal, isFinal)
  }
  socket.onMessage((text) => hearFrame(text, running, life, finish))
  life.connect()
  return {
    depth: 'streamed',
    runAs: runAsOf(device.osFamily, request.runAsUser),
    write: () => undefined,
    run: (line, timeoutSeconds) => {
      const id = parts.ids.next('c')
      const onSilence = () => finish(silence(device, timeoutSeconds, running?.hasOutput ?? false))
      running = { id, hasOutput: false, stopTimer: parts.clock.after(timeoutSeconds * 1_000 + SILENCE_MARGIN_MS, onSilence) }
      socket.send(lineMessage(device, request, line, timeoutSeconds, id))
    },
    resize: () => undefined,
    ping: () => socket.ping?.(),
    interrupt: () => false,
    pause: socket.pause,
    resume: socket.resume,
    close: () => {
      running?.stopTimer()
      life.close()
    },
  }
}

/** The limit passed without an end. With output the end got lost; without any the device did not answer. */
const silence = (device: DeviceRef, timeoutSeconds: number, hasOutput: boolean): ShellSignal => ({
  kind: 'refused',
  says: hasOutput
    ? `No end was reported within ${timeoutSeconds} s. The output may not be whole.`
    : `${device.name} did not answer within ${timeoutSeconds} s. The command may have run.`,
})

/** A refusal with a status ends the socket; other errors concern one command. Frames of an earlier command are not heard. */
function hearFrame(text: string, running: Running | null, life: Life, finish: (signal: ShellSignal, isFinal?: boolean) => void): void {
  const frame = readFrame(text)
  if (frame === null) return
  if (typeof frame['error'] === 'string') return finish({ kind: 'refused', says: frame['error'] }, typeof frame['status'] === 'number')
  if (running === null || frame['cmd_id'] !== running.id) return
  const { output, done, exit_code: exitCode } = frame
  let note: string | null = null
  if (typeof output === 'string') {
    running.hasOutput = true
    note = droppedOutputNote(output)
    life.hear({ kind: 'data', data: `${output}\n` })
  }
  if (done === true || typeof exitCode === 'number') finish({ kind: 'done', exitCode: typeof exitCode === 'number' ? exitCode : null, note })
}
