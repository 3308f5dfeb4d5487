import type { DiagnosticsOverview } from '#shared/contract/diagnostics.ts'
import type { SyncSummary } from '#shared/model/sync.ts'
import type { CompanyContext } from '../context.ts'

/** Passes looked through for the last one of each account. */
const passesLooked = 200

/** The last full pass of each account, where it met keys that the mapper does not know. */
function latestDrift(passes: readonly SyncSummary[]): SyncSummary[] {
  const latest = new Map<string, SyncSummary>()
  for (const pass of passes) {
    if (pass.kind === 'full' && pass.outcome !== 'failed' && !latest.has(pass.accountId)) latest.set(pass.accountId, pass)
  }
  return [...latest.values()].filter((pass) => Object.keys(pass.drift).length > 0)
}

/** Versions, paths, settings, where secrets are kept, and what servers sent that nobody knows. */
export async function readOverview({ ports, store }: CompanyContext): Promise<DiagnosticsOverview> {
  const { facts, vault, clock, version, host, profile } = ports
  const [passes, accounts] = await Promise.all([store.read.summaries(passesLooked), store.read.accounts()])
  const problem = facts.logProblem()
  return {
    at: clock.now(),
    version,
    host,
    platform: facts.platform,
    versions: { ...facts.versions() },
    paths: facts.paths,
    isWriter: profile.isWriter,
    vault: { kind: vault.kind, says: vault.says },
    settings: [...facts.settings],
    warnings: problem === null ? [...facts.warnings] : [...facts.warnings, problem],
    drift: latestDrift(passes).map(({ accountId, endedAt, drift }) => ({
      accountId,
      accountName: accounts.find((one) => one.id === accountId)?.name ?? accountId,
      at: endedAt,
      keys: drift,
    })),
  }
}
