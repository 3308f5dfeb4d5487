import { isAppError } from '#shared/errors/app-error.ts'
import type { Clock } from '../../ports.ts'
import type { ApiClient } from '../toolkit/api-client.ts'
import { route } from '../toolkit/route.ts'
import { writeFieldNames } from './custom-fields.ts'
import { tacticalCustomField } from './schema.ts'

/** Names of custom fields change rarely. */
const KEPT_MS = 24 * 60 * 60_000

/** Reads the names of custom fields once a day. Answers an empty text when the key may not see them. */
export function createFieldNameReader(client: ApiClient, clock: Clock): (signal: AbortSignal) => Promise<string> {
  let kept: { readonly names: string; readonly readAt: number } | undefined
  return async (signal) => {
    if (kept !== undefined && clock.monotonic() - kept.readAt < KEPT_MS) return kept.names
    try {
      const { value } = await client.readJson({ route: route('/core/customfields/'), right: 'can_view_customfields', signal })
      if (Array.isArray(value)) kept = { names: writeFieldNames(value.flatMap(toAgentField)), readAt: clock.monotonic() }
    } catch (error) {
      // Without names the fields show their numbers; whatever is wrong will be told by the list itself.
      if (!isAppError(error)) throw error
      if (error.code === 'auth.missing-right') kept = { names: '', readAt: clock.monotonic() }
    }
    return kept?.names ?? ''
  }
}

function toAgentField(item: unknown): { id: number; name: string }[] {
  const read = tacticalCustomField.read(item)
  if (!read.ok || read.value.model !== 'agent' || typeof read.value.id !== 'number' || !read.value.name) return []
  return [{ id: read.value.id, name: read.value.name }]
}
