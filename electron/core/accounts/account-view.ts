import type { Account, AccountHealth, AccountView, SecretKind } from '#shared/model/account.ts'
import type { AccountParts } from './account-parts.ts'
import { secretKey } from './secret-source.ts'

const switchedOff = (known: AccountHealth): AccountHealth => ({
  ...known,
  state: 'inactive',
  says: 'Switched off. Nothing is sent; what is stored stays readable.',
})

/** An account with everything screens show beside it. Tells which secrets exist, never what they are. */
export async function viewAccount({ context, pool }: AccountParts, account: Account): Promise<AccountView> {
  const { ports, entry, store } = context
  const state = (await store.read.listStates())[account.id]
  const has = (kind: SecretKind) => ports.vault.has(secretKey(ports.profile.installId, entry.id, account.id, kind))
  const known = pool.health(account.id)
  return {
    account,
    secrets: { hasApiKey: await has('api-key'), hasPassword: await has('password'), hasLoginToken: await has('login-token') },
    health: account.isActive ? known : switchedOff(known),
    lastProbe: await store.read.probeReport(account.id),
    deviceCount: state?.deviceCount ?? 0,
    listFetchedAt: state?.listFetchedAt ?? null,
  }
}
