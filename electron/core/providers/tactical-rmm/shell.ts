import { AppError } from '#shared/errors/app-error.ts'
import { assertNever } from '#shared/util/assert-never.ts'
import type { DeviceRef, RemoteShell, ShellRequest, ShellSignal } from '../provider.ts'
import { openBuffered } from './buffered-shell.ts'
import { openInteractive } from './interactive-shell.ts'
import type { ShellSocketParts } from './shell-socket.ts'
import { wireShell } from './shells.ts'
import { openStreamed } from './streamed-shell.ts'

/** Opens a shell of the depth asked for. Throws `shell.refused` for a shell the device does not have. */
export async function openShell(parts: ShellSocketParts, device: DeviceRef, request: ShellRequest, listen: (signal: ShellSignal) => void): Promise<RemoteShell> {
  if (wireShell(device.osFamily, request.shell) === null) throw wrongShell(device, request)
  switch (request.depth) {
    case 'interactive':
      return openInteractive(parts, device, request, listen)
    case 'streamed':
      return openStreamed(parts, device, request, listen)
    case 'buffered':
      return openBuffered(parts.client, device, request, listen)
    default:
      return assertNever(request.depth)
  }
}

const wrongShell = (device: DeviceRef, request: ShellRequest) =>
  new AppError({
    code: 'shell.refused',
    what: `${request.shell} does not exist on ${device.name}.`,
    effect: 'Nothing was sent.',
    next: 'Choose one of the shells of its operating system.',
    remedy: 'check-input',
  })
