import { useEffect, useLayoutEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Api } from '#shared/contract/client.ts'
import { stopAll } from '#shared/util/stop.ts'
import { useStore } from 'zustand'
import { ClientContext, useApi, useConnection } from '../api/client.ts'
import type { Client } from '../api/client.ts'
import { AccountsContext, createAccounts } from '../features/accounts/accounts-store.ts'
import { FleetContext } from '../features/inventory/fleet-context.ts'
import { createFleet } from '../features/inventory/fleet-store.ts'
import { LockPage } from '../features/vault/lock-page.tsx'
import { i18n } from '../lib/i18n.ts'
import { ErrorPanel } from '../ui/error-panel.tsx'
import { ProgressLine } from '../ui/progress-line.tsx'
import { ThemeProvider } from '../ui/theme-provider.tsx'
import { say } from './app-words.ts'
import { startEndingShells } from './end-shells.ts'
import { ErrorBoundary } from './error-boundary.tsx'
import { Frame } from './frame.tsx'
import { keepTabs } from './kept-tabs.ts'
import { ModesContext, useModesFromCore } from './modes-store.ts'
import { schemeOf, useTheme } from './theme.ts'
import { createWorkspace, WorkspaceContext } from './workspace-store.ts'

/** Everything a window keeps of one company. */
const createWindow = (api: Api) => ({ fleet: createFleet(api), accounts: createAccounts(api), workspace: createWorkspace() })

type Window = ReturnType<typeof createWindow>

/**
 * The list shows account names; both are read, then followed, and read again after a lost connection. True when all of it
 * was asked for: the frame is drawn after that, so that answers are on their way meanwhile.
 */
function useRunning({ fleet, accounts, workspace }: Window): boolean {
  const api = useApi()
  const connection = useConnection()
  const [isRunning, setRunning] = useState(false)
  useLayoutEffect(() => {
    const stop = stopAll([
      fleet.start(accounts.answered()),
      accounts.state.subscribe((state) => {
        fleet.setAccountNames(new Map(state.accounts.map(({ account }) => [account.id, account.name])))
        fleet.setListTimes(new Map(state.accounts.map(({ account, listFetchedAt }) => [account.id, listFetchedAt])))
      }),
      accounts.start(),
      keepTabs(api, workspace),
      startEndingShells(workspace),
      connection.subscribe((now, before) => {
        if (now.epoch === before.epoch || before.epoch === 0) return
        accounts.reload()
        fleet.actions.reload()
      }),
    ])
    setRunning(true)
    return stop
  }, [api, fleet, accounts, workspace, connection])
  return isRunning
}

/** Tells the core whether anybody looks: the list is polled every minute then, and rarely otherwise. */
function useVisibility(): void {
  const api = useApi()
  useEffect(() => {
    const tell = () => void api.sync.setVisible({ isVisible: document.visibilityState === 'visible' }).catch(() => undefined)
    tell()
    document.addEventListener('visibilitychange', tell)
    return () => document.removeEventListener('visibilitychange', tell)
  }, [api])
}

function CompanyWindow() {
  const api = useApi()
  const [stores] = useState(() => createWindow(api))
  const isRunning = useRunning(stores)
  useVisibility()
  if (!isRunning) return null
  return (
    <AccountsContext value={stores.accounts}>
      <FleetContext value={stores.fleet}>
        <WorkspaceContext value={stores.workspace}>
          <Frame />
        </WorkspaceContext>
      </FleetContext>
    </AccountsContext>
  )
}

function Console() {
  const { modes, error } = useModesFromCore()
  const isRefused = useStore(useConnection(), (connection) => connection.state.kind === 'refused')
  if (isRefused) return <ErrorPanel error={{ what: say('refused'), effect: say('refusedEffect'), next: say('refusedNext') }} />
  if (!modes && error?.code === 'vault.locked') return <LockPage />
  if (!modes) return error ? <ErrorPanel error={error} /> : <ProgressLine name={say('starting')} isBusy />
  return (
    <ModesContext value={modes}>
      <CompanyWindow key={modes.company.id} />
    </ModesContext>
  )
}

/** The whole window over a client. Changing the company or the language starts it afresh. */
export function ConsoleRoot({ client }: { readonly client: Client }) {
  const theme = useTheme()
  const { i18n: language } = useTranslation(undefined, { i18n })
  return (
    <ThemeProvider scheme={schemeOf(theme)}>
      <ErrorBoundary>
        <ClientContext value={client}>
          <Console key={language.language} />
        </ClientContext>
      </ErrorBoundary>
    </ThemeProvider>
  )
}
