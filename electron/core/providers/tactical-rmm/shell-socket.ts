import { AppError } from '#shared/errors/app-error.ts'
import type { Socket, SocketRefused } from '../../ports.ts'
import type { Connection, ProviderPorts } from '../provider.ts'
import type { ApiClient } from '../toolkit/api-client.ts'
import { tellExchange } from '../toolkit/exchange-log.ts'
import type { Route } from '../toolkit/route.ts'
import { JsonProblem, parseSafeJson } from '../toolkit/safe-json.ts'

/** What opening a shell socket needs. */
export interface ShellSocketParts extends ProviderPorts {
  readonly client: ApiClient
  readonly connection: Connection
}

const HANDSHAKE_MS = 20_000
const MAX_FRAME = 16 * 1024 ** 2

/** Closing code of the server when the user lacks the right. */
export const NO_RIGHT_CODE = 4003

/** Opens a WebSocket of the server. Throws `auth.needs-sign-in` without a token, `shell.refused` when it is not accepted. */
export async function openShellSocket(parts: ShellSocketParts, { path, template }: Route): Promise<Socket> {
  const { client, connection, network, secrets } = parts
  const token = await secrets.get('login-token')
  if (token === null) throw needsSignIn(client.origin.host)
  const tell = createTeller(parts, template)
  try {
    const socket = await network.openSocket({
      // SECURITY: the server takes the token only from the address. It is built here, at the moment of use, and neither
      // logged nor put into an error. Nothing may follow the token.
      url: `${client.origin.origin.replace(/^http/, 'ws')}${path}?access_token=${encodeURIComponent(token)}`,
      headers: {},
      timeoutMs: HANDSHAKE_MS,
      maxBytes: MAX_FRAME,
      certificatePin: connection.certificatePin,
    })
    tell({ status: 101, code: null })
    return socket
  } catch (error) {
    if (isRefusal(error)) tell(error)
    throw isRefusal(error) ? toError(client, error) : error
  }
}

/** Writes the line about the opening of a socket. What flows through it later is not counted. */
function createTeller(parts: ShellSocketParts, template: string): (outcome: { readonly status: number | null; readonly code: string | null }) => void {
  const startedAt = parts.clock.now()
  const before = parts.clock.monotonic()
  return ({ status, code }) => {
    const asked = { method: 'WS', template, attempt: 1, startedAt, durationMs: parts.clock.monotonic() - before, accountId: parts.connection.accountId }
    tellExchange(parts, asked, { status, failure: status === null ? code : null, bytesIn: 0, bytesOut: null })
  }
}

/** Reads one frame as an object; null for anything else. */
export function readFrame(text: string): Readonly<Record<string, unknown>> | null {
  try {
    const value = parseSafeJson(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null
  } catch (error) {
    if (error instanceof JsonProblem) return null
    throw error
  }
}

const isRefusal = (error: unknown): error is SocketRefused => typeof error === 'object' && error !== null && 'refused' in error

function toError(client: ApiClient, { status, code }: SocketRefused): AppError {
  if (status === 403 || status === 401) return refused(client.origin.host)
  if (code === 'OFFLINE') return client.errors.fromFailure({ kind: 'offline', code, reach: 'not-sent', partial: new Uint8Array(), fingerprint: null }, 0)
  if (status !== null) return client.errors.failed(status)
  const kind = code === 'TIMEOUT' ? 'timeout' : code.includes('CERT') || code === 'PIN_MISMATCH' ? 'tls' : code === 'ENOTFOUND' ? 'dns' : 'connect'
  return client.errors.fromFailure({ kind, code, reach: 'not-sent', partial: new Uint8Array(), fingerprint: null }, HANDSHAKE_MS)
}

const needsSignIn = (host: string) =>
  new AppError({
    code: 'auth.needs-sign-in',
    what: `${host} opens terminals to signed-in users only, not to API keys.`,
    effect: 'Commands still work with the key.',
    next: 'Sign in with user, password and one-time code.',
    remedy: 'sign-in',
  })

const refused = (host: string) =>
  new AppError({
    code: 'shell.refused',
    what: `${host} did not let the terminal in: the sign-in has expired, or the user has no right to it.`,
    effect: 'Nothing was run.',
    next: 'Sign in again. If that does not help, the right needed is can_use_terminal or can_send_cmd.',
    remedy: 'sign-in',
  })
