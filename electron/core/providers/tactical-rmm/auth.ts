import { AppError } from '#shared/errors/app-error.ts'
import type { HttpResult } from '../../ports.ts'
import type { Connection, SecretSource } from '../provider.ts'
import { retryAfterOf, sentenceOf } from '../toolkit/answer.ts'
import type { ApiClient } from '../toolkit/api-client.ts'
import { DEFAULT_RETRY_AFTER_MS } from '../toolkit/judge-response.ts'
import { route, type Route } from '../toolkit/route.ts'
import { decodeText, parseSafeJson } from '../toolkit/safe-json.ts'
import type { VendorErrors } from '../toolkit/vendor-errors.ts'

/** The header of every request to the API. The key is fetched now and kept by nobody. */
export async function keyHeader(secrets: SecretSource, errors: () => VendorErrors): Promise<Readonly<Record<string, string>>> {
  const key = await secrets.get('api-key')
  if (key === null) throw errors().noKey()
  return { 'x-api-key': key }
}

/**
 * Signs in with user, password and one-time code and stores the login token that WebSockets need. Sends each of its one
 * or two requests once: a refusal is for a person to read, and the server counts ten sign-ins a minute.
 */
export async function signIn(client: ApiClient, connection: Connection, secrets: SecretSource, password: string, code: string | undefined): Promise<void> {
  const host = client.origin.host
  if (connection.user === null) throw needsSignIn(`There is no user name for ${host}.`, 'Enter the user name of your Tactical RMM sign-in.')
  const credentials = { username: connection.user, password }
  if (code === undefined) return assertCodeNeeded(await post(client, route('/v2/checkcreds/'), credentials), host)
  const answer = await post(client, route('/v2/login/'), { ...credentials, twofactor: code })
  if (typeof answer !== 'object' || answer === null || !('token' in answer) || typeof answer.token !== 'string') throw client.errors.contract('no token')
  await secrets.put('login-token', answer.token)
}

/** Asking without a code finds out whether the password is right; it cannot end in a token that opens a terminal. */
function assertCodeNeeded(answer: unknown, host: string): never {
  const isTotp = typeof answer === 'object' && answer !== null && 'totp' in answer && answer.totp === true
  throw isTotp
    ? wrongCode(`${host} asks for a one-time code.`)
    : needsSignIn(`The user has no second factor at ${host} yet.`, 'Sign in once in the web interface of Tactical RMM and set it up there.')
}

async function post(client: ApiClient, to: Route, body: unknown): Promise<unknown> {
  const result = await client.sendOnce({ method: 'POST', route: to, body: JSON.stringify(body), timeoutMs: 30_000, isAuthorised: false })
  if (result.ok && result.response.status === 200) return parseSafeJson(decodeText(result.response.body))
  throw toError(client, result)
}

function toError(client: ApiClient, result: HttpResult): AppError {
  const { errors, origin } = client
  if (!result.ok) return errors.fromFailure(result.failure, 30_000)
  const { response } = result
  if (response.status === 429) return throttled(origin.host, retryAfterOf(response.headers, 0, DEFAULT_RETRY_AFTER_MS))
  if (response.status >= 500) return errors.failed(response.status)
  if (response.status !== 400) return errors.notApi()
  // The wrong password is told as a field error, a wrong code (or a blocked user) as a bare sentence.
  return sentenceOf(response).startsWith('Unable to log in') || response.body.length === 0 ? refused(origin.host) : wrongCodeOrUser(origin.host)
}

const UNCHANGED = 'The key of the account still works.'

const needsSignIn = (what: string, next: string) => new AppError({ code: 'auth.needs-sign-in', what, effect: UNCHANGED, next, remedy: 'sign-in' })

const refused = (host: string) =>
  new AppError({ code: 'auth.refused', what: `${host} does not accept this user and password.`, effect: UNCHANGED, next: 'Check both and sign in again.', remedy: 'sign-in' })

const wrongCode = (what: string) =>
  new AppError({ code: 'auth.wrong-code', what, effect: UNCHANGED, next: 'Enter the six digits your authenticator shows now.', remedy: 'sign-in' })

const wrongCodeOrUser = (host: string) => wrongCode(`${host} does not accept the one-time code, or this user may not sign in.`)

const throttled = (host: string, waitMs: number) =>
  new AppError({
    code: 'auth.throttled',
    what: `${host} accepts no more sign-ins for now.`,
    effect: UNCHANGED,
    next: `Sign in again in ${Math.ceil(waitMs / 1_000)} s.`,
    remedy: 'wait',
    facts: { retryAfterMs: waitMs },
  })
