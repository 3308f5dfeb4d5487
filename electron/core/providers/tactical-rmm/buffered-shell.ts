import type { CommandOutcome, CommandRequest, DeviceRef, RemoteShell, ShellRequest, ShellSignal } from '../provider.ts'
import type { ApiClient } from '../toolkit/api-client.ts'
import { runCommand } from './command.ts'
import { runAsOf } from './shells.ts'

/** Opens a shell in which every line is one request that answers when the command has ended. There is no connection to lose. */
export function openBuffered(client: ApiClient, device: DeviceRef, request: ShellRequest, listen: (signal: ShellSignal) => void): RemoteShell {
  const controller = new AbortController()
  listen({ kind: 'connected' })
  const run = async (command: CommandRequest) => {
    const outcome = await runCommand(client, device, command, { signal: controller.signal, onSent: () => undefined })
    if (!controller.signal.aborted) tell(outcome, listen)
  }
  return {
    depth: 'buffered',
    runAs: runAsOf(device.osFamily, request.runAsUser),
    write: () => undefined,
    run: (line, timeoutSeconds) => void run({ shell: request.shell, command: line, timeoutSeconds, runAsUser: request.runAsUser }),
    resize: () => undefined,
    interrupt: () => false,
    pause: () => undefined,
    resume: () => undefined,
    close: () => controller.abort(),
  }
}

function tell(outcome: CommandOutcome, listen: (signal: ShellSignal) => void): void {
  if ('output' in outcome && outcome.output !== '') listen({ kind: 'data', data: outcome.output.endsWith('\n') ? outcome.output : `${outcome.output}\n` })
  switch (outcome.kind) {
    case 'answered':
      return listen({ kind: 'done', exitCode: outcome.exitCode, note: outcome.note })
    case 'rate-limited':
      return listen({ kind: 'refused', says: `The server asks to wait ${Math.ceil(outcome.retryAfterMs / 1_000)} s. Nothing was run.` })
    case 'failed':
    case 'timed-out':
    case 'no-answer':
      return listen({ kind: 'refused', says: outcome.says })
  }
}
