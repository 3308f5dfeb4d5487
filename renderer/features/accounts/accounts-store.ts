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
  /** Passes that run, by account. */
  readonly progress: ReadonlyMap<AccountId, SyncProgress>
  /** The last full pass that ended, by account. */
  readonly last: ReadonlyMap<AccountId, SyncSummary>
  readonly nextFull: ReadonlyMap<AccountId, number | null>
}

export interface AccountsStore {
  readonly state: StoreApi<AccountsState>
  readonly reload: () => void
  /** Reads the accounts and follows their changes until stopped. */
  readonly start: () => Stop
}

const initial: AccountsState = { isLoaded: false, error: null, accounts: [], progress: new Map(), last: new Map(), nextFull: new Map() }
const isOver = (stage: SyncProgress['stage']): boolean => stage === 'done' || stage === 'failed' || stage === 'cancelled'

async function load(api: Api, state: StoreApi<AccountsState>): Promise<void> {
  try {
    const [accounts, status] = await Promise.all([api.accounts.list({}), api.sync.status({})])
    state.setState({
      isLoaded: true,
      error: null,
      accounts,
      progress: new Map(status.running.map((one) => [one.accountId, one])),
      last: new Map(status.last.filter((one) => one.kind === 'full').map((one) => [one.accountId, one])),
      nextFull: new Map(status.next.map((one) => [one.accountId, one.fullAt])),
    })
  } catch (error) {
    state.setState({ error: toAppError(error) })
  }
}

function follow(progress: ReadonlyMap<AccountId, SyncProgress>, news: SyncProgress): ReadonlyMap<AccountId, SyncProgress> {
  const next = new Map(progress)
  if (news.kind !== 'full' || isOver(news.stage)) next.delete(news.accountId)
  else next.set(news.accountId, news)
  return next
}

/** Creates the store. Nothing is read before `start`. */
export function createAccounts(api: Api): AccountsStore {
  const state = createStore<AccountsState>(() => initial)
  const reload = () => void load(api, state)
  return {
    state,
    reload,
    start: () => {
      reload()
      return stopAll([
        api.on('accounts.changed', reload),
        api.on('sync.progressed', (news) => state.setState(({ progress }) => ({ progress: follow(progress, news) }))),
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
