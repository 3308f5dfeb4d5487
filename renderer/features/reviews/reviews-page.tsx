import { useApi } from '../../api/client.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { useEvent } from '../../api/use-event.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { ProgressLine } from '../../ui/progress-line.tsx'
import { ReviewRow } from './review-row.tsx'
import styles from './reviews-page.module.css'
import { say } from './reviews-words.ts'

/** Devices that only a person can recognise: the same one or not, and may it come in. */
export function ReviewsPage() {
  const api = useApi()
  const { value, error, isLoading, reload } = useAnswer('reviews', () => api.reviews.list({ limit: 100 }))
  useEvent('reviews.changed', reload)
  useEvent('sync.finished', reload)
  const behind = value ? value.open - value.items.length : 0
  if (value && value.open === 0) return <EmptyState title={say('none')} why={say('noneWhy')} />
  return (
    <div className={styles.page}>
      <h1 className={styles.title}>{say('title')}</h1>
      <ProgressLine name={say('title')} isBusy={isLoading && !value} />
      {error && <ErrorPanel error={error} />}
      <ul className={styles.list}>
        {value?.items.map((item) => <ReviewRow key={item.id} item={item} />)}
      </ul>
      {behind > 0 && <p className={styles.says}>{say('more', { count: behind })}</p>}
    </div>
  )
}
