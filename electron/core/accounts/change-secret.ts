import type { ParsedOf } from '#shared/contract/contract.ts'
import type { Account, ProbeReport } from '#shared/model/account.ts'
import type { Connection, Provider, SecretSource } from '../providers/provider.ts'
import { findProvider } from '../providers/registry.ts'
import { accountInactive, unusableAccount } from './account-errors.ts'
import { announceAccount, assertWriter, keepSecrets } from './account-parts.ts'
import type { AccountParts } from './account-parts.ts'
import { providerPorts, toConnection } from './connections.ts'
import { createTypedSource, createVaultSource } from './secret-source.ts'

/** The account, when its secrets may be changed now: by the writer, online, and switched on, because each is tried first. */
async function changeable({ context, pool }: AccountParts, accountId: string): Promise<Account> {
  assertWriter(context)
  context.modes.assertOnline()
  const account = await pool.account(accountId)
  if (!account.isActive) throw accountInactive(account)
  return account
}

/** Connects beside the pool, with other secrets or facts than the kept ones, for one question. */
async function askOnce<T>({ context, pool }: AccountParts, account: Account, change: { readonly secrets: SecretSource } & Partial<Connection>, ask: (provider: Provider) => Promise<T>): Promise<T> {
  const { secrets, ...facts } = change
  const lent = { ...context, ports: { ...context.ports, network: pool.networkOf(account.id) } }
  const provider = findProvider(account.vendor).connect({ ...toConnection(account), ...facts }, providerPorts(lent, secrets))
  try {
    return await ask(provider)
  } finally {
    provider.close()
  }
}

const oldKeyStays = 'The new key was not kept; the old one stays as it was.'

/** Tries a key with reads only. Throws the words of the step that failed. */
async function checkKey(parts: AccountParts, account: Account, apiKey: string): Promise<ProbeReport> {
  const secrets = createTypedSource({ 'api-key': apiKey })
  const report = await askOnce(parts, account, { secrets, accountId: parts.context.ports.ids.next('probe') }, (provider) => provider.probe())
  if (!report.isUsable) throw unusableAccount(report, oldKeyStays)
  return report
}

/** Tries a new key of a kept account, then stores it (and a user name); the next use connects with it. The outcome is recorded. */
export async function setAccountSecret(parts: AccountParts, input: ParsedOf<'accounts.setSecret'>): Promise<void> {
  const { context, pool } = parts
  const account = await changeable(parts, input.accountId)
  const { apiKey, user } = input.secrets
  await context.journal.act({ action: 'accounts.setSecret', accountId: account.id, params: { kind: apiKey === undefined ? 'none' : 'api-key' } }, async () => {
    if (apiKey !== undefined) {
      const report = await checkKey(parts, account, apiKey)
      await keepSecrets(context, account.id, { 'api-key': apiKey })
      await context.store.write.saveProbeReport(account.id, report)
      pool.report(account.id, { ok: true })
    }
    if (user !== undefined && user !== account.user) await context.store.write.saveAccount({ ...account, user })
    pool.drop(account.id)
  })
  announceAccount(context, account.id)
}

/** Signs in once with user, password and code; the token goes to the vault, the rest is forgotten. The outcome is recorded. */
export async function signInAccount(parts: AccountParts, input: ParsedOf<'accounts.signIn'>): Promise<void> {
  const { context, pool } = parts
  const account = await changeable(parts, input.accountId)
  const secrets = createVaultSource(context.ports, context.entry.id, account.id)
  await context.journal.act({ action: 'accounts.signIn', accountId: account.id, params: {} }, async () => {
    await askOnce(parts, account, { secrets, user: input.user }, (provider) => provider.signIn(input.password, input.code))
    await context.store.write.saveAccount({ ...account, user: input.user })
    pool.drop(account.id)
  })
  announceAccount(context, account.id)
}
