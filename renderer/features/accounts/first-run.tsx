import type { AppState } from '#shared/contract/app.ts'
import { useApi } from '../../api/client.ts'
import { useCommand } from '../../api/use-command.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { StatusShape } from '../../ui/status-shape.tsx'
import type { Shape } from '../../ui/status-shape.tsx'
import { say } from './accounts-words.ts'
import styles from './first-run.module.css'

interface FirstRunProps {
  readonly isReadOnly: boolean
  readonly isOffline: boolean
  /** Where secrets will be kept. */
  readonly vault: AppState['vault']
  /** Whether any request left since the console started. */
  readonly hasSent: boolean
  readonly onConnect: () => void
}

function Practice() {
  const api = useApi()
  const practice = useCommand(api.company.startPractice)
  return (
    <section className={styles.choice}>
      <h2>{say('practiceTitle')}</h2>
      <p>{say('practiceWhy')}</p>
      <Button isBusy={practice.isRunning} onClick={() => void practice.run({})}>
        {practice.isRunning ? say('starting') : say('practice')}
      </Button>
      {practice.error && <ErrorPanel error={practice.error} />}
    </section>
  )
}

const Note = ({ shape, children }: { readonly shape: Shape; readonly children: string }) => (
  <p className={styles.note}>
    <StatusShape shape={shape} />
    {children}
  </p>
)

/** The first screen: two choices, and what is (not) sent. */
export const FirstRun = ({ isReadOnly, isOffline, vault, hasSent, onConnect }: FirstRunProps) => (
  <div className={styles.page}>
    <div className={styles.column}>
      <header>
        <h1>{say('welcome')}</h1>
        <p className={styles.lead}>{say('welcomeWhy')}</p>
      </header>
      <div className={styles.choices}>
        <section className={styles.choice}>
          <h2>{say('connectTitle')}</h2>
          <p>{say('connectWhy')}</p>
          <Button tone="primary" onClick={onConnect}>
            {say('connect')}
          </Button>
        </section>
        <Practice />
      </div>
      <div className={styles.notes}>
        {isOffline && <Note shape="offline">{say('offline')}</Note>}
        <Note shape={isReadOnly ? 'no-right' : 'warning'}>{say(isReadOnly ? 'readOnly' : 'readOnlyOff')}</Note>
        <Note shape={vault.kind === 'session' ? 'warning' : 'done'}>{vault.says}</Note>
        {!hasSent && <Note shape="done">{say('sent')}</Note>}
      </div>
    </div>
  </div>
)
