import { isAppError } from '#shared/errors/app-error.ts'
import type { DeviceRef, SecretSource, ShellOffer } from '../provider.ts'
import type { ApiClient } from '../toolkit/api-client.ts'
import { route } from '../toolkit/route.ts'
import { isAtLeast } from '../toolkit/versions.ts'
import { tacticalTerminal } from './schema.ts'
import { shellsByFamily } from '#shared/model/operation.ts'

const TERMINAL_SINCE = '2.11.0'
const STREAM_SINCE = '2.10.0'

/** Says how deep a shell can go on this device now, and what stands in the way of more. Sends at most one read. */
export async function shellOffer(client: ApiClient, secrets: SecretSource, device: DeviceRef): Promise<ShellOffer> {
  if (shellsByFamily[device.osFamily].length === 0) return { depths: [], reason: 'Tactical RMM has no shell for this kind of system.' }
  if ((await secrets.get('login-token')) === null) return { depths: ['buffered'], reason: 'An API key cannot open a terminal; sign in to get one.' }
  if (!isAtLeast(device.clientVersion, STREAM_SINCE)) return { depths: ['buffered'], reason: tooOld(device, 'streamed output', STREAM_SINCE) }
  if (!isAtLeast(device.clientVersion, TERMINAL_SINCE)) return { depths: ['streamed', 'buffered'], reason: tooOld(device, 'a terminal', TERMINAL_SINCE) }
  const obstacle = await terminalObstacle(client, device)
  return obstacle === null ? { depths: ['interactive', 'streamed', 'buffered'], reason: null } : { depths: ['streamed', 'buffered'], reason: obstacle }
}

const tooOld = (device: DeviceRef, what: string, since: string): string =>
  `${device.name} runs version ${device.clientVersion ?? 'unknown'} of the Tactical software; ${what} needs ${since}.`

async function terminalObstacle(client: ApiClient, device: DeviceRef): Promise<string | null> {
  try {
    const { value } = await client.readJson({ route: route('/agents/{agent_id}/terminal-defaults/', { agent_id: device.remoteId }), right: 'can_use_terminal' })
    const read = tacticalTerminal.read(value)
    if (!read.ok || read.value.supports_new_terminal !== true) return 'The server offers no terminal for this device.'
    return read.value.terminal_mode === 'new' ? null : 'The server is set to the terminal of MeshCentral.'
  } catch (error) {
    if (!isAppError(error)) throw error
    if (error.code === 'auth.missing-right') return 'The user has no right to the terminal (needed: can_use_terminal).'
    if (error.code === 'vendor.not-found') return 'This server is too old for a terminal.'
    throw error
  }
}
