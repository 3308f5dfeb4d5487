import { AccountId } from '#shared/model/ids.ts'
import type { CompanyContext } from '../context.ts'
import type { CommandOutcome } from '../providers/provider.ts'

const dayAndTime = (at: number): string => `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`

/**
 * Keeps what a refusal proved: the account may not do this, since when, and what right it needs. The next connection test
 * looks again. Answers the outcome as it came.
 */
export async function rememberRefusal(context: CompanyContext, accountId: string, outcome: CommandOutcome): Promise<CommandOutcome> {
  const { store, ports, events } = context
  const missing = outcome.kind === 'failed' ? outcome.missing : undefined
  const report = missing && (await store.read.probeReport(accountId))
  if (!missing || !report) return outcome
  const reason = `The server refused it on ${dayAndTime(ports.clock.now())}. Right needed: ${missing.right}.`
  const capabilities = report.capabilities.map((state) =>
    missing.capabilities.includes(state.capability) && state.support !== 'absent' ? { ...state, grant: 'denied' as const, reason } : state,
  )
  await store.write.saveProbeReport(accountId, { ...report, capabilities })
  events.publish('accounts.changed', { accountIds: [AccountId.parse(accountId)] })
  return outcome
}
