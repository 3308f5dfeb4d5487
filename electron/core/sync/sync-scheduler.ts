import type { Account } from '#shared/model/account.ts'
import type { SyncSummary } from '#shared/model/sync.ts'
import type { Stop } from '#shared/util/stop.ts'
import { runListPass } from './list-pass.ts'
import { runSectionWaves } from './section-waves.ts'
import type { SyncParts } from './sync-parts.ts'
import { planPasses } from './sync-plan.ts'
import type { LastPasses, NextPasses } from './sync-plan.ts'

/** How often due times are looked at. Coarse on purpose: nothing here is exact to the second. */
const lookEveryMs = 5_000

/** Decides when each account is read, and runs passes one at a time per account. */
export interface SyncScheduler {
  /** Runs a full pass now and waits for the list; with sections, for those too. Undefined when one is already running. */
  runNow(account: Account, withSections: boolean): Promise<SyncSummary | undefined>
  setVisible(isVisible: boolean): void
  next(accountId: string): NextPasses | undefined
  /** Looks at due times again soon: an account was added, changed or switched on. */
  wake(): void
  readonly stop: Stop
}

interface State {
  readonly last: Map<string, LastPasses>
  readonly plans: Map<string, NextPasses>
  isVisible: boolean
  isStopped: boolean
  cancelTimer: Stop | undefined
}

async function runPass(parts: SyncParts, state: State, account: Account, kind: 'full' | 'poll', withSections: boolean | 'background'): Promise<SyncSummary | undefined> {
  const controller = new AbortController()
  const release = parts.board.begin(account.id, controller)
  if (!release) return undefined
  const waves = async (summary: SyncSummary) => {
    const devices = summary.created + summary.updated + summary.touched + summary.unchanged
    if (summary.outcome !== 'failed' && withSections !== false) {
      const read = await parts.context.ports.trace.run(summary.traceId, () => runSectionWaves(parts, account, devices, controller.signal))
      parts.board.end(account.id, `Details of ${read} devices read`)
    }
  }
  try {
    const summary = await runListPass(parts, account, kind, controller.signal)
    const now = parts.context.ports.clock.now()
    const before = state.last.get(account.id)
    state.last.set(account.id, kind === 'full' ? { pollAt: now, fullAt: now } : { pollAt: now, fullAt: before?.fullAt ?? null })
    plan(parts, state, account)
    if (kind === 'full') await waves(summary).catch((error: unknown) => parts.context.ports.log.warn('section waves ended early', { accountId: account.id, reason: String(error) }))
    return summary
  } finally {
    release()
  }
}

function plan(parts: SyncParts, state: State, account: Account): NextPasses {
  const last = state.last.get(account.id) ?? { pollAt: null, fullAt: null }
  const next = planPasses(account, last, state.isVisible, parts.context.ports.ids.random())
  state.plans.set(account.id, next)
  return next
}

async function lookForDue(parts: SyncParts, state: State): Promise<void> {
  const { connections, modes, ports } = parts.context
  if (modes.isOffline() || !ports.profile.isWriter) return
  for (const account of await connections.list()) {
    if (!account.isActive || parts.board.isRunning(account.id)) continue
    const next = state.plans.get(account.id) ?? plan(parts, state, account)
    const retryAt = connections.health(account.id).retryAt ?? 0
    if (connections.health(account.id).state === 'needs-sign-in') continue
    const now = ports.clock.now()
    if (now < retryAt || state.isStopped) continue
    if (now >= next.fullAt) void runPass(parts, state, account, 'full', 'background')
    else if (now >= next.pollAt) void runPass(parts, state, account, 'poll', false)
  }
}

async function restoreLast(parts: SyncParts, state: State): Promise<void> {
  const done = (await parts.context.store.read.summaries(200)).filter((one) => one.outcome === 'done' || one.outcome === 'partial')
  for (const summary of done.toReversed()) {
    const before = state.last.get(summary.accountId)
    const fullAt = summary.kind === 'full' ? summary.endedAt : (before?.fullAt ?? null)
    if (summary.kind !== 'device') state.last.set(summary.accountId, { pollAt: summary.endedAt, fullAt })
  }
}

/** Starts looking for due accounts. `isAutomatic` false (the command line) only runs what is asked for. */
export function startSyncScheduler(parts: SyncParts, isAutomatic: boolean): SyncScheduler {
  const { clock, log } = parts.context.ports
  const state: State = { last: new Map(), plans: new Map(), isVisible: isAutomatic, isStopped: false, cancelTimer: undefined }
  const look = () => {
    lookForDue(parts, state).catch((error: unknown) => log.warn('sync could not look for due accounts', { reason: String(error) }))
    arm(lookEveryMs)
  }
  const arm = (delayMs: number) => {
    state.cancelTimer?.()
    state.cancelTimer = state.isStopped || !isAutomatic ? undefined : clock.after(delayMs, look)
  }
  void restoreLast(parts, state).finally(() => arm(0))
  return {
    runNow: (account, withSections) => runPass(parts, state, account, 'full', withSections),
    setVisible: (isVisible) => {
      state.isVisible = isVisible
      state.plans.clear()
      arm(0)
    },
    next: (accountId) => state.plans.get(accountId),
    wake: () => {
      state.plans.clear()
      arm(0)
    },
    stop: () => {
      state.isStopped = true
      state.cancelTimer?.()
      parts.board.cancelAll()
    },
  }
}
