import type { Api } from '#shared/contract/client.ts'
import type { AppErrorShape } from '#shared/errors/app-error.ts'
import type { AccountView } from '#shared/model/account.ts'
import type { AccountId } from '#shared/model/ids.ts'
import type { SyncProgress, SyncSummary } from '#shared/model/sync.ts'
import { stopAll } from '#shared/util/stop.ts'
import type { Stop } from '#shared/util/stop.ts'
import { createContext, useContext } from 'react'
import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { StoreApi } from 'zustand/vanilla'
import { toAppError } from '../../api/to-app-error.ts'

/** The accounts of the open company and how their syncs are going. */
export interface AccountsState {
  readonly isLoaded: boolean
  readonly error: AppErrorShape | null
  readonly accounts: readonly AccountView[]
  /** Full reads of the list that run, by account. */
  readonly progress: ReadonlyMap<AccountId, SyncProgress>
  /** The last full pass that ended, by account. */
  readonly last: ReadonlyMap<AccountId, SyncSummary>
  readonly nextFull: ReadonlyMap<AccountId, number | null>
  /** Requests of the last 24 hours, and the most that background work may send in a day. */
  readonly requests: ReadonlyMap<AccountId, { readonly lastDay: number; readonly budget: number }>
}

export interface AccountsStore {
  readonly state: StoreApi<AccountsState>
  readonly reload: () => void
  /** Resolves when the accounts were read once, or could not be. */
  readonly answered: () => Promise<void>
  /** Reads the accounts and follows their changes until stopped. */
  readonly start: () => Stop
}

const initial: AccountsState = { isLoaded: false, error: null, accounts: [], progress: new Map(), last: new Map(), nextFull: new Map(), requests: new Map() }
const isOver = (stage: SyncProgress['stage']): boolean => stage === 'done' || stage === 'failed' || stage === 'cancelled'

async function load(api: Api, state: StoreApi<AccountsState>): Promise<void> {
  try {
    const [accounts, status] = await Promise.all([api.accounts.list({}), api.sync.status({})])
    state.setState({
      isLoaded: true,
      error: null,
      accounts,
      progress: new Map(status.running.filter((one) => one.kind === 'full').map((one) => [one.accountId, one])),
      last: new Map(status.last.filter((one) => one.kind === 'full').map((one) => [one.accountId, one])),
      nextFull: new Map(status.next.map((one) => [one.accountId, one.fullAt])),
      requests: new Map(status.requests.map((one) => [one.accountId, one])),
    })
  } catch (error) {
    state.setState({ error: toAppError(error) })
  }
}

/** Polls and reading of details go on beside a full read and say nothing about it. */
function follow(progress: ReadonlyMap<AccountId, SyncProgress>, news: SyncProgress): ReadonlyMap<AccountId, SyncProgress> {
  if (news.kind !== 'full') return progress
  const next = new Map(progress)
  if (isOver(news.stage)) next.delete(news.accountId)
  else next.set(news.accountId, news)
  return next
}

const isAnswered = ({ isLoaded, error }: AccountsState): boolean => isLoaded || error !== null

function untilAnswered(state: StoreApi<AccountsState>): Promise<void> {
  if (isAnswered(state.getState())) return Promise.resolve()
  return new Promise((done) => {
    const stop = state.subscribe((now) => {
      if (!isAnswered(now)) return
      stop()
      done()
    })
  })
}

/** Creates the store. Nothing is read before `start`. */
export function createAccounts(api: Api): AccountsStore {
  const state = createStore<AccountsState>(() => initial)
  const reload = () => void load(api, state)
  return {
    state,
    reload,
    answered: () => untilAnswered(state),
    start: () => {
      reload()
      return stopAll([
        api.on('accounts.changed', reload),
        api.on('sync.progressed', (news) => {
          state.setState(({ progress }) => ({ progress: follow(progress, news) }))
          if (news.kind === 'details' && isOver(news.stage)) reload()
        }),
        api.on('sync.finished', (summary) => {
          if (summary.kind === 'full') state.setState(({ last }) => ({ last: new Map(last).set(summary.accountId, summary) }))
          reload()
        }),
      ])
    },
  }
}

export const AccountsContext = createContext<AccountsStore | null>(null)

export function useAccounts(): AccountsStore {
  const store = useContext(AccountsContext)
  if (!store) throw new Error('No accounts above this component.')
  return store
}

/** A part of the accounts' state. */
export const useAccountsState = <T>(pick: (state: AccountsState) => T): T => useStore(useAccounts().state, pick)
