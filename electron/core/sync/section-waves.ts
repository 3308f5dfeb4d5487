import { isAppError } from '#shared/errors/app-error.ts'
import type { Account } from '#shared/model/account.ts'
import type { Device } from '#shared/model/device.ts'
import type { SectionName } from '#shared/model/section.ts'
import type { Provider } from '../providers/provider.ts'
import { cappedLog, type CappedLog } from './capped-log.ts'
import { dayMs, dueAgeMs, sectionQuota } from './request-budget.ts'
import { addDrift, logDrift } from './pass-tally.ts'
import type { SyncParts } from './sync-parts.ts'

/** What one run over the details of an account did. Counts are devices, but for `failed`: readings that came to nothing, and `rejected`. */
export interface DetailsTally {
  read: number
  changed: number
  failed: number
  /** Items of the answers that could not be read. */
  rejected: number
  /** Keys of the answers that nobody reads, with how often they came. */
  readonly drift: Record<string, number>
}

/** One run over the due sections of one account. */
interface DetailsRun {
  readonly parts: SyncParts
  readonly account: Account
  readonly provider: Provider
  readonly signal: AbortSignal
  readonly startedAt: number
  readonly traceId: string
  readonly log: CappedLog
  readonly tally: DetailsTally
  /** The account cannot be reached: asking its other devices would only fail as well. */
  isCutOff: boolean
}

/** Lines about single devices and sections that failed in one run; the rest is counted (S189). */
const failureLines = 200

const ownFault = new Set(['network.timeout', 'vendor.failed', 'vendor.contract', 'vendor.not-found', 'vendor.refused', 'auth.missing-right'])

/** False for what concerns one device or one call; anything else would meet every other device too. */
const isAboutAccount = (error: unknown, provider: Provider): boolean => provider.link.isOpen || !isAppError(error) || !ownFault.has(error.code)

async function readOne(run: DetailsRun, device: Device, section: SectionName, pickedAt: number): Promise<void> {
  const { parts, provider, signal, tally, log, traceId } = run
  const isWanted = (_: SectionName, answeredAt: number) => answeredAt < pickedAt
  try {
    const { asked, changed, rejected, drift } = await parts.context.sections.read(device, [section], { isWanted, signal, log, traceId })
    addDrift(tally, drift)
    tally.rejected += rejected
    if (asked.length > 0) tally.read += 1
    if (changed.length > 0) tally.changed += 1
  } catch (error) {
    if (signal.aborted) return
    tally.failed += 1
    run.isCutOff ||= isAboutAccount(error, provider)
  }
}

async function readWave(run: DetailsRun, wave: readonly Device[], section: SectionName, pickedAt: number): Promise<void> {
  const lanes = Math.max(1, Math.floor(run.provider.manifest.limits.parallel / 2))
  let next = 0
  const lane = async () => {
    for (let device = wave[next++]; device && !run.signal.aborted && !run.isCutOff; device = wave[next++]) await readOne(run, device, section, pickedAt)
  }
  await Promise.all(Array.from({ length: lanes }, lane))
}

/** Shows how far the details of this pass are. */
function showWaves({ parts, account, tally }: DetailsRun): void {
  const counts = { done: tally.read, total: null, perSecond: null, secondsLeft: null, bytes: 0 }
  parts.board.show({ accountId: account.id, kind: 'details', stage: 'sections', ...counts, says: `Details of ${tally.read} devices read` })
}

/** Every device of a wave is noted as asked, whatever came of it, so that the next wave holds others. */
async function readSection(run: DetailsRun, section: SectionName, ageMs: number, devices: number): Promise<void> {
  const { parts, account, provider, signal, startedAt } = run
  const { store, ports } = parts.context
  const wave = ports.settings.syncBatchSize
  let left = sectionQuota(devices, account.syncInterval, ageMs, wave)
  while (left > 0 && !signal.aborted && !run.isCutOff) {
    const pickedAt = ports.clock.now()
    const due = await store.read.dueDevices({
      accountId: account.id,
      section,
      readBefore: pickedAt - ageMs,
      answeredBefore: pickedAt - Math.min(ageMs, dayMs),
      triedBefore: startedAt,
      families: provider.manifest.sectionFamilies[section] ?? null,
      limit: Math.min(wave, left),
    })
    if (due.length === 0) return
    showWaves(run)
    await readWave(run, due, section, pickedAt)
    left -= due.length
  }
}

function logRun({ parts, account, startedAt, traceId, log, tally }: DetailsRun): void {
  const { ports } = parts.context
  const facts = { accountId: account.id, traceId }
  if (log.unwritten > 0) ports.log.warn('more devices and sections were not read', { count: log.unwritten, ...facts })
  logDrift(ports.log, facts, tally)
  const { read, changed, failed, rejected } = tally
  ports.log.info('sync of details ended', { read, changed, failed, rejected, durationMs: ports.clock.now() - startedAt, ...facts })
}

/**
 * Reads due sections of an account in waves of the batch size, online devices first, until the quota of this pass is
 * used. Offline devices are read from what the server stores, like any other.
 */
export async function runSectionWaves(parts: SyncParts, account: Account, devices: number, signal: AbortSignal): Promise<DetailsTally> {
  const { connections, ports } = parts.context
  const run: DetailsRun = {
    parts,
    account,
    signal,
    provider: await connections.provider(account.id),
    startedAt: ports.clock.now(),
    traceId: ports.ids.next('p'),
    log: cappedLog(ports.log, failureLines),
    tally: { read: 0, changed: 0, failed: 0, rejected: 0, drift: {} },
    isCutOff: false,
  }
  for (const [section, ageMs] of Object.entries(dueAgeMs) as [SectionName, number][]) await readSection(run, section, ageMs, devices)
  logRun(run)
  return run.tally
}
