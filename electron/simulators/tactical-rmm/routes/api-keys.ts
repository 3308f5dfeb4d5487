import { randomInt } from 'node:crypto'
import { json, route, type Route } from '../route.ts'
import { createHandler, editHandler, removeHandler, tableOf, type Resource } from '../records/record-resource.ts'
import { moment, nullable, requiredReference, text } from '../records/record-fields.ts'
import { usersOf, type ApiKey } from '../people.ts'
import type { TacticalWorld } from '../world.ts'

const SYMBOLS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'

const inventKey = (): string => Array.from({ length: 32 }, () => SYMBOLS[randomInt(SYMBOLS.length)]).join('')

/** API keys; the table belongs to the authentication (`people.ts`). */
const apiKeyResource: Resource<ApiKey> = {
  table: 'apiKeys',
  model: 'APIKey',
  auditType: 'apikey',
  stamped: true,
  beginning: () => ({ key: inventKey() }),
  fields: {
    name: text({ filled: true, max: 25 }),
    user: requiredReference((world, id) => usersOf(world).rows.has(id)),
    expiration: nullable(moment()),
  },
  problems: (values, row, world) => {
    const taken = [...tableOf(apiKeyResource, world).rows.values()]
      .some((key) => key.name === values.name && key.id !== row?.id)
    return taken ? { name: ['api key with this name already exists.'] } : null
  },
  // SECURITY: the audit log never holds the key itself.
  present: ({ key: _key, ...rest }) => rest,
}

const shown = (key: ApiKey, world: TacticalWorld) => ({ ...key, username: usersOf(world).rows.get(key.user)?.username ?? '' })

/** API keys (E188–E191). The new key's text is only found in the list. */
export const apiKeysRoutes: readonly Route[] = [
  route('GET', '/accounts/apikeys/', 'can_list_api_keys', (_call, world) =>
    json([...tableOf(apiKeyResource, world).rows.values()].map((key) => shown(key, world)))),
  route('POST', '/accounts/apikeys/', 'can_manage_api_keys', createHandler(apiKeyResource, () => 'The API Key was added')),
  route('PUT', '/accounts/apikeys/:id(int)/', 'can_manage_api_keys', editHandler(apiKeyResource, () => 'The API Key was edited')),
  route('DELETE', '/accounts/apikeys/:id(int)/', 'can_manage_api_keys', removeHandler(apiKeyResource, () => 'The API Key was deleted')),
]
