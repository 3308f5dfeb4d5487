import { AppError } from '#shared/errors/app-error.ts'
import type { Account } from '#shared/model/account.ts'
import { AccountId } from '#shared/model/ids.ts'
import type { SyncSummary } from '#shared/model/sync.ts'
import { stopAll } from '#shared/util/stop.ts'
import type { CompanyContext, Feature } from '../context.ts'
import { createChangeFeed } from './change-feed.ts'
import { runDevicePass } from './device-pass.ts'
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
    accounts.map(async (account) => {
      const summary = await scheduler.runNow(account, withSections)
      if (!summary) throw alreadyRunning(account)
      return summary
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
  }
}

/** The `sync.*` commands and the scheduler behind them. */
export function createSyncFeature(context: CompanyContext): Feature<'sync'> {
  const feed = createChangeFeed(context.events, context.ports.clock)
  const parts: SyncParts = { context, feed, board: createSyncBoard(context.events) }
  const scheduler = startSyncScheduler(parts, context.ports.host !== 'cli')
  const stopListening = context.events.subscribe(({ path }) => {
    if (path === 'accounts.changed') scheduler.wake()
  })
  return {
    noun: 'sync',
    stop: stopAll([feed.stop, stopListening, scheduler.stop]),
    handlers: {
      run: (input) => runAll(context, scheduler, input.accountId, input.withSections),
      start: async (input) => {
        context.modes.assertOnline()
        const accounts = await chooseAccounts(context, input.accountId)
        for (const account of accounts) void scheduler.runNow(account, true)
        return { started: accounts.map((account) => account.id) }
      },
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
