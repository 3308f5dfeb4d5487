import type { ParsedOf } from '#shared/contract/contract.ts'
import { toWire } from '#shared/errors/app-error.ts'
import type { Account, ProbeReport } from '#shared/model/account.ts'
import { secretKinds } from '#shared/model/account.ts'
import type { DeviceId } from '#shared/model/ids.ts'
import { findProvider } from '../providers/registry.ts'
import { accountInactive, accountNotFound, unusableAccount } from './account-errors.ts'
import { announceAccount, assertWriter, keepSecrets } from './account-parts.ts'
import type { AccountParts } from './account-parts.ts'
import { assertNameFree } from './add-account.ts'
import { providerPorts, toConnection } from './connections.ts'
import { createVaultSource, secretKey } from './secret-source.ts'

/** Removed devices are announced in pieces of this size. */
const idsPerEvent = 5_000

/** Renames, switches on or off, or changes the interval of an account. The vendor stays (S143). */
export async function updateAccount(parts: AccountParts, input: ParsedOf<'accounts.update'>): Promise<void> {
  const { context, pool } = parts
  const before = await pool.account(input.accountId)
  if (input.name !== undefined) await assertNameFree(parts, input.name, before.id)
  const after: Account = {
    ...before,
    name: input.name ?? before.name,
    isActive: input.isActive ?? before.isActive,
    syncInterval: input.syncInterval ?? before.syncInterval,
  }
  await context.store.write.saveAccount(after)
  if (after.isActive) pool.reopen(after.id)
  else await pool.shut(after.id, accountInactive(after))
  const params = { name: after.name, isActive: after.isActive, syncInterval: after.syncInterval }
  await context.journal.note({ action: 'accounts.update', accountId: after.id, params })
  announceAccount(context, after.id)
}

/** Runs the connection test of a kept account, keeps the report and lets the account's health follow it (S182). */
export async function testAccount({ context, pool }: AccountParts, accountId: string): Promise<ProbeReport> {
  context.modes.assertOnline()
  const provider = await pool.provider(accountId)
  const report = await provider.probe()
  await context.store.write.saveProbeReport(accountId, report)
  pool.report(accountId, report.isUsable ? { ok: true } : { ok: false, error: unusableAccount(report) })
  announceAccount(context, accountId)
  return report
}

/** Stores a new key (and user name) of a kept account; the next use connects with it. */
export async function setAccountSecret({ context, pool }: AccountParts, input: ParsedOf<'accounts.setSecret'>): Promise<void> {
  assertWriter(context)
  const account = await pool.account(input.accountId)
  const { apiKey, user } = input.secrets
  await keepSecrets(context, account.id, apiKey === undefined ? {} : { 'api-key': apiKey })
  if (user !== undefined && user !== account.user) await context.store.write.saveAccount({ ...account, user })
  pool.drop(account.id)
  await context.journal.note({ action: 'accounts.setSecret', accountId: account.id, params: { kind: apiKey === undefined ? 'none' : 'api-key' } })
  announceAccount(context, account.id)
}

/** Signs in once with user, password and code; the token goes to the vault, the rest is forgotten. The outcome is recorded. */
export async function signInAccount({ context, pool }: AccountParts, input: ParsedOf<'accounts.signIn'>): Promise<void> {
  assertWriter(context)
  context.modes.assertOnline()
  const account = await pool.account(input.accountId)
  if (!account.isActive) throw accountInactive(account)
  const secrets = createVaultSource(context.ports, context.entry.id, account.id)
  const connection = { ...toConnection(account), user: input.user }
  const provider = findProvider(account.vendor).connect(connection, providerPorts(context, secrets))
  const record = (outcome: string) => context.journal.note({ action: 'accounts.signIn', accountId: account.id, params: { outcome } })
  try {
    await provider.signIn(input.password, input.code)
  } catch (error) {
    await record(toWire(error).code)
    throw error
  } finally {
    provider.close()
  }
  await context.store.write.saveAccount({ ...account, user: input.user })
  pool.drop(account.id)
  await record('done')
  announceAccount(context, account.id)
}

/** Lets every list drop the devices of an account that is gone. */
function announceGone({ events }: AccountParts['context'], ids: readonly DeviceId[]): void {
  for (let from = 0; from < ids.length; from += idsPerEvent) events.publish('inventory.changed', { ids: ids.slice(from, from + idsPerEvent), revision: 0 })
}

/** Forgets an account: secrets first, then its rows. Journal and operations stay. */
export async function removeAccount({ context, pool }: AccountParts, accountId: string): Promise<void> {
  assertWriter(context)
  const account = await pool.account(accountId)
  const { ports, entry, store, journal } = context
  await pool.shut(accountId, accountNotFound())
  const gone = (await store.read.devices()).filter((one) => one.accountId === accountId).map((one) => one.id)
  for (const kind of secretKinds) await ports.vault.remove(secretKey(ports.profile.installId, entry.id, accountId, kind))
  await store.write.removeAccount(accountId)
  await journal.note({ action: 'accounts.remove', accountId, params: { name: account.name } })
  announceGone(context, gone)
  announceAccount(context, accountId)
}
