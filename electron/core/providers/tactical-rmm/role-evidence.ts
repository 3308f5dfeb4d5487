import { isAppError } from '#shared/errors/app-error.ts'
import type { Grant } from '#shared/model/capability.ts'
import type { ApiClient } from '../toolkit/api-client.ts'
import { route } from '../toolkit/route.ts'

/** What a read proved about one right of the key. */
export interface RightProof {
  readonly right: string
  readonly grant: Grant
}

type Role = Readonly<Record<string, unknown>>

const may = (role: Role, right: string): boolean => role['is_superuser'] === true || role[right] === true

const agrees = (role: Role, proofs: readonly RightProof[]): boolean =>
  proofs.every(({ right, grant }) => (grant === 'granted' ? may(role, right) : grant === 'denied' ? !may(role, right) : true))

/**
 * Finds rights that no read can prove in the roles of the server, where the key may see those. The server tells nobody
 * who they are; but the key's role is among those that agree with everything that was proven, and what all of these say
 * of a right holds for the key. A superuser needs no role, so a "no" counts only when something was refused.
 */
export async function readRoleEvidence(client: ApiClient, proofs: readonly RightProof[], wanted: readonly string[], signal: AbortSignal | undefined): Promise<ReadonlyMap<string, boolean>> {
  const known = [...proofs, { right: 'can_list_roles', grant: 'granted' as const }]
  const candidates = (await readRoles(client, signal)).filter((role) => agrees(role, known))
  const isBound = proofs.some(({ grant }) => grant === 'denied')
  const found = new Map<string, boolean>()
  if (candidates.length === 0) return found
  for (const right of wanted) {
    if (candidates.every((role) => may(role, right))) found.set(right, true)
    else if (isBound && !candidates.some((role) => may(role, right))) found.set(right, false)
  }
  return found
}

async function readRoles(client: ApiClient, signal: AbortSignal | undefined): Promise<Role[]> {
  try {
    const { value } = await client.readJson({ route: route('/accounts/roles/'), right: 'can_list_roles', signal })
    return Array.isArray(value) ? value.filter((one): one is Role => typeof one === 'object' && one !== null) : []
  } catch (error) {
    if (isAppError(error)) return []
    throw error
  }
}
