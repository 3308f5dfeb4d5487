import { isAppError } from '#shared/errors/app-error.ts'
import type { HttpFailure, HttpResponse } from '../../ports.ts'
import type { CommandOutcome, CommandRequest, DeviceRef, Provider } from '../provider.ts'
import { isJson, retryAfterOf, sentenceOf } from '../toolkit/answer.ts'
import { urlWithin } from '../toolkit/api-origin.ts'
import { BODY_LIMITS, type ApiClient } from '../toolkit/api-client.ts'
import { DEFAULT_RETRY_AFTER_MS, redirectTarget } from '../toolkit/judge-response.ts'
import { route } from '../toolkit/route.ts'
import { decodeText, JsonProblem, parseSafeJson } from '../toolkit/safe-json.ts'
import { droppedOutputNote, partialText } from './command-output.ts'
import { missingRight } from './rights.ts'
import { wireShell } from './shells.ts'

type SendOptions = Parameters<Provider['runCommand']>[2]

/** The server waits two seconds longer than the command may take; the rest is for the way there and back. */
const MARGIN_MS = 15_000

/** Two computers do not measure a second alike; an answer this close to the limit came because of it. */
const CLOCK_SLACK_MS = 100

const MAY_HAVE_RUN = 'The command may have run.'
const NOT_RUN = 'Nothing was run.'

const routeOf = (device: DeviceRef) => route('/agents/{agent_id}/cmd/', { agent_id: device.remoteId })

/** The body of the request, byte for byte what is sent. The keys are all required; without one the server breaks. */
const bodyOf = (wire: string, request: CommandRequest): string =>
  JSON.stringify({ shell: wire, cmd: request.command, timeout: request.timeoutSeconds, custom_shell: null, run_as_user: request.runAsUser })

/** What `runCommand` sends. A shell that the device does not have is shown as it would be refused. */
export function previewCommand(client: ApiClient, device: DeviceRef, request: CommandRequest): ReturnType<Provider['previewCommand']> {
  const wire = wireShell(device.osFamily, request.shell)
  return { method: 'POST', url: urlWithin(client.origin, routeOf(device).path), body: wire === null ? '' : bodyOf(wire, request), transport: 'http' }
}

/** Sends a command once and says what became of it. Never throws for what a server, network or vault does. */
export async function runCommand(client: ApiClient, device: DeviceRef, request: CommandRequest, options: SendOptions): Promise<CommandOutcome> {
  const wire = wireShell(device.osFamily, request.shell)
  if (wire === null) return failed(`${request.shell} does not exist on ${device.name}. ${NOT_RUN}`)
  try {
    const result = await client.sendOnce({
      method: 'POST', route: routeOf(device), body: bodyOf(wire, request), isAuthorised: true, waitsForDevice: true,
      timeoutMs: request.timeoutSeconds * 1_000 + MARGIN_MS, maxBytes: BODY_LIMITS.output, signal: options.signal, onSent: options.onSent,
    })
    return result.ok ? fromResponse(client, device, request, result.response) : fromFailure(client, device, request, result.failure)
  } catch (error) {
    if (isAppError(error)) return failed(`${error.shape.what} ${NOT_RUN}`)
    throw error
  }
}

function fromFailure(client: ApiClient, device: DeviceRef, request: CommandRequest, failure: HttpFailure): CommandOutcome {
  const limitMs = request.timeoutSeconds * 1_000 + MARGIN_MS
  if (failure.reach === 'not-sent') return failed(`${client.errors.fromFailure(failure, limitMs).shape.what} ${NOT_RUN}`)
  const output = partialText(failure.partial)
  if (failure.kind === 'too-large') return { kind: 'answered', output, exitCode: null, note: 'Output over 32 MiB was left out.' }
  const says = failure.kind === 'timeout' ? `${device.name} did not answer within ${limitMs / 1_000} s.` : `The connection ended before ${device.name} answered.`
  return { kind: 'no-answer', output, says: `${says} ${MAY_HAVE_RUN}` }
}

