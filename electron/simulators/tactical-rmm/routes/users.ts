import type { Call, Handler, Reply, Route } from '../route.ts'
import { forbidden, json, notFound, refused, route } from '../route.ts'
import { writeAudit } from '../records/audit-trail.ts'
import { bodyOf, needed, neededNumber, type Body } from '../records/call-body.ts'
import { flag, nullable, readFields, reference, text, type FieldSet } from '../records/record-fields.ts'
import { noSuch } from '../records/record-resource.ts'
import { wireMoment } from '../records/wire-moment.ts'
import { apiKeysOf, loginTokensOf, newUser, rolesOf, usersOf, type User } from '../people.ts'
import type { TacticalWorld } from '../world.ts'

const shown = (user: User) => ({
  id: user.id, username: user.username, first_name: user.first_name, last_name: user.last_name, email: user.email,
  is_active: user.is_active, last_login: user.last_login, last_login_ip: user.last_login_ip, role: user.role,
  block_dashboard_login: user.block_dashboard_login, date_format: user.date_format,
})

const fields: FieldSet<User> = {
  username: text({ filled: true, max: 150 }), first_name: text({ initial: '' }), last_name: text({ initial: '' }),
  email: text({ initial: '' }), is_active: flag(true), block_dashboard_login: flag(false),
  date_format: nullable(text()), role: reference((world, id) => rolesOf(world).rows.has(id)),
}

const withUser = (then: (user: User, call: Call, world: TacticalWorld) => Reply): Handler => (call, world) => {
  const user = usersOf(world).rows.get(Number(call.params.id))
  return user ? then(user, call, world) : noSuch('User')
}

const audited = (call: Call, world: TacticalWorld, action: 'add' | 'modify' | 'delete', user: User): void => {
  const verb = { add: 'added', modify: 'modified', delete: 'deleted' }[action]
  const value = shown(user)
  writeAudit(world, call, {
    action, objectType: 'user', message: `${call.caller.username} ${verb} user ${user.username}`,
    before: action === 'add' ? null : value, after: action === 'delete' ? null : value,
  })
}

const list: Handler = (call, world) => {
  const wanted = call.query.get('search')?.toLowerCase() ?? ''
  const users = [...usersOf(world).rows.values()].filter((user) => user.username.toLowerCase().includes(wanted))
  return json(users.map((user) => ({ ...shown(user), social_accounts: [] })))
}

const create: Handler = (call, world) => {
  const body = bodyOf(call)
  const username = String(needed(body, 'username'))
  const [email, password] = [String(needed(body, 'email')), String(needed(body, 'password'))]
  if ([...usersOf(world).rows.values()].some((user) => user.username === username)) {
    return refused(`ERROR: User ${username} already exists!`)
  }
  const { values, problems } = readFields(fields, body, world, false)
  if (problems) return json(problems, 400)
  const user = usersOf(world).insert(newUser({ ...values, username, email, password }))
  audited(call, world, 'add', user)
  return json(username)
}

const edit: Handler = withUser((user, call, world) => {
  const { values, problems } = readFields(fields, bodyOf(call), world, false)
  if (problems) return json(problems, 400)
  Object.assign(user, values)
  audited(call, world, 'modify', user)
  return json('ok')
})

const remove: Handler = withUser((user, call, world) => {
  usersOf(world).rows.delete(user.id)
  for (const table of [apiKeysOf(world).rows, loginTokensOf(world).rows]) {
    for (const row of table.values()) if (row.user === user.id) table.delete(row.id)
  }
  audited(call, world, 'delete', user)
  return json('ok')
})

const mayManage = (call: Call, userId: number): boolean =>
  call.caller.permissions === 'all' || call.caller.userId === userId || call.caller.permissions.has('can_manage_accounts')

const bodyUser = (body: Body, world: TacticalWorld): User | undefined => usersOf(world).rows.get(neededNumber(body, 'id'))

const resetPassword: Handler = (call, world) => {
  const body = bodyOf(call)
  const user = bodyUser(body, world)
  if (!user) return noSuch('User')
  if (!mayManage(call, user.id)) return forbidden()
  user.password = String(needed(body, 'password'))
  return json('ok')
}

const resetTwoFactor: Handler = (call, world) => {
  const user = bodyUser(bodyOf(call), world)
  if (!user) return noSuch('User')
  if (!mayManage(call, user.id)) return forbidden()
  user.totp_key = null
  return json(`${user.username}'s Two-Factor key was removed. Have them sign out and sign back in to setup`)
}

const sessions: Handler = withUser((user, _call, world) =>
  json([...loginTokensOf(world).rows.values()].filter((token) => token.user === user.id).map((token) => ({
    digest: token.digest, user: user.username, created: wireMoment(token.created), expiry: wireMoment(token.expiry),
  }))))

const endSessions: Handler = withUser((user, _call, world) => {
  const { rows } = loginTokensOf(world)
  for (const token of rows.values()) if (token.user === user.id) rows.delete(token.id)
  return json('ok')
})

const endSession: Handler = (call, world) => {
  const { rows } = loginTokensOf(world)
  const token = [...rows.values()].find((row) => row.digest === call.params.digest)
  if (!token) return notFound('No AuthToken matches the given query.')
  rows.delete(token.id)
  return json('ok')
}

const ownPassword: Handler = (call, world) => {
  const user = usersOf(world).rows.get(call.caller.userId)
  if (user) user.password = String(needed(bodyOf(call), 'password'))
  return json('Password was reset.')
}

const ownTwoFactor: Handler = (call, world) => {
  const user = usersOf(world).rows.get(call.caller.userId)
  if (user) user.totp_key = null
  return json('2FA was reset. Log out and back in to setup.')
}

/** Users and their sessions (E171–E182). */
export const usersRoutes: readonly Route[] = [
  route('GET', '/accounts/users/', 'can_list_accounts', list),
  route('POST', '/accounts/users/', 'can_manage_accounts', create),
  route('GET', '/accounts/:id(int)/users/', 'can_list_accounts', withUser((user) => json(shown(user)))),
  route('PUT', '/accounts/:id(int)/users/', 'can_manage_accounts', edit),
  route('DELETE', '/accounts/:id(int)/users/', 'can_manage_accounts', remove),
  route('POST', '/accounts/users/reset/', null, resetPassword),
  route('PUT', '/accounts/users/reset_totp/', null, resetTwoFactor),
  route('GET', '/accounts/users/:id(int)/sessions/', 'can_list_accounts', sessions),
  route('DELETE', '/accounts/users/:id(int)/sessions/', 'can_manage_accounts', endSessions),
  route('DELETE', '/accounts/sessions/:digest/', 'can_manage_accounts', endSession),
  route('PUT', '/accounts/resetpw/', null, ownPassword),
  route('PUT', '/accounts/reset2fa/', null, ownTwoFactor),
]
