import type { Account } from '#shared/model/account.ts'
import type { SyncSummary } from '#shared/model/sync.ts'
import type { Stop } from '#shared/util/stop.ts'
import { runListPass } from './list-pass.ts'
import { runSectionWaves } from './section-waves.ts'
import type { SyncParts } from './sync-parts.ts'
import { afterFullPass, neverPassed, planPasses } from './sync-plan.ts'
import type { LastPasses, NextPasses } from './sync-plan.ts'

/** Due times are looked at when they come; this is only for what nobody announced, such as a changed clock. */
const lookAtLeastEveryMs = 60_000

/** Decides when each account is read. Its list and its details are two works: one of each at a time per account. */
export interface SyncScheduler {
  /** Starts a full pass; undefined when the list is being read already. Resolves with the list; with `wait`, with the details. */
  runNow(account: Account, sections: 'none' | 'follow' | 'wait'): Promise<SyncSummary> | undefined
  setVisible(isVisible: boolean): void
  next(accountId: string): NextPasses | undefined
  /** Looks at due times again: an account was added, changed or switched on, or the console is online again. */
  wake(): void
  /** Working offline was switched on: a read of a list that ends without one counts as not begun, so that `wake` begins it again. */
  cut(): void
  readonly stop: Stop
}

interface Scheduler {
  readonly parts: SyncParts
  readonly last: Map<string, LastPasses>
  readonly plans: Map<string, NextPasses>
  /** Runs over details, by account. */
  readonly details: Map<string, Promise<void>>
  isVisible: boolean
  /** How often working offline was switched on. */
  cuts: number
  /** Arms the timer for the next look. */
  lookIn: (delayMs: number) => void
}

function plan({ parts, last, plans, isVisible }: Scheduler, account: Account): NextPasses {
  const next = planPasses(account, last.get(account.id) ?? neverPassed, isVisible, parts.context.ports.ids.random())
  plans.set(account.id, next)
  return next
}

/** Reads the list and plans the next time, also when the store could not take the summary: a full disk is no reason to hurry. */
async function readList(scheduler: Scheduler, account: Account, kind: 'full' | 'poll', signal: AbortSignal): Promise<SyncSummary> {
  const { parts, last } = scheduler
  const startedAt = parts.context.ports.clock.now()
  const { cuts } = scheduler
  let outcome: SyncSummary['outcome'] = 'failed'
  try {
    const summary = await runListPass(parts, account, kind, signal)
    outcome = summary.outcome
    return summary
  } finally {
    const before = last.get(account.id) ?? neverPassed
    const wasCut = outcome === 'failed' && scheduler.cuts !== cuts
    if (!wasCut) last.set(account.id, kind === 'full' ? afterFullPass(before, startedAt, outcome) : { ...before, pollAt: startedAt })
    plan(scheduler, account)
  }
}

/** Takes the list lane of an account before anything is awaited, so that the answer is true at once. */
function startList(scheduler: Scheduler, account: Account, kind: 'full' | 'poll'): Promise<SyncSummary> | undefined {
  const controller = new AbortController()
  const release = scheduler.parts.board.begin(account.id, 'list', controller)
  return release && readList(scheduler, account, kind, controller.signal).finally(() => {
    release()
    scheduler.lookIn(0)
  })
}

async function readDetails({ parts }: Scheduler, account: Account): Promise<void> {
  const { board, context } = parts
  const controller = new AbortController()
  const release = board.begin(account.id, 'details', controller)
  if (!release) return
  try {
    const devices = (await context.store.read.listStates())[account.id]?.deviceCount ?? 0
    const { read } = await runSectionWaves(parts, account, devices, controller.signal)
    board.endDetails(account.id, `Details of ${read} devices read`)
  } catch (error) {
    context.ports.log.warn('section waves ended early', { accountId: account.id, reason: String(error) })
  } finally {
    release()
  }
}

/** Details are read beside the polls of the list; a run that is under way is joined. */
function startDetails(scheduler: Scheduler, account: Account): Promise<void> {
  const { details } = scheduler
  const running = details.get(account.id) ?? readDetails(scheduler, account).finally(() => details.delete(account.id))
  details.set(account.id, running)
  return running
}

