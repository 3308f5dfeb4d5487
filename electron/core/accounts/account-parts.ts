import { AccountId } from '#shared/model/ids.ts'
import type { SecretKind } from '#shared/model/account.ts'
import type { CompanyContext } from '../context.ts'
import { notWriterError } from '../modes.ts'
import type { ConnectionPool } from './connections.ts'
import { createVaultSource } from './secret-source.ts'

/** What every account action works with. */
export interface AccountParts {
  readonly context: CompanyContext
  readonly pool: ConnectionPool
}

/**
 * Throws `store.busy` or `store.full` in a process that may only read. Asked before the vault is touched: a key must not be gone or
 * replaced when the store then refuses the rest.
 */
export function assertWriter({ ports }: CompanyContext): void {
  if (!ports.profile.isWriter) throw notWriterError(ports.profile)
}

/** Kinds that stay in the vault. A password and a one-time code are used once, at sign-in, and forgotten (C9). */
const keptKinds: readonly SecretKind[] = ['api-key', 'login-token']

/** Puts typed secrets into the vault, except those that are never kept. */
export async function keepSecrets(context: CompanyContext, accountId: string, secrets: Partial<Record<SecretKind, string>>): Promise<void> {
  const target = createVaultSource(context.ports, context.entry.id, accountId)
  for (const kind of keptKinds) {
    const value = secrets[kind]
    if (value !== undefined) await target.put(kind, value)
  }
}

/** Announces that an account is new or different. */
export const announceAccount = (context: CompanyContext, accountId: string): void =>
  context.events.publish('accounts.changed', { accountIds: [AccountId.parse(accountId)] })
