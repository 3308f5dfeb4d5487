import { AppError, isAppError, toSentence, toWire } from '#shared/errors/app-error.ts'
import type { Account } from '#shared/model/account.ts'
import { AccountId } from '#shared/model/ids.ts'
import type { SyncSummary } from '#shared/model/sync.ts'
import type { DevicePage, Provider } from '../providers/provider.ts'
import type { FinishResult, IngestResult, ListState } from '../storage/store.ts'
import { logSummary } from './pass-log.ts'
import { createPassProgress } from './pass-progress.ts'
import type { PassProgress } from './pass-progress.ts'
import { addPage, emptyTally, isTrustworthy, toSummary } from './pass-tally.ts'
import type { PassTally } from './pass-tally.ts'
import type { SyncParts } from './sync-parts.ts'

/** One pass over the device list of one account. */
interface Pass {
  readonly parts: SyncParts
  readonly account: Account
  readonly kind: 'full' | 'poll'
  readonly passId: string
  readonly startedAt: number
  readonly signal: AbortSignal
  readonly progress: PassProgress
  readonly tally: PassTally
  lastFetchedAt: number
}

/** Pages the store holds at once: one is written, one waits parsed, one is parsed. More would only fill the memory. */
const pagesAtOnce = 3

/** Rows of one transaction: a page is written in a few, and another call waits for one at most. */
const rowsAtOnce = 500

async function storePage(pass: Pass, page: DevicePage): Promise<void> {
  const { context, feed, board } = pass.parts
  const bytes = page.body.byteLength
  const sized = { index: page.index, pages: page.pages, body: { byteLength: bytes } as Uint8Array }
  const before = context.ports.clock.monotonic()
  const result = await context.store.write.ingestPage({
    accountId: pass.account.id,
    companyId: context.entry.id,
    vendor: pass.account.vendor,
    passId: pass.passId,
    pageKey: page.key,
    body: page.body,
    fetchedAt: page.fetchedAt,
    context: page.context,
    batchSize: rowsAtOnce,
  })
  context.pipeline.storedPage({ accountId: pass.account.id, exchange: page.exchange, result, durationMs: context.ports.clock.monotonic() - before })
  addPage(pass.tally, result, { bytes, requests: page.requests })
  logChanges(pass, result)
  feed.add(result, page.fetchedAt)
  pass.lastFetchedAt = Math.max(pass.lastFetchedAt, page.fetchedAt)
  board.show(pass.progress.stored(sized, result.rows))
}

/** One line a device that changed; devices that are all new, and rows that were refused, get one line a page (S189). */
function logChanges(pass: Pass, { created, changedIds, rejected, firstRejection }: IngestResult): void {
  const { log } = pass.parts.context.ports
  const facts = { accountId: pass.account.id, traceId: pass.passId }
  if (created > 0 && created === changedIds.length) log.info('sync added devices', { count: created, ...facts })
  else for (const deviceId of changedIds) log.info('sync changed a device', { deviceId, ...facts })
  if (rejected > 0) log.warn('sync refused rows', { count: rejected, reason: firstRejection, ...facts })
}

/** Hands every page to the store as it comes, so that it parses pages while it writes the one before them. */
async function readPages(pass: Pass, provider: Provider, resumed: ListState['unfinished']): Promise<void> {
  const skip = new Set(resumed?.pages)
  const pages = provider.listDevices({ skip, isPoll: pass.kind === 'poll', signal: pass.signal })
  const storing: Promise<void>[] = []
  try {
    for await (const page of pages) {
      pass.signal.throwIfAborted()
      const stored = storePage(pass, page)
      // A page that fails while the next one is fetched is told when its turn comes.
      stored.catch(() => undefined)
      if (storing.push(stored) === pagesAtOnce) await storing.shift()
    }
  } finally {
    await Promise.all(storing)
  }
}

