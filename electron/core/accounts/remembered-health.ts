import type { AccountHealth, ProbeReport } from '#shared/model/account.ts'
import type { SyncSummary } from '#shared/model/sync.ts'

const never: AccountHealth = { state: 'never', says: 'Not contacted yet.', lastSuccessAt: null, retryAt: null }

const isContact = (summary: SyncSummary): boolean => summary.outcome !== 'cancelled'
const isSuccess = (summary: SyncSummary): boolean => summary.outcome === 'done' || summary.outcome === 'partial'

function afterSync(summary: SyncSummary, lastSuccessAt: number | null): AccountHealth {
  if (isSuccess(summary)) return { state: 'ok', says: 'It answered at the last sync.', lastSuccessAt, retryAt: null }
  return { state: 'failing', says: `The last sync failed. ${summary.error ?? ''}`.trim(), lastSuccessAt, retryAt: null }
}

function afterTest(report: ProbeReport, lastSuccessAt: number | null): AccountHealth {
  if (report.isUsable) return { state: 'ok', says: 'It answered at the last test.', lastSuccessAt: report.at, retryAt: null }
  const failed = report.steps.find((step) => step.verdict === 'failed')
  return { state: 'failing', says: `The last test failed. ${failed?.says ?? ''} ${failed?.fix ?? ''}`.trim(), lastSuccessAt, retryAt: null }
}

/**
 * How the last contact went as the store tells it, for a process that has not contacted the account itself yet.
 * `summaries` are newest first.
 */
export function rememberedHealth(summaries: readonly SyncSummary[], accountId: string, report: ProbeReport | null): AccountHealth {
  const own = summaries.filter((one) => one.accountId === accountId && isContact(one))
  const lastSuccessAt = own.find(isSuccess)?.endedAt ?? null
  const [last] = own
  if (report !== null && report.at >= (last?.endedAt ?? 0)) return afterTest(report, lastSuccessAt)
  return last === undefined ? never : afterSync(last, lastSuccessAt)
}
