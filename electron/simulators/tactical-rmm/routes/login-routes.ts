import { createThrottle } from '../../toolkit/throttle.ts'
import { isTotpCode, newTotpSecret } from '../../toolkit/totp.ts'
import { callerOf, issueToken, loginTokensOf, usersOf, type User } from '../people.ts'
import { writeAudit } from '../records/audit-trail.ts'
import { bodyOf, type Body } from '../records/call-body.ts'
import { coreSettings } from '../records/core-settings-record.ts'
import { perWorld } from '../records/derived-store.ts'
import { wireMoment } from '../records/wire-moment.ts'
import { empty, json, refused, route, type Call, type Handler, type Reply, type Route } from '../route.ts'
import type { TacticalWorld } from '../world.ts'

const SETUP_SECONDS = 180

/** Ten tries a minute per address and call, counted on the real clock. */
const throttles = perWorld(() => ({ first: createThrottle(10, 60), second: createThrottle(10, 60) }))

const badCredentials = (): Reply => refused('Bad credentials')

function throttled(step: 'first' | 'second', call: Call, world: TacticalWorld): Reply | null {
  const seconds = throttles(world)[step].wait(call.request.socket.remoteAddress ?? '', Date.now())
  if (seconds === 0) return null
  const detail = `Request was throttled. Expected available in ${seconds} seconds.`
  return { kind: 'json', status: 429, value: { detail }, headers: { 'retry-after': String(seconds) } }
}

/** The user a name and password belong to; undefined when they do not fit. */
function userOf(body: Body, world: TacticalWorld): User | undefined {
  return [...usersOf(world).rows.values()].find((user) => user.username === body.username && user.password === body.password && user.is_active)
}

const mayUseDashboard = (user: User, world: TacticalWorld): boolean =>
  !user.block_dashboard_login && (!coreSettings(world).block_local_user_logon || callerOf(user, world).permissions === 'all')

const checkCredentials: Handler = (call, world) => {
  const slow = throttled('first', call, world)
  if (slow) return slow
  const user = userOf(bodyOf(call), world)
  if (!user || !mayUseDashboard(user, world)) return badCredentials()
  if (user.totp_key) return json({ totp: true })
  const { token, expiry } = issueToken(user, world, SETUP_SECONDS)
  return json({ expiry: wireMoment(expiry), token, totp: false })
}

const login: Handler = (call, world) => {
  const slow = throttled('second', call, world)
  if (slow) return slow
  const body = bodyOf(call)
  const user = userOf(body, world)
  if (!user) return json({ non_field_errors: ['Unable to log in with provided credentials.'] }, 400)
  // Codes follow the real clock, also on a frozen server.
  const isCode = user.totp_key !== null && isTotpCode(user.totp_key, String(body.twofactor), Date.now())
  const caller = callerOf(user, world)
  if (!isCode || !mayUseDashboard(user, world)) {
    writeAudit(world, { ...call, caller }, { action: 'failed_login', objectType: 'user', message: `${user.username} failed to login` })
    return badCredentials()
  }
  user.last_login = wireMoment(world.now())
  user.last_login_ip = call.request.socket.remoteAddress ?? null
  writeAudit(world, { ...call, caller }, { action: 'login', objectType: 'user', message: `${user.username} logged in successfully` })
  const { token, expiry } = issueToken(user, world)
  return json({ expiry: wireMoment(expiry), token, username: user.username, name: null })
}

const logout: Handler = (call, world) => {
  const token = call.request.headers.authorization?.split(' ')[1]
  for (const row of loginTokensOf(world).rows.values()) if (row.token === token) loginTokensOf(world).rows.delete(row.id)
  return empty()
}

const logoutEverywhere: Handler = (call, world) => {
  for (const row of loginTokensOf(world).rows.values()) {
    if (row.user === call.caller.userId) loginTokensOf(world).rows.delete(row.id)
  }
  return empty()
}

const setUpTotp: Handler = ({ caller }, world) => {
  const user = usersOf(world).rows.get(caller.userId)!
  if (user.totp_key) return json(false)
  user.totp_key = newTotpSecret()
  const address = `otpauth://totp/${encodeURIComponent(user.username)}?secret=${user.totp_key}&issuer=Tactical%20RMM`
  return json({ username: user.username, totp_key: user.totp_key, qr_url: address })
}

/** E2–E6. */
export const loginRoutes: readonly Route[] = [
  route('POST', '/v2/checkcreds/', 'public', checkCredentials),
  route('POST', '/v2/login/', 'public', login),
  route('POST', '/logout/', null, logout),
  route('POST', '/logoutall/', null, logoutEverywhere),
  route('POST', '/accounts/users/setup_totp/', null, setUpTotp),
]
