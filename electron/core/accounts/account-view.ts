import type { Account, AccountHealth, AccountView, SecretKind } from '#shared/model/account.ts'
import type { AccountParts } from './account-parts.ts'
import { isUnencrypted } from './address.ts'
import { vendorLabel } from './vendor-offers.ts'
import { rememberedHealth } from './remembered-health.ts'
import { secretKey } from './secret-source.ts'

const switchedOff = (known: AccountHealth): AccountHealth => ({
  ...known,
  state: 'inactive',
  says: 'Switched off. Nothing is sent; what is stored stays readable.',
})

/** The last contact of an account is looked for in this many passes. */
const summariesLooked = 100

/** An account with everything screens show beside it. Tells which secrets exist, never what they are. */
export async function viewAccount({ context, pool }: AccountParts, account: Account): Promise<AccountView> {
  const { ports, entry, store } = context
  const state = (await store.read.listStates())[account.id]
  const has = (kind: SecretKind) => ports.vault.has(secretKey(ports.profile.installId, entry.id, account.id, kind))
  const lastProbe = await store.read.probeReport(account.id)
  const known = pool.health(account.id)
  const summaries = await store.read.summaries(summariesLooked)
  const health = known.state === 'never' ? rememberedHealth(summaries, account.id, lastProbe) : known
  return {
    account,
    isUnencrypted: isUnencrypted(account.apiUrl),
    vendorLabel: vendorLabel(account.vendor),
    secrets: { hasApiKey: await has('api-key'), hasPassword: await has('password'), hasLoginToken: await has('login-token') },
    health: account.isActive ? health : switchedOff(health),
    lastProbe,
    deviceCount: state?.deviceCount ?? 0,
    listFetchedAt: state?.listFetchedAt ?? null,
    drift: summaries.find((one) => one.accountId === account.id && one.kind !== 'device')?.drift ?? {},
  }
}
