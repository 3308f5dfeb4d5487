import { useState } from 'react'
import type { AccountView } from '#shared/model/account.ts'
import type { AccountId } from '#shared/model/ids.ts'
import { formatCount } from '../../lib/format-number.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { AddIcon } from '../../ui/icons.ts'
import { AccountDetail } from './account-detail.tsx'
import { AccountHealthWord } from './account-health.tsx'
import styles from './accounts-page.module.css'
import { useAccountsState } from './accounts-store.ts'
import { say } from './accounts-words.ts'

interface EntryProps {
  readonly view: AccountView
  readonly isChosen: boolean
  readonly onChoose: () => void
}

const Entry = ({ view, isChosen, onChoose }: EntryProps) => (
  <li>
    <button type="button" className={styles.entry} aria-current={isChosen} onClick={onChoose}>
      <span className={styles.name}>{view.account.name}</span>
      <span className={styles.count}>{formatCount(view.deviceCount)}</span>
      <AccountHealthWord health={view.health} />
      <span className={styles.faint}>{view.vendorLabel}</span>
      {view.isUnencrypted && <span className={styles.faint}>{say('notEncrypted')}</span>}
    </button>
  </li>
)

/** Every connection of the company: is it well, what can it do. */
export function AccountsPage({ onConnect }: { readonly onConnect: () => void }) {
  const { accounts, error, isLoaded } = useAccountsState((state) => state)
  const [chosen, setChosen] = useState<AccountId | null>(null)
  const view = accounts.find((one) => one.account.id === chosen) ?? accounts[0]
  if (error && !isLoaded) return <ErrorPanel error={error} />
  if (!view) {
    return (
      <EmptyState title={say('empty')} why={say('emptyWhy')}>
        <Button tone="primary" onClick={onConnect}>
          {say('connect')}
        </Button>
      </EmptyState>
    )
  }
  return (
    <div className={styles.page}>
      <nav className={styles.side} aria-label={say('title')}>
        <div className={styles.sideHead}>
          <h2>{say('title')}</h2>
          <Button icon={AddIcon} onClick={onConnect}>
            {say('addAnother')}
          </Button>
        </div>
        <ul className={styles.list}>
          {accounts.map((one) => (
            <Entry key={one.account.id} view={one} isChosen={one === view} onChoose={() => setChosen(one.account.id)} />
          ))}
        </ul>
      </nav>
      <AccountDetail key={view.account.id} view={view} />
    </div>
  )
}
