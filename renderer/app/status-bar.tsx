import type { ReactNode } from 'react'
import type { AccountView } from '#shared/model/account.ts'
import { useStore } from 'zustand'
import { useApi, useConnection } from '../api/client.ts'
import { useAnswer } from '../api/use-answer.ts'
import { useEvent } from '../api/use-event.ts'
import { useAccountsState } from '../features/accounts/accounts-store.ts'
import { useFleet } from '../features/inventory/fleet-context.ts'
import { formatBytes, formatCount, formatPercent } from '../lib/format-number.ts'
import { formatAge } from '../lib/format-time.ts'
import { useNow } from '../lib/use-now.ts'
import { StatusShape } from '../ui/status-shape.tsx'
import type { Shape } from '../ui/status-shape.tsx'
import { say } from './app-words.ts'
import { toggleOffline, toggleReadOnly } from './commands.ts'
import { useModes } from './modes-store.ts'
import styles from './status-bar.module.css'
import { useWorkspace } from './workspace-store.ts'

interface PartProps {
  readonly children: ReactNode
  readonly onClick: () => void
  readonly shape?: Shape
  readonly title?: string
  readonly isEnd?: boolean
  readonly isPressed?: boolean
}

const Part = ({ children, onClick, shape, title, isEnd = false, isPressed }: PartProps) => (
  <button type="button" className={styles.part} data-end={isEnd} title={title} aria-pressed={isPressed} onClick={onClick}>
    {shape && <StatusShape shape={shape} isTinted />}
    {children}
  </button>
)

interface Reach {
  readonly shape: Shape
  readonly says: string
}

function reachOf(accounts: readonly AccountView[], isOffline: boolean): Reach {
  if (isOffline) return { shape: 'offline', says: say('offlineState') }
  const active = accounts.filter((view) => view.account.isActive)
  if (active.length === 0) return accounts.length === 0 ? { shape: 'unknown', says: say('noAccount') } : { shape: 'inactive', says: say('accountsOff') }
  const ok = active.filter((view) => view.health.state === 'ok').length
  if (ok === active.length) return { shape: 'online', says: say('connected', { count: ok }) }
  const bad = active.find((view) => view.health.state !== 'ok')
  return { shape: 'late', says: active.length === 1 ? (bad?.health.says ?? '') : say('connectedSome', { ok, count: active.length }) }
}

function useReach(): Reach {
  const host = useStore(useConnection(), (connection) => connection.state)
  const accounts = useAccountsState((state) => state.accounts)
  const { isOffline } = useModes()
  if (host.kind === 'lost') return { shape: 'late', says: say('hostLost') }
  if (host.kind === 'connecting') return { shape: 'unknown', says: say('hostConnecting') }
  return reachOf(accounts, isOffline)
}

function ListAge({ onClick }: { readonly onClick: () => void }) {
  const now = useNow()
  const accounts = useAccountsState((state) => state.accounts)
  const times = accounts.flatMap((view) => (view.listFetchedAt === null ? [] : [view.listFetchedAt]))
  if (accounts.length === 0) return null
  return <Part onClick={onClick}>{times.length === 0 ? say('neverRead') : say('lastList', { age: formatAge(Math.min(...times), now) })}</Part>
}

function Running({ onClick }: { readonly onClick: () => void }) {
  const progress = useAccountsState((state) => state.progress)
  const accounts = useAccountsState((state) => state.accounts)
  return accounts.flatMap(({ account }) => {
    const running = progress.get(account.id)
    if (!running) return []
    const share = running.total ? formatPercent(Math.floor((running.done / running.total) * 100)) : null
    return [
      <Part key={account.id} onClick={onClick} shape="waiting">
        {share === null ? say('reading', { name: account.name }) : say('readingShare', { name: account.name, share })}
      </Part>,
    ]
  })
}

/** Devices that wait for a decision; asked again when a list was read or one was settled. */
function OpenReviews({ onClick }: { readonly onClick: () => void }) {
  const api = useApi()
  const { value, reload } = useAnswer('reviews', () => api.reviews.list({ limit: 1 }))
  useEvent('sync.finished', reload)
  useEvent('reviews.changed', reload)
  if (!value || value.open === 0) return null
  return (
    <Part onClick={onClick} shape="warning">
      {say('openReviews', { count: value.open })}
    </Part>
  )
}

/** What the console is connected to, how old its list is, what runs, what it sent, and its two locks. It never hides. */
export function StatusBar() {
  const api = useApi()
  const workspace = useWorkspace()
  const fleet = useFleet()
  const modes = useModes()
  const reach = useReach()
  const context = { api, modes, workspace, fleet, hasAccount: true }
  const showAccounts = () => workspace.open({ kind: 'accounts' })
  return (
    <footer className={styles.bar} aria-label={say('statusBar')} data-pane="status">
      <Part onClick={showAccounts} shape={reach.shape}>
        {reach.says}
      </Part>
      <ListAge onClick={showAccounts} />
      <Running onClick={showAccounts} />
      <OpenReviews onClick={() => workspace.open({ kind: 'reviews' })} />
      <Part onClick={() => workspace.open({ kind: 'diagnostics' })} title={say('trafficHint')}>
        {say('traffic', { requests: formatCount(modes.requests), bytes: formatBytes(modes.bytes) })}
      </Part>
      {modes.vault.kind === 'session' && (
        <Part onClick={showAccounts} shape="warning" title={modes.vault.says}>
          {say('vaultSession')}
        </Part>
      )}
      <span className={styles.gap} />
      <Part onClick={() => void toggleOffline(context)} isEnd isPressed={modes.isOffline}>
        {say(modes.isOffline ? 'goOnline' : 'goOffline')}
      </Part>
      <Part onClick={() => toggleReadOnly(context)} shape={modes.isReadOnly ? 'no-right' : 'warning'} isEnd isPressed={modes.isReadOnly}>
        {say(modes.isReadOnly ? 'modeReadOnly' : 'modeChanges')}
      </Part>
    </footer>
  )
}
