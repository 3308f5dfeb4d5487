import type { Call, Handler, Reply, Route } from '../route.ts'
import { json, route } from '../route.ts'
import { writeAudit } from '../records/audit-trail.ts'
import { bodyOf, type Body } from '../records/call-body.ts'
import { flag, listOf, readFields, text, whole, type FieldSet } from '../records/record-fields.ts'
import { newStamps, noSuch } from '../records/record-resource.ts'
import { wireMoment } from '../records/wire-moment.ts'
import { rolesOf, usersOf, type Role } from '../people.ts'
import { rolePermissions } from '../role-permissions.ts'
import type { TacticalWorld } from '../world.ts'

const fields: FieldSet<Role> = {
  name: text({ filled: true, max: 255 }), is_superuser: flag(false),
  can_view_clients: listOf(whole()), can_view_sites: listOf(whole()),
}

function shown(role: Role, world: TacticalWorld) {
  const { flags, ...rest } = role
  const permissions = Object.fromEntries(rolePermissions.map((name) => [name, flags.has(name)]))
  const user_count = [...usersOf(world).rows.values()].filter((user) => user.role === role.id).length
  return { ...rest, ...permissions, user_count }
}

const flagsIn = (body: Body): ReadonlySet<string> => new Set(rolePermissions.filter((name) => body[name] === true))

const nameTaken = (name: string | undefined, own: number | undefined, world: TacticalWorld): boolean =>
  [...rolesOf(world).rows.values()].some((role) => role.name === name && role.id !== own)

const withRole = (then: (role: Role, call: Call, world: TacticalWorld) => Reply): Handler => (call, world) => {
  const role = rolesOf(world).rows.get(Number(call.params.id))
  return role ? then(role, call, world) : noSuch('Role')
}

function audited(call: Call, world: TacticalWorld, action: 'add' | 'modify' | 'delete', name: string, change: object): void {
  const verb = { add: 'added', modify: 'modified', delete: 'deleted' }[action]
  writeAudit(world, call, { action, objectType: 'role', message: `${call.caller.username} ${verb} role ${name}`, ...change })
}

const create: Handler = (call, world) => {
  const body = bodyOf(call)
  const { values, problems } = readFields(fields, body, world, true)
  if (problems) return json(problems, 400)
  if (nameTaken(values.name, undefined, world)) return json({ name: ['role with this name already exists.'] }, 400)
  const role = rolesOf(world).insert({ ...newStamps(world, call.caller.username), ...values, flags: flagsIn(body) } as Omit<Role, 'id'>)
  audited(call, world, 'add', role.name, { after: shown(role, world) })
  return json('Role was added')
}

/** Not partial: the name is required and every permission that is not sent is off afterwards. */
const edit: Handler = withRole((role, call, world) => {
  const body = bodyOf(call)
  const { values, problems } = readFields(fields, body, world, true)
  if (problems) return json(problems, 400)
  if (nameTaken(values.name, role.id, world)) return json({ name: ['role with this name already exists.'] }, 400)
  const before = shown(role, world)
  const stamps = { modified_by: call.caller.username, modified_time: wireMoment(world.now()) }
  Object.assign(role, values, stamps, { flags: flagsIn(body) })
  audited(call, world, 'modify', role.name, { before, after: shown(role, world) })
  return json('Role was edited')
})

const remove: Handler = withRole((role, call, world) => {
  rolesOf(world).rows.delete(role.id)
  for (const user of usersOf(world).rows.values()) if (user.role === role.id) user.role = null
  audited(call, world, 'delete', role.name, { before: shown(role, world) })
  return json('Role was removed')
})

/** Roles (E183–E187). */
export const rolesRoutes: readonly Route[] = [
  route('GET', '/accounts/roles/', 'can_list_roles', (_call, world) =>
    json([...rolesOf(world).rows.values()].map((role) => shown(role, world)))),
  route('POST', '/accounts/roles/', 'can_manage_roles', create),
  route('GET', '/accounts/roles/:id(int)/', 'can_list_roles', withRole((role, _call, world) => json(shown(role, world)))),
  route('PUT', '/accounts/roles/:id(int)/', 'can_manage_roles', edit),
  route('DELETE', '/accounts/roles/:id(int)/', 'can_manage_roles', remove),
]
