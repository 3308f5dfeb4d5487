import type { ParsedOf } from '#shared/contract/contract.ts'
import type { Account, ProbeReport } from '#shared/model/account.ts'
import { secretKinds } from '#shared/model/account.ts'
import type { DeviceId } from '#shared/model/ids.ts'
import { accountInactive, accountNotFound, unusableAccount } from './account-errors.ts'
import { announceAccount, assertWriter } from './account-parts.ts'
import type { AccountParts } from './account-parts.ts'
import { assertNameFree } from './add-account.ts'
import { secretKey } from './secret-source.ts'

/** Removed devices are announced in pieces of this size. */
const idsPerEvent = 5_000

/** What a record of a change says: what is now, and the certificate before when another one is accepted from now on. */
const recordOf = (before: Account, after: Account) => ({
  name: after.name,
  isActive: after.isActive,
  syncInterval: after.syncInterval,
  ...(after.certificatePin === before.certificatePin ? {} : { certificatePin: after.certificatePin, certificatePinBefore: before.certificatePin }),
})

/** Renames, switches on or off, changes the interval or the accepted certificate of an account. The vendor stays (S143). */
export async function updateAccount(parts: AccountParts, input: ParsedOf<'accounts.update'>): Promise<void> {
  const { context, pool } = parts
  const before = await pool.account(input.accountId)
  if (input.name !== undefined) await assertNameFree(parts, input.name, before.id)
  const after: Account = {
    ...before,
    name: input.name ?? before.name,
    isActive: input.isActive ?? before.isActive,
    syncInterval: input.syncInterval ?? before.syncInterval,
    certificatePin: input.certificatePin === undefined ? before.certificatePin : input.certificatePin,
  }
  await context.journal.act({ action: 'accounts.update', accountId: after.id, params: recordOf(before, after) }, async () => {
    await context.store.write.saveAccount(after)
    if (after.isActive) pool.reopen(after.id)
    else await pool.shut(after.id, accountInactive(after))
    if (after.certificatePin !== before.certificatePin) pool.drop(after.id)
  })
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

/** Lets every list drop the devices of an account that is gone. */
function announceGone({ events }: AccountParts['context'], ids: readonly DeviceId[]): void {
  for (let from = 0; from < ids.length; from += idsPerEvent) events.publish('inventory.changed', { ids: ids.slice(from, from + idsPerEvent), revision: 0 })
}

/** Answers the devices that are gone with it. */
async function wipeAccount({ context, pool }: AccountParts, accountId: string): Promise<readonly DeviceId[]> {
  const { ports, entry, store } = context
  await pool.shut(accountId, accountNotFound())
  const gone = (await store.read.devices()).filter((one) => one.accountId === accountId).map((one) => one.id)
  for (const kind of secretKinds) await ports.vault.remove(secretKey(ports.profile.installId, entry.id, accountId, kind))
  await store.write.removeAccount(accountId)
  return gone
}

/** Forgets an account: secrets first, then its rows. Journal and operations stay. */
export async function removeAccount(parts: AccountParts, accountId: string): Promise<void> {
  const { context } = parts
  assertWriter(context)
  const { name } = await parts.pool.account(accountId)
  const gone = await context.journal.act({ action: 'accounts.remove', accountId, params: { name } }, () => wipeAccount(parts, accountId))
  announceGone(context, gone)
  announceAccount(context, accountId)
}
