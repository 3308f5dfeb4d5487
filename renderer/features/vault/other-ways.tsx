import { useState } from 'react'
import type { ClosedLock } from '#shared/contract/vault.ts'
import { useApi } from '../../api/client.ts'
import { useCommand } from '../../api/use-command.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import styles from './lock-page.module.css'
import { say } from './vault-words.ts'

/** Goes on with nothing kept. */
export function SessionOnly({ hasProfile }: { readonly hasProfile: boolean }) {
  const api = useApi()
  const session = useCommand(api.vault.useSession)
  return (
    <section className={styles.way}>
      <h2>{say('sessionTitle')}</h2>
      <p className={styles.why}>{say(hasProfile ? 'sessionKept' : 'sessionWhy')}</p>
      <Button isBusy={session.isRunning} onClick={() => void session.run({})}>
        {say(session.isRunning ? 'sessionStarting' : 'session')}
      </Button>
      {session.error && <ErrorPanel error={session.error} />}
    </section>
  )
}

interface AskAgainProps {
  readonly lock: ClosedLock
  /** It is the first thing to do here. */
  readonly isFirst: boolean
}

/** Asks the key store again, and says so when it still does not open. */
export function AskAgain({ lock, isFirst }: AskAgainProps) {
  const api = useApi()
  const retry = useCommand(api.vault.retry)
  const [wasAsked, setAsked] = useState(false)
  const ask = async () => {
    setAsked(false)
    const answer = await retry.run({})
    setAsked(answer !== undefined && answer.state !== 'open')
  }
  return (
    <section className={styles.way}>
      <h2>{say('retryTitle')}</h2>
      <p className={styles.why}>{say(lock.reason === 'keychain-locked' ? 'lockedHint' : 'missingHint')}</p>
      <Button tone={isFirst ? 'primary' : 'plain'} isBusy={retry.isRunning} onClick={() => void ask()}>
        {say(retry.isRunning ? 'retrying' : 'retry')}
      </Button>
      <p className={styles.why} role="status">
        {wasAsked && !retry.isRunning && say('stillClosed')}
      </p>
      {retry.error && <ErrorPanel error={retry.error} />}
    </section>
  )
}
