import type { ParsedOf } from '#shared/contract/contract.ts'
import { AppError, isAppError } from '#shared/errors/app-error.ts'
import type { Account, ProbeReport } from '#shared/model/account.ts'
import { AccountId, CompanyId } from '#shared/model/ids.ts'
import type { CompanyContext } from '../context.ts'
import type { Connection, Provider } from '../providers/provider.ts'
import { findProvider } from '../providers/registry.ts'
import { nameTaken, notKept, unusableAccount } from './account-errors.ts'
import { announceAccount, assertWriter, keepSecrets } from './account-parts.ts'
import type { AccountParts } from './account-parts.ts'
import { droppedPart, normalizeAddress } from './address.ts'
import { providerPorts } from './connections.ts'
import { createTypedSource } from './secret-source.ts'

type Typed = ParsedOf<'accounts.probe'>

interface Draft {
  readonly source: ReturnType<typeof createTypedSource>
  readonly connection: Connection
  readonly provider: Provider
}

function draftAccount(context: CompanyContext, typed: Typed): Draft {
  const source = createTypedSource(typed.secrets.apiKey ? { 'api-key': typed.secrets.apiKey } : {})
  const connection: Connection = {
    accountId: context.ports.ids.next('probe'),
    apiUrl: normalizeAddress(typed.apiUrl),
    user: typed.secrets.user ?? null,
    certificatePin: typed.certificatePin,
  }
  return { source, connection, provider: findProvider(typed.vendor).connect(connection, providerPorts(context, source)) }
}

/** The report with a word about the part of the address that is not used. */
function tellDropped(report: ProbeReport, typed: string): ProbeReport {
  const dropped = droppedPart(typed)
  if (dropped === '') return report
  const steps = report.steps.map((one) => (one.step === 'address' ? { ...one, verdict: one.verdict === 'ok' ? ('warning' as const) : one.verdict, says: `${one.says} "${dropped.slice(0, 100)}" at its end was left out.` } : one))
  return { ...report, steps }
}

/** Tests an address and credentials with reads only and keeps nothing (B1). */
export async function probeAddress({ context }: AccountParts, typed: Typed): Promise<ProbeReport> {
  context.modes.assertOnline()
  const { provider } = draftAccount(context, typed)
  try {
    return tellDropped(await provider.probe(), typed.apiUrl)
  } finally {
    provider.close()
  }
}

/** Throws `account.name-taken` when another account of the company has the name, whatever its letter case (S143). */
export async function assertNameFree({ pool }: AccountParts, name: string, except?: string): Promise<void> {
  const isTaken = (await pool.list()).some((one) => one.id !== except && one.name.toLowerCase() === name.toLowerCase())
  if (isTaken) throw nameTaken(name)
}

const toAccount = ({ ports, entry }: CompanyContext, typed: ParsedOf<'accounts.add'>, connection: Connection): Account => ({
  id: AccountId.parse(ports.ids.next('a')),
  companyId: CompanyId.parse(entry.id),
  vendor: typed.vendor,
  name: typed.name,
  apiUrl: connection.apiUrl,
  user: connection.user,
  isActive: true,
  syncInterval: typed.syncInterval,
  certificatePin: typed.certificatePin,
  createdAt: ports.clock.now(),
})

async function keepAccount(parts: AccountParts, account: Account, report: ProbeReport, draft: Draft): Promise<void> {
  const { context } = parts
  const { id: accountId, name, vendor, apiUrl: address } = account
  await context.journal.act({ action: 'accounts.add', accountId, params: { name, vendor, address } }, async () => {
    await keepSecrets(context, accountId, draft.source.all())
    await context.store.write.saveAccount(account)
    await context.store.write.saveProbeReport(accountId, report)
  })
  parts.pool.report(account.id, { ok: true })
  announceAccount(parts.context, account.id)
}

/** A refused sign-in while adding means that nothing was kept, whatever it means for an account that exists. */
async function signInDraft({ provider }: Draft, password: string, code: string | undefined): Promise<void> {
  try {
    await provider.signIn(password, code)
  } catch (error) {
    throw isAppError(error) ? new AppError({ ...error.shape, effect: notKept }) : error
  }
}

/** Probes, signs in when a password was given, then keeps account and secrets. Nothing is kept when any of it fails. */
export async function addAccount(parts: AccountParts, typed: ParsedOf<'accounts.add'>): Promise<Account> {
  assertWriter(parts.context)
  parts.context.modes.assertOnline()
  await assertNameFree(parts, typed.name)
  const draft = draftAccount(parts.context, typed)
  try {
    const report = tellDropped(await draft.provider.probe(), typed.apiUrl)
    if (!report.isUsable) throw unusableAccount(report)
    if (typed.secrets.password !== undefined) await signInDraft(draft, typed.secrets.password, typed.secrets.code)
    const account = toAccount(parts.context, typed, draft.connection)
    await keepAccount(parts, account, report, draft)
    return account
  } finally {
    draft.provider.close()
  }
}
