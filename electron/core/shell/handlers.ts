import type { OutputOf, ParsedOf } from '#shared/contract/contract.ts'
import { ShellId } from '#shared/model/ids.ts'
import { stopAll } from '#shared/util/stop.ts'
import { findDevice, type CompanyContext, type Feature } from '../context.ts'
import type { CallerId } from '../events.ts'
import { toDeviceRef } from '../providers/provider.ts'
import { chooseDepth, chooseShell } from './shell-choice.ts'
import { lineTimeout } from './command-keyboard.ts'
import { createLineRecorder } from './line-operation.ts'
import { createShellManager } from './shell-manager.ts'
import { createRecorder } from './shell-record.ts'
import { type ShellSession, startShellSession } from './shell-session.ts'

/** Decides, records, then opens. The answer comes at once; the shell tells how it goes on by `shell.changed`. */
async function openShell(context: CompanyContext, input: ParsedOf<'shell.open'>, caller: CallerId): Promise<ShellSession> {
  const { modes, ports, connections } = context
  modes.assertMayChange()
  modes.assertOnline()
  const device = await findDevice(context, input.deviceId)
  const shell = chooseShell(device.osFamily, input.shell)
  const provider = await connections.provider(device.accountId)
  const { depth, reason } = chooseDepth(await provider.shellOffer(toDeviceRef(device)), input.depth)
  const traceId = ports.ids.next('t')
  const record = createRecorder(context, device, traceId)
  const id = ShellId.parse(ports.ids.next('sh'))
  const { runAsUser, columns, rows } = input
  const opened = await record('shell.open', { shell: id, program: shell, depth, runAsUser })
  return startShellSession(context, {
    id,
    owner: caller.id,
    device,
    provider,
    traceId,
    shell,
    depth,
    depthReason: reason,
    runAsUser,
    columns,
    rows,
    opened,
    record,
    recordLine: createLineRecorder(context, {
      device,
      shellId: id,
      program: shell,
      runAsUser,
      traceId,
      preview: (line, timeoutSeconds) => provider.previewShell(toDeviceRef(device), { depth, shell, runAsUser, line, timeoutSeconds }),
    }),
  })
}

/** What a shell of this kind would send; the depth is chosen as it would be for opening one. */
async function previewShell({ connections, ...context }: CompanyContext, input: ParsedOf<'shell.preview'>): Promise<OutputOf<'shell.preview'>> {
  const device = await findDevice(context, input.deviceId)
  const provider = await connections.provider(device.accountId)
  const { depth } = chooseDepth(input.depth ? { depths: [input.depth], reason: null } : await provider.shellOffer(toDeviceRef(device)), input.depth)
  const timeoutSeconds = depth === 'interactive' ? 0 : lineTimeout[depth]
  const { line, runAsUser } = input
  return { depth, request: provider.previewShell(toDeviceRef(device), { depth, shell: chooseShell(device.osFamily, input.shell), runAsUser, line, timeoutSeconds }) }
}

/** Remote shells of the open company. */
export function createShellFeature(context: CompanyContext): Feature<'shell'> {
  const manager = createShellManager()
  const stopShut = context.connections.onShut(({ accountId, says }) => manager.endAllOfAccount(accountId, says))
  return {
    noun: 'shell',
    handlers: {
      open: (input, caller) => manager.open(caller.id, () => openShell(context, input, caller)),
      preview: (input) => previewShell(context, input),
      input: async ({ shellId, data }, caller) => {
        context.modes.assertMayChange()
        return { accepted: await manager.find(shellId, caller.id).input(data) }
      },
      resize: async ({ shellId, columns, rows }, caller) => ({ accepted: manager.peek(shellId, caller.id)?.resize(columns, rows) ?? false }),
      // Its last output is drawn after a shell was closed: that is no mistake of the screen.
      acknowledge: async ({ shellId, characters }, caller) => {
        const session = manager.peek(shellId, caller.id)
        session?.acknowledge(characters)
        return { accepted: session !== undefined }
      },
      interrupt: async ({ shellId }, caller) => ({ accepted: manager.find(shellId, caller.id).interrupt() }),
      close: async ({ shellId }, caller) => ({ closed: manager.close(shellId, caller.id) }),
      list: async (_, caller) => manager.list(caller.id),
    },
    callerGone: (caller) => manager.closeAllOf(caller.id),
    stop: stopAll([stopShut, manager.stop]),
  }
}
