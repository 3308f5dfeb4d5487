import { newUser, rolesOf, usersOf } from '../people.ts'
import { rolePermissions } from '../role-permissions.ts'
import type { TacticalWorld } from '../world.ts'
import { seedStamps } from './seed-row.ts'

/** Adds two roles and the people who have them, beside the superuser who signs in. */
export function seedPeople(world: TacticalWorld): void {
  const clients = [...world.fleet.places.clients.keys()]
  const shared = { ...seedStamps(world), is_superuser: false, can_view_sites: [] }
  const technician = rolesOf(world).insert({
    ...shared, name: 'Technician', can_view_clients: [],
    flags: new Set(rolePermissions.filter((name) => !/account|role|api_key|core_settings|code_sign|server_maint/.test(name))),
  })
  const helpdesk = rolesOf(world).insert({
    ...shared, name: 'Helpdesk', can_view_clients: clients.slice(0, 2),
    flags: new Set(rolePermissions.filter((name) => name.startsWith('can_list_') || name === 'can_manage_notes')),
  })
  for (const [username, first_name, last_name, role, is_active] of [
    ['mira', 'Mira', 'Sandoval', technician.id, true], ['tobias', 'Tobias', 'Lindqvist', helpdesk.id, true],
    ['former', 'Ada', 'Okafor', helpdesk.id, false],
  ] as const) {
    usersOf(world).insert(newUser({
      username, password: `practice-${username}`, first_name, last_name, role, is_active, email: `${username}@example.com`,
    }))
  }
}
