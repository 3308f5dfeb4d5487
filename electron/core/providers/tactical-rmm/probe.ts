import { AppError, isAppError } from '#shared/errors/app-error.ts'
import type { ProbeReport } from '#shared/model/account.ts'
import type { CapabilityState } from '#shared/model/capability.ts'
import type { Connection, ProviderPorts } from '../provider.ts'
import { BODY_LIMITS, type ApiClient } from '../toolkit/api-client.ts'
import { probeConnection } from '../toolkit/probe-connection.ts'
import { fromError, ok, ProbeSteps, warning } from '../toolkit/probe-steps.ts'
import { route } from '../toolkit/route.ts'
import { isAtLeast } from '../toolkit/versions.ts'
import { probeRights } from './rights.ts'
import { tacticalDashInfo } from './schema.ts'

/** What the steps find out for each other and for the report. */
interface Findings {
  skewMs: number | null
  serverVersion: string | null
  visible: number | null
  listError: AppError | null
  capabilities: CapabilityState[]
}

const STEP_LIMIT_MS = 10_000
const SKEW_LIMIT_MS = 5 * 60_000
/** The oldest server whose answers were compared with what is written here. */
const KNOWN_SINCE = '1.0.0'

/** Tests a connection step by step with reads only (B1, S182). */
export async function probe(client: ApiClient, connection: Connection, ports: ProviderPorts, signal: AbortSignal | undefined): Promise<ProbeReport> {
  const { clock, network, secrets } = ports
  const steps = new ProbeSteps(clock)
  const found: Findings = { skewMs: null, serverVersion: null, visible: null, listError: null, capabilities: [] }
  const seen = await network.probe(client.origin.origin, STEP_LIMIT_MS)
  const { untrustedFingerprint } = await probeConnection(steps, client.origin, seen, connection.certificatePin, clock.now())
  await probeApi(client, steps, found, signal)
  await steps.take('sign-in', () => signInStep(client, found, signal))
  await steps.take('version', () => versionStep(found))
  const hasToken = (await secrets.get('login-token')) !== null
  await steps.take('rights', () => rightsStep(client, found, hasToken, signal))
  await steps.take('read', () =>
    found.listError === null ? ok(`The key sees ${found.visible} ${found.visible === 1 ? 'device' : 'devices'}.`) : fromError(found.listError),
  )
  const { skewMs, serverVersion, capabilities } = found
  return { at: clock.now(), isUsable: !steps.hasFailed, steps: steps.all(), serverVersion, clockSkewMs: skewMs, untrustedFingerprint, capabilities }
}

/** `GET /` needs no key, so a wrong address never sees it. The clock is read from the same answer. */
async function probeApi(client: ApiClient, steps: ProbeSteps, found: Findings, signal: AbortSignal | undefined): Promise<void> {
  if (steps.hasFailed) return
  const greeting = await settle(() => client.readJson({ route: route('/'), right: 'none', isPublic: true, signal }))
  found.skewMs = 'value' in greeting ? greeting.value.answer.skewMs : null
  await steps.take('clock', () => clockStep(found.skewMs))
  await steps.take('api', () => {
    if ('error' in greeting) throw withHint(client, greeting.error)
    const { value } = greeting.value
    const isTactical = typeof value === 'object' && value !== null && 'status' in value && value.status === 'ok'
    // SECURITY: any JSON API answers JSON. Whoever does not greet like the vendor never sees the key.
    if (!isTactical) throw client.errors.otherApi('The key was not sent.')
    return ok('The API of Tactical RMM answers.')
  })
}

/** Answers to the greeting that no server of the vendor gives: a missing page, a refusal, a text, nothing at all. */
const strangeGreetings: ReadonlySet<string> = new Set(['vendor.not-found', 'vendor.refused', 'vendor.contract', 'auth.missing-right', 'auth.refused', 'auth.expired'])

function clockStep(skewMs: number | null) {
  if (skewMs === null) return warning('The server does not tell its time.', '')
  const minutes = Math.round(Math.abs(skewMs) / 60_000)
  if (Math.abs(skewMs) <= SKEW_LIMIT_MS) return ok('The clocks of this computer and the server agree.')
  return warning(`The server's clock is ${minutes} min ${skewMs > 0 ? 'ahead of' : 'behind'} this computer's.`, 'Set the clock of this computer. Times are corrected meanwhile.')
}

/** The web interface answers every address with its page, and it is what people have open in the browser. */
function withHint(client: ApiClient, error: AppError): AppError {
  if (strangeGreetings.has(error.code)) return client.errors.otherApi('The key was not sent.')
  if (error.code !== 'vendor.not-api' || !error.shape.what.includes('web page')) return error
  const { host } = client.origin
  const guess = /^[^.:]+\.[^.:]+\./.test(host) ? host.replace(/^[^.]+\./, 'api.') : 'api.…'
  return new AppError({
    ...error.shape,
    what: `${host} is the web address of Tactical RMM, not the address of its API.`,
    next: host.startsWith('api.') ? error.shape.next : `The API is usually at ${guess}; the exact name is in the agent's installation command.`,
  })
}

async function signInStep(client: ApiClient, found: Findings, signal: AbortSignal | undefined) {
  const { value } = await client.readJson({ route: route('/core/dashinfo/'), right: 'none', signal })
  const info = tacticalDashInfo.read(value)
  found.serverVersion = info.ok ? (info.value.trmm_version ?? null) : null
  return ok('The server accepts the key.')
}

function versionStep({ serverVersion }: Findings) {
  if (serverVersion === null) return warning('The server does not tell its version.', '')
  if (!isAtLeast(serverVersion, KNOWN_SINCE)) return warning(`The server runs version ${serverVersion}, which is older than anything Outrider was compared with.`, 'Update the server.')
  return ok(`The server runs version ${serverVersion}.`)
}

async function rightsStep(client: ApiClient, found: Findings, hasToken: boolean, signal: AbortSignal | undefined) {
  const list = await settle(() => client.readJson({ route: route('/agents/?detail=false'), right: 'can_list_agents', maxBytes: BODY_LIMITS.list, signal }))
  if ('error' in list) found.listError = list.error
  else countVisible(client, found, list.value.value)
  found.capabilities = await probeRights(client, { mayList: found.listError === null, hasToken, signal })
  const missing = found.capabilities.filter((state) => state.support !== 'absent' && state.grant === 'denied')
  if (missing.length === 0) return ok('No right is known to be missing.')
  return warning(`The key may not use ${missing.map((state) => state.capability).join(', ')}.`, [...new Set(missing.map((state) => state.reason))].join(' '))
}

/** A list is believed for what is in it: rows without an id can be no devices, whatever the status was (S135). */
function countVisible(client: ApiClient, found: Findings, rows: unknown): void {
  if (!Array.isArray(rows)) found.listError = client.errors.contract('the devices are not a list')
  else if (rows.length > 0 && !rows.some(hasId)) found.listError = client.errors.contract('no device has an id')
  else found.visible = rows.length
}

const hasId = (row: unknown): boolean => typeof row === 'object' && row !== null && 'agent_id' in row && typeof row.agent_id === 'string'

async function settle<T>(work: () => Promise<T>): Promise<{ readonly value: T } | { readonly error: AppError }> {
  try {
    return { value: await work() }
  } catch (error) {
    if (isAppError(error)) return { error }
    throw error
  }
}
