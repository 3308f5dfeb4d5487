import type { ClosedLock } from '#shared/contract/vault.ts'
import { useStore } from 'zustand'
import { useApi, useConnection } from '../../api/client.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { useEvent } from '../../api/use-event.ts'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { IconOf } from '../../ui/icon-of.tsx'
import { LockIcon } from '../../ui/icons.ts'
import { ProgressLine } from '../../ui/progress-line.tsx'
import { CreateVaultForm } from './create-vault-form.tsx'
import styles from './lock-page.module.css'
import { AskAgain, SessionOnly } from './other-ways.tsx'
import { UnlockForm } from './unlock-form.tsx'
import { say } from './vault-words.ts'

type Words = readonly [title: Parameters<typeof say>[0], why: Parameters<typeof say>[0]]

function wordsOf({ reason, hasProfile }: ClosedLock): Words {
  if (reason === 'passphrase') return ['unlockTitle', 'unlockWhy']
  if (reason === 'keychain-locked') return hasProfile ? ['lockedTitle', 'lockedKept'] : ['chooseTitle', 'lockedNew']
  return hasProfile ? ['missingTitle', 'missingKept'] : ['chooseTitle', 'missingNew']
}

function Ways({ lock }: { readonly lock: ClosedLock }) {
  const has = (way: ClosedLock['ways'][number]) => lock.ways.includes(way)
  const isOpening = lock.state === 'opening'
  return (
    <div className={styles.ways}>
      {has('unlock') && (
        <section className={styles.way}>
          <UnlockForm isOpening={isOpening} />
        </section>
      )}
      {has('create') && (
        <section className={styles.way}>
          <h2>{say('createTitle')}</h2>
          <p className={styles.why}>{say('createWhy')}</p>
          <CreateVaultForm isOpening={isOpening} />
        </section>
      )}
      <div className={styles.others}>
        {has('retry') && lock.hasProfile && <AskAgain lock={lock} isFirst />}
        {has('session') && <SessionOnly hasProfile={lock.hasProfile} />}
        {has('retry') && !lock.hasProfile && <AskAgain lock={lock} isFirst={false} />}
      </div>
    </div>
  )
}

/** The first screen of a console whose keys are closed: why, in words, and every way on. */
export function LockPage() {
  const api = useApi()
  const epoch = useStore(useConnection(), (connection) => connection.epoch)
  const { value: lock, error, reload } = useAnswer(`lock ${epoch}`, () => api.vault.state({}))
  useEvent('vault.changed', reload)
  if (lock === undefined || lock.state === 'open') return error ? <ErrorPanel error={error} /> : <ProgressLine name={say('asking')} isBusy />
  const [title, why] = wordsOf(lock)
  return (
    <main className={styles.page}>
      <div className={styles.column} data-narrow={!lock.ways.includes('create')}>
        <header className={styles.head}>
          <p className={styles.product}>
            <IconOf icon={LockIcon} />
            {say('product')}
          </p>
          <h1>{say(title)}</h1>
          <p className={styles.why}>{say(why)}</p>
        </header>
        <Ways lock={lock} />
      </div>
    </main>
  )
}