async function finish(pass: Pass): Promise<FinishResult> {
  const { context, feed } = pass.parts
  const isComplete = isTrustworthy(pass.tally)
  const result = await context.store.write.finishPass({
    accountId: pass.account.id,
    passId: pass.passId,
    isComplete,
    startedAt: pass.startedAt,
    fetchedAt: pass.lastFetchedAt || context.ports.clock.now(),
  })
  const facts = { accountId: pass.account.id, traceId: pass.passId, reason: 'absent from the list' }
  for (const deviceId of result.changedIds) context.ports.log.info('sync changed a device', { deviceId, ...facts })
  feed.add({ changedIds: result.changedIds, touchedIds: [], touchedAt: [] }, pass.lastFetchedAt)
  return result
}

function summarize(pass: Pass, outcome: SyncSummary['outcome'], finished: FinishResult | null, error: unknown): SyncSummary {
  const clock = pass.parts.context.ports.clock
  return toSummary(
    {
      accountId: pass.account.id,
      kind: pass.kind,
      startedAt: pass.startedAt,
      endedAt: clock.now(),
      outcome,
      error: error === undefined ? null : toSentence(toWire(error)),
      traceId: pass.passId,
    },
    pass.tally,
    finished,
  )
}

async function runPages(pass: Pass, resumed: ListState['unfinished']): Promise<SyncSummary> {
  const { context } = pass.parts
  try {
    const provider = await context.connections.provider(pass.account.id)
    if (!resumed) await context.store.write.beginPass(pass.account.id, pass.passId, pass.startedAt)
    await readPages(pass, provider, resumed)
    const finished = await finish(pass)
    context.connections.report(pass.account.id, { ok: true })
    const isPartial = finished.isSuspicious || !isTrustworthy(pass.tally)
    return summarize(pass, isPartial ? 'partial' : 'done', finished, finished.isSuspicious ? shrunk(pass.tally) : undefined)
  } catch (error) {
    if (pass.signal.aborted) return summarize(pass, 'cancelled', null, cancelled())
    context.connections.report(pass.account.id, { ok: false, error })
    if (!isAppError(error)) context.ports.log.error('sync pass broke', { accountId: pass.account.id, reason: String(error) })
    return summarize(pass, 'failed', null, error)
  }
}

const shrunk = ({ rows }: PassTally) =>
  new AppError({
    code: 'vendor.contract',
    what: rows === 0 ? 'The server sent no devices.' : `The server sent only ${rows} ${rows === 1 ? 'device' : 'devices'}, far fewer than are known.`,
    effect: 'Nothing was removed.',
    next: "Check the key's scope: which clients and sites its role may see.",
    remedy: 'check-input',
  })

const cancelled = () =>
  new AppError({
    code: 'network.cut',
    what: 'The sync was stopped.',
    effect: 'What was read so far is stored.',
    next: 'The next sync goes on where this one stopped.',
    remedy: 'none',
  })

/**
 * Reads the device list of one account into the store: the one sync path. A pass that was interrupted is resumed at
 * its first missing page. Never throws; the summary says how it went.
 */
export async function runListPass(parts: SyncParts, account: Account, kind: 'full' | 'poll', signal: AbortSignal): Promise<SyncSummary> {
  const { ports, store } = parts.context
  const resumed = kind === 'full' ? ((await store.read.listStates())[account.id]?.unfinished ?? null) : null
  const pass: Pass = {
    parts,
    account,
    kind,
    signal,
    passId: resumed?.passId ?? ports.ids.next('p'),
    startedAt: resumed?.startedAt ?? ports.clock.now(),
    progress: createPassProgress(ports.clock, AccountId.parse(account.id), kind),
    tally: emptyTally(),
    lastFetchedAt: 0,
  }
  parts.board.show(pass.progress.at('connecting', 'Asking for the device list'))
  // The whole pass, so that its requests and what it stored are found under the id of its summary.
  const summary = await ports.trace.run(pass.passId, () => runPages(pass, resumed))
  const stage = summary.outcome === 'failed' || summary.outcome === 'cancelled' ? summary.outcome : 'done'
  parts.board.show(pass.progress.at(stage, summary.error ?? `${pass.tally.rows} devices read`))
  await store.write.saveSummary(summary)
  logSummary(ports.log, summary)
  parts.board.finished(summary)
  return summary
}
