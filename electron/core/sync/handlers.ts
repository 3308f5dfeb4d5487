import type { OutputOf } from '#shared/contract/contract.ts'
import { AppError } from '#shared/errors/app-error.ts'
import type { Account } from '#shared/model/account.ts'
import { AccountId } from '#shared/model/ids.ts'
import type { SyncSummary } from '#shared/model/sync.ts'
import { stopAll } from '#shared/util/stop.ts'
import type { CompanyContext, Feature } from '../context.ts'
import { createChangeFeed } from './change-feed.ts'
import { runDevicePass } from './device-pass.ts'
import { dueAgeMs, requestBudget } from './request-budget.ts'
import { createSyncBoard } from './sync-board.ts'
import type { SyncParts } from './sync-parts.ts'
import { startSyncScheduler } from './sync-scheduler.ts'
import type { SyncScheduler } from './sync-scheduler.ts'

async function chooseAccounts({ connections }: CompanyContext, accountId: string | undefined): Promise<readonly Account[]> {
  if (accountId !== undefined) {
    await connections.provider(accountId)
    return [await connections.account(accountId)]
  }
  return (await connections.list()).filter((account) => account.isActive)
}

const alreadyRunning = (account: Account) =>
  new AppError({
    code: 'store.busy',
    what: `A sync of "${account.name}" is already running.`,
    effect: 'It goes on; no second one was started.',
    next: 'Follow its progress, or cancel it first.',
    remedy: 'wait',
  })

async function runAll(context: CompanyContext, scheduler: SyncScheduler, accountId: string | undefined, withSections: boolean): Promise<SyncSummary[]> {
  context.modes.assertOnline()
  const accounts = await chooseAccounts(context, accountId)
  return Promise.all(
    accounts.map((account) => {
      const running = scheduler.runNow(account, withSections ? 'wait' : 'none')
      if (!running) throw alreadyRunning(account)
      return running
    }),
  )
}

/** Starts full passes and tells which ones: an account whose list is being read already is not started again. */
async function startAll({ context }: SyncParts, scheduler: SyncScheduler, accountId: string | undefined): Promise<OutputOf<'sync.start'>> {
  context.modes.assertOnline()
  const accounts = await chooseAccounts(context, accountId)
  const isStarted = (account: Account): boolean => {
    const running = scheduler.runNow(account, 'follow')
    running?.catch((error: unknown) => context.ports.log.warn('sync ended early', { accountId: account.id, reason: String(error) }))
    return running !== undefined
  }
  const [started, running] = [[] as AccountId[], [] as AccountId[]]
  for (const account of accounts) (isStarted(account) ? started : running).push(account.id)
  return { started, running }
}

/** What each account cost in the last 24 hours, and the most that background work may cost in a day (S160). */
async function readRequests({ connections, store, usage, ports }: CompanyContext, accounts: readonly Account[]) {
  const [used, lists] = await Promise.all([usage.lastDay(), store.read.listStates()])
  return Promise.all(
    accounts.map(async ({ id, syncInterval }) => {
      const { limits } = await connections.manifest(id)
      const devices = lists[id]?.deviceCount ?? 0
      const budget = requestBudget({ devices, sections: dueAgeMs, syncInterval, wave: ports.settings.syncBatchSize, limits })
      return { accountId: id, lastDay: used.get(id)?.requests ?? 0, budget }
    }),
  )
}

async function readStatus({ context, board }: SyncParts, scheduler: SyncScheduler) {
  const accounts = await context.connections.list()
  return {
    running: [...board.running()],
    last: await context.store.read.summaries(20),
    next: accounts.map(({ id }) => ({ accountId: AccountId.parse(id), pollAt: scheduler.next(id)?.pollAt ?? null, fullAt: scheduler.next(id)?.fullAt ?? null })),
    mappings: await context.store.read.mappingCounts(),
    requests: await readRequests(context, accounts),
  }
}

/** The `sync.*` commands and the scheduler behind them. */
export function createSyncFeature(context: CompanyContext): Feature<'sync'> {
  const feed = createChangeFeed(context.events, context.ports.clock)
  const parts: SyncParts = { context, feed, board: createSyncBoard(context.events) }
  const scheduler = startSyncScheduler(parts, context.ports.host !== 'cli')
  let wasOffline = context.modes.isOffline()
  const stopListening = context.events.subscribe(({ path }) => {
    if (path === 'accounts.changed') scheduler.wake()
    if (path !== 'app.changed') return
    const isOffline = context.modes.isOffline()
    if (wasOffline && !isOffline) scheduler.wake()
    if (!wasOffline && isOffline) scheduler.cut()
    wasOffline = isOffline
  })
  const stopShut = context.connections.onShut(({ accountId }) => parts.board.cancelled(accountId))
  return {
    noun: 'sync',
    stop: stopAll([feed.stop, stopListening, stopShut, scheduler.stop]),
    handlers: {
      run: (input) => runAll(context, scheduler, input.accountId, input.withSections),
      start: (input) => startAll(parts, scheduler, input.accountId),
      device: async (input) => {
        context.modes.assertOnline()
        return runDevicePass(parts, input.deviceId)
      },
      cancel: async (input) => ({ cancelled: parts.board.cancel(input.accountId) }),
      status: () => readStatus(parts, scheduler),
      setVisible: async ({ isVisible }) => {
        scheduler.setVisible(isVisible)
        return { isVisible }
      },
    },
  }
}
