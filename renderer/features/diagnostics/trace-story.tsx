import { useApi } from '../../api/client.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { say } from './diagnostics-words.ts'
import { ExchangeLine } from './pipeline-steps.tsx'
import styles from './trace-story.module.css'

/** A pass or an action may be hundreds of requests; the first ones say what it was. */
const mostRequests = 12

/** Whether a text is a whole trace id, so that everything under it can be asked for. */
export const isTraceId = (text: string): boolean => /^[a-z]{1,2}[a-z0-9]{16}$/.test(text)

/** Passes, journal records and requests of one trace id. */
export function TraceStory({ traceId }: { readonly traceId: string }) {
  const api = useApi()
  const { value } = useAnswer(traceId, () => api.diagnostics.trace({ traceId }))
  if (!value || value.passes.length + value.records.length + value.exchanges.length === 0) return null
  const { passes, records, exchanges } = value
  return (
    <section className={styles.story} aria-label={say('story', { traceId })}>
      <h2>{say('story', { traceId })}</h2>
      {passes.map(({ kind, outcome, created, updated, touched, unchanged, startedAt }) => (
        <p key={startedAt}>{say('storyPass', { kind, outcome: say(outcome), created, updated, unchanged: touched + unchanged })}</p>
      ))}
      {records.map(({ seq, action, phase }) => (
        <p key={seq}>{say('storyRecord', { seq, action, phase })}</p>
      ))}
      <div className={styles.requests}>
        {exchanges.slice(0, mostRequests).map((exchange, index) => (
          <ExchangeLine key={`${exchange.at} ${index}`} exchange={exchange} />
        ))}
      </div>
      {exchanges.length > mostRequests && <p>{say('storyMore', { count: exchanges.length - mostRequests })}</p>}
    </section>
  )
}