function fromResponse(client: ApiClient, device: DeviceRef, request: CommandRequest, response: HttpResponse): CommandOutcome {
  const { status } = response
  if (status === 200) return fromOutput(device, request, response)
  if (status === 429) return { kind: 'rate-limited', retryAfterMs: retryAfterOf(response.headers, 0, DEFAULT_RETRY_AFTER_MS) }
  const refusal = refusalWords(client, response)
  if (refusal !== null) return { ...failed(`${refusal} ${NOT_RUN}`, status), ...(status === 403 && isJson(response) ? { missing: missingRight('can_send_cmd') } : {}) }
  const sentence = sentenceOf(response)
  if (status === 400 && (sentence === 'Unable to contact the agent' || sentence === 'timeout')) return unreached(device)
  return { kind: 'no-answer', output: '', says: `${strangeAnswer(client, response, sentence)} ${MAY_HAVE_RUN}` }
}

/** Why nothing was run, for the few answers that prove it: the server checks key, right, device and fields before it acts. Null for all others. */
function refusalWords(client: ApiClient, response: HttpResponse): string | null {
  const { status } = response
  if (status === 401) return client.errors.refusedKey().shape.what
  if (status === 403) return 'The key may not run commands here (right needed: can_send_cmd).'
  if (status === 404) return 'The server does not know this device any more.'
  return status === 400 && isFieldRefusal(response) ? `The server refused: ${sentenceOf(response).replace(/\.$/, '')}.` : null
}

const fields: ReadonlySet<string> = new Set(['shell', 'cmd', 'timeout', 'custom_shell', 'run_as_user', 'non_field_errors'])

/** The form in which the server refuses a field of the request: lists of sentences by field. */
function isFieldRefusal(response: HttpResponse): boolean {
  const value = isJson(response) ? parsed(response) : null
  if (typeof value !== 'object' || value === null) return false
  const entries = Object.entries(value)
  return entries.length > 0 && entries.every(([field, says]) => fields.has(field) && Array.isArray(says))
}

/** An answer that this call never has: from something between us and the server, or from a server we do not know. */
function strangeAnswer(client: ApiClient, response: HttpResponse, sentence: string): string {
  const { status } = response
  if (status >= 500) return `The server gave up with an error (${status}).`
  if (status >= 300 && status < 400) return client.errors.redirect(redirectTarget(response)).shape.what
  return `The server answered with status ${status}${sentence === '' ? ', which is no output' : `: ${sentence.replace(/\.$/, '')}`}.`
}

/** A 200 carries the output as one text, or one of two words that mean trouble. */
function fromOutput(device: DeviceRef, request: CommandRequest, response: HttpResponse): CommandOutcome {
  const output = isJson(response) ? readText(response) : null
  if (output === null) return { kind: 'no-answer', output: '', says: `The server answered with something that is no output. ${MAY_HAVE_RUN}` }
  if (output === 'natsdown') return failed(`The message bus of the server is down; the command did not reach ${device.name}. ${NOT_RUN}`)
  if (output === 'timeout') return unreached(device)
  if (isTimedOut(request, response, output)) {
    return { kind: 'timed-out', output, says: `The command was ended on ${device.name} after its limit of ${request.timeoutSeconds} s.` }
  }
  return { kind: 'answered', output, exitCode: null, note: droppedOutputNote(output) }
}

/**
 * At the limit the vendor's software kills the command and sends what there was. Linux and macOS add a sentence; Windows
 * adds nothing, but then the answer took at least as long as the limit.
 */
const isTimedOut = (request: CommandRequest, response: HttpResponse, output: string): boolean =>
  response.durationMs >= request.timeoutSeconds * 1_000 - CLOCK_SLACK_MS || output.trimEnd().endsWith(`Timed out after ${request.timeoutSeconds} seconds`)

const unreached = (device: DeviceRef): CommandOutcome => ({
  kind: 'no-answer', output: '', says: `${device.name} did not answer the server in time. ${MAY_HAVE_RUN}`,
})

const failed = (says: string, httpStatus: number | null = null): Extract<CommandOutcome, { kind: 'failed' }> => ({ kind: 'failed', says, httpStatus })

function readText(response: HttpResponse): string | null {
  const value = parsed(response)
  return typeof value === 'string' ? value : null
}

function parsed(response: HttpResponse): unknown {
  try {
    return parseSafeJson(decodeText(response.body))
  } catch (error) {
    if (error instanceof JsonProblem) return null
    throw error
  }
}
