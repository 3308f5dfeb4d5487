import type { SyncProgress } from '#shared/model/sync.ts'
import { useApi } from '../../api/client.ts'
import { formatCount, formatDecimal } from '../../lib/format-number.ts'
import { shortLength } from '../../lib/format-time.ts'
import { Button } from '../../ui/button.tsx'
import { ProgressLine } from '../../ui/progress-line.tsx'
import { useAccountsState } from './accounts-store.ts'
import { say } from './accounts-words.ts'
import styles from './sync-progress.module.css'

const shareOf = ({ done, total }: SyncProgress): number | null => (total ? Math.min(1, done / total) : null)

function factsOf(progress: SyncProgress): readonly string[] {
  const { done, total, perSecond, secondsLeft } = progress
  return [
    total === null ? say('progressDone', { done: formatCount(done) }) : say('progressCount', { done: formatCount(done), total: formatCount(total) }),
    ...(perSecond === null ? [] : [say('rate', { rate: perSecond >= 10 ? formatCount(perSecond) : formatDecimal(perSecond) })]),
    ...(secondsLeft === null ? [] : [say('left', { length: shortLength(secondsLeft * 1_000) })]),
  ]
}

function Bar({ progress, name }: { readonly progress: SyncProgress; readonly name: string }) {
  const api = useApi()
  return (
    <div className={styles.bar}>
      <div className={styles.line} role="status">
        <span className={styles.name}>{say('progressTitle', { name })}</span>
        {progress.stage === 'list' || progress.stage === 'sections' ? factsOf(progress).map((fact) => <span key={fact} className={styles.fact}>{fact}</span>) : <span className={styles.fact}>{progress.says}</span>}
        <span className={styles.stop}>
          <Button tone="quiet" onClick={() => void api.sync.cancel({ accountId: progress.accountId })}>
            {say('stop')}
          </Button>
        </span>
      </div>
      <ProgressLine name={say('progressTitle', { name })} isBusy share={shareOf(progress)} />
    </div>
  )
}

/** First reads that are going on: devices, rate and time left. Later passes run in silence; the status bar tells of them. */
export function SyncProgressBars() {
  const progress = useAccountsState((state) => state.progress)
  const accounts = useAccountsState((state) => state.accounts)
  const first = accounts.filter((view) => view.listFetchedAt === null && progress.has(view.account.id))
  return first.map(({ account }) => {
    const running = progress.get(account.id)
    return running && <Bar key={account.id} progress={running} name={account.name} />
  })
}
