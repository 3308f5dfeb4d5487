import { assertNever } from '#shared/util/assert-never.ts'
import type { RequestPreview } from '#shared/model/operation.ts'
import type { DeviceRef, ShellPreviewRequest } from '../provider.ts'
import type { ApiClient } from '../toolkit/api-client.ts'
import { previewCommand } from './command.ts'
import { startMessage, terminalRoute } from './interactive-shell.ts'
import { lineMessage, streamedRoute } from './streamed-shell.ts'

/** Stands for the number the session gets. */
const session = '{session}'

/** What opening a shell (terminal) or running one line in it (command mode) sends. What is made up anew each time is named in braces. */
export function previewShell(client: ApiClient, device: DeviceRef, request: ShellPreviewRequest): RequestPreview {
  // SECURITY: the login token is part of the address of a socket; it is named here and never fetched.
  const socket = (path: string, body: string): RequestPreview => ({ method: 'GET', url: `${client.origin.origin.replace(/^http/, 'ws')}${path}?access_token={token}`, body, transport: 'websocket' })
  switch (request.depth) {
    case 'interactive':
      return socket(terminalRoute(device, session).path.replace(encodeURIComponent(session), session), startMessage(device, request))
    case 'streamed':
      return socket(streamedRoute(device).path, lineMessage(device, request, request.line, request.timeoutSeconds, '{number}'))
    case 'buffered':
      return previewCommand(client, device, { shell: request.shell, command: request.line, timeoutSeconds: request.timeoutSeconds, runAsUser: request.runAsUser })
    default:
      return assertNever(request.depth)
  }
}
