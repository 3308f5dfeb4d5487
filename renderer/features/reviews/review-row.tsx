import type { DeviceId } from '#shared/model/ids.ts'
import type { ReviewItem } from '#shared/model/review.ts'
import { useApi } from '../../api/client.ts'
import { useCommand } from '../../api/use-command.ts'
import { formatAbsolute } from '../../lib/format-time.ts'
import { Button } from '../../ui/button.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { showToast } from '../../ui/toast.tsx'
import { CandidateTable } from './candidate-table.tsx'
import styles from './reviews-page.module.css'
import { say } from './reviews-words.ts'

type Plain = 'apart' | 'admit' | 'seen'
type Decide = (decision: Plain | { readonly link: DeviceId }) => void

function useDecision(item: ReviewItem) {
  const api = useApi()
  const resolve = useCommand(api.reviews.resolve)
  const decide: Decide = (decision) => {
    const order = typeof decision === 'string' ? { reviewId: item.id, decision } : { reviewId: item.id, decision: 'link' as const, deviceId: decision.link }
    void resolve.run(order).then((done) => done && showToast(done.says))
  }
  return { decide, isBusy: resolve.isRunning, error: resolve.error }
}

interface ActionsProps {
  readonly item: ReviewItem
  readonly decide: Decide
  readonly isBusy: boolean
}

/** The words of the two ways out fit the question: an entry that came back beside its successor is linked already. */
function Actions({ item, decide, isBusy }: ActionsProps) {
  const isLinked = item.candidates.some(({ device }) => device.id === item.device?.id)
  if (item.kind === 'notice') return <Button isBusy={isBusy} onClick={() => decide('seen')}>{say('seen')}</Button>
  if (item.kind === 'hold') {
    return (
      <>
        <Button isBusy={isBusy} onClick={() => decide('admit')}>{say('admit')}</Button>
        <Button isBusy={isBusy} onClick={() => decide('apart')}>{say('dismiss')}</Button>
      </>
    )
  }
  return (
    <>
      {item.candidates.map(({ device }) => (
        <Button key={device.id} isBusy={isBusy} onClick={() => decide({ link: device.id })}>
          {isLinked ? say('keepLinked') : `${say('link')}${item.candidates.length > 1 ? `: ${device.name}` : ''}`}
        </Button>
      ))}
      <Button isBusy={isBusy} onClick={() => decide('apart')}>{say(isLinked ? 'unlink' : 'apart')}</Button>
    </>
  )
}

/** One question: what it is about, why it is asked, the candidates beside it, and the ways to settle it. */
export function ReviewRow({ item }: { readonly item: ReviewItem }) {
  const { decide, isBusy, error } = useDecision(item)
  return (
    <li className={styles.item} aria-label={item.name}>
      <div className={styles.head}>
        <h2 className={styles.name}>{[item.name, item.device?.client].filter(Boolean).join(', ')}</h2>
        <span className={styles.when}>{say('account', { account: item.accountName, when: formatAbsolute(item.at) })}</span>
      </div>
      <p className={styles.says}>{item.says}</p>
      {item.candidates.filter(({ device }) => device.id !== item.device?.id).map((candidate) => (
        <CandidateTable key={candidate.device.id} name={item.name} candidate={candidate} />
      ))}
      <div className={styles.actions}>
        <Actions item={item} decide={decide} isBusy={isBusy} />
      </div>
      {error && <ErrorPanel error={error} />}
    </li>
  )
}