function runFull(scheduler: Scheduler, account: Account, sections: 'none' | 'follow' | 'wait'): Promise<SyncSummary> | undefined {
  return startList(scheduler, account, 'full')?.then(async (summary) => {
    const isRead = summary.outcome === 'done' || summary.outcome === 'partial'
    const details = isRead && sections !== 'none' ? startDetails(scheduler, account) : undefined
    if (sections === 'wait') await details
    return summary
  })
}

/** Starts what is due. Answers when something will be due next, in epoch milliseconds. */
async function startDue(scheduler: Scheduler): Promise<number> {
  const { parts, plans } = scheduler
  const { connections, modes, ports } = parts.context
  if (modes.isOffline() || !ports.profile.isWriter) return Infinity
  let nextAt = Infinity
  for (const account of await connections.list()) {
    const health = connections.health(account.id)
    if (!account.isActive || parts.board.isRunning(account.id) || health.state === 'needs-sign-in') continue
    const { pollAt, fullAt } = plans.get(account.id) ?? plan(scheduler, account)
    const now = ports.clock.now()
    const dueAt = Math.max(Math.min(pollAt, fullAt), health.retryAt ?? 0)
    if (now < dueAt) nextAt = Math.min(nextAt, dueAt)
    else (now >= fullAt ? runFull(scheduler, account, 'follow') : startList(scheduler, account, 'poll'))?.catch((error: unknown) => warn(parts, error))
  }
  return nextAt
}

const warn = ({ context }: SyncParts, error: unknown): void => context.ports.log.warn('sync ended early', { reason: String(error) })

async function restoreLast({ parts, last }: Scheduler): Promise<void> {
  for (const { accountId, kind, startedAt } of await parts.context.store.read.lastPasses()) {
    const { pollAt, fullAt } = last.get(accountId) ?? neverPassed
    last.set(accountId, { pollAt: Math.max(pollAt ?? 0, startedAt), fullAt: kind === 'full' ? startedAt : fullAt, failed: null })
  }
}

/** A timer for the next look, armed anew after each. Answers how to arm it and how to end it. */
function createTimer(scheduler: Scheduler): { readonly arm: (delayMs: number) => void; readonly stop: Stop } {
  const { clock } = scheduler.parts.context.ports
  let cancel: Stop | undefined
  let isStopped = false
  const arm = (delayMs: number) => {
    cancel?.()
    cancel = isStopped ? undefined : clock.after(delayMs, look)
  }
  const look = () => {
    arm(lookAtLeastEveryMs)
    startDue(scheduler).then(
      (nextAt) => nextAt - clock.now() < lookAtLeastEveryMs && arm(Math.max(0, nextAt - clock.now())),
      (error: unknown) => warn(scheduler.parts, error),
    )
  }
  const stop = () => {
    isStopped = true
    cancel?.()
  }
  return { arm, stop }
}

/** Starts looking for due accounts. `isAutomatic` false (the command line) only runs what is asked for. */
export function startSyncScheduler(parts: SyncParts, isAutomatic: boolean): SyncScheduler {
  const scheduler: Scheduler = { parts, last: new Map(), plans: new Map(), details: new Map(), isVisible: isAutomatic, cuts: 0, lookIn: () => {} }
  const timer = createTimer(scheduler)
  const planAgain = () => {
    scheduler.plans.clear()
    scheduler.lookIn(0)
  }
  const begin = () => {
    if (isAutomatic) scheduler.lookIn = timer.arm
    scheduler.lookIn(0)
  }
  restoreLast(scheduler).catch((error: unknown) => warn(parts, error)).finally(begin)
  return {
    runNow: (account, sections) => runFull(scheduler, account, sections),
    setVisible: (isVisible) => {
      scheduler.isVisible = isVisible
      planAgain()
    },
    next: (accountId) => scheduler.plans.get(accountId),
    wake: planAgain,
    cut: () => {
      scheduler.cuts += 1
    },
    stop: () => {
      timer.stop()
      parts.board.cancelAll()
    },
  }
}
