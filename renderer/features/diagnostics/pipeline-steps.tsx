import type { ReactNode } from 'react'
import type { Exchange } from '#shared/model/exchange.ts'
import type { FieldChange, PipelineEntry, Recomputed } from '#shared/model/pipeline.ts'
import { statusWord } from '../../lib/device-status.ts'
import { formatBytes } from '../../lib/format-number.ts'
import { sectionWord } from '../../lib/section-names.ts'
import { say } from './diagnostics-words.ts'
import styles from './pipeline-steps.module.css'

const lengthOf = (ms: number): string => say('ms', { count: Math.round(ms) })

const Step = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => (
  <section className={styles.step} aria-label={title}>
    <h3>{title}</h3>
    {children}
  </section>
)

/** One request: what was asked, what came back. */
export const ExchangeLine = ({ exchange }: { readonly exchange: Exchange }) => {
  const { method, template, status, failure, bytesIn, bytesOut, attempt, durationMs } = exchange
  const length = lengthOf(durationMs)
  const parts = [
    status === null ? say('unanswered', { reason: failure ?? '', length }) : say('answered', { status, bytesIn: formatBytes(bytesIn), length }),
    ...(bytesOut === null ? [] : [say('sent', { bytes: formatBytes(bytesOut) })]),
    ...(attempt > 1 ? [say('attempt', { count: attempt })] : []),
  ]
  return (
    <p>
      <code>
        {method} {template}
      </code>
      <br />
      <span className={styles.quiet}>{parts.join(', ')}</span>
    </p>
  )
}

const Response = ({ responses }: Pick<PipelineEntry, 'responses'>) => (
  <Step title={say('response')}>
    {responses.length === 0 && <p>{say('noResponse')}</p>}
    {responses.map((exchange) => (
      <ExchangeLine key={`${exchange.at} ${exchange.template} ${exchange.attempt}`} exchange={exchange} />
    ))}
  </Step>
)

const Mapped = ({ mapped }: Pick<PipelineEntry, 'mapped'>) => (
  <Step title={say('mapped')}>
    {mapped.fields.length > 0 && (
      <p>
        {say('fieldCount', { count: mapped.fields.length })}
        <br />
        <span className={styles.quiet}>{mapped.fields.join(', ')}</span>
      </p>
    )}
    {mapped.sections.length > 0 && (
      <p>
        {say('sections')}
        <br />
        <span className={styles.quiet}>{mapped.sections.map(sectionWord).join(', ')}</span>
      </p>
    )}
    {Object.entries(mapped.failures).map(([section, why]) => (
      <p key={section}>
        {say('missing')}: {section}
        <br />
        <span className={styles.quiet}>{why}</span>
      </p>
    ))}
    {mapped.rows !== null && <p>{say('page', { count: mapped.rows })}</p>}
    {mapped.rejected > 0 && <p className={styles.odd}>{say('rejected', { count: mapped.rejected, reason: mapped.firstRejection ?? '' })}</p>}
    {Object.keys(mapped.drift).length > 0 && (
      <p className={styles.odd}>
        {say('unknownKeys')}: {Object.entries(mapped.drift).map(([key, count]) => say('times', { key, count })).join('; ')}
      </p>
    )}
  </Step>
)

const Value = ({ text }: { readonly text: string | null }) => (text === null ? <span className={styles.quiet}>{say('notReported')}</span> : <code>{text}</code>)

const FieldLine = ({ change }: { readonly change: FieldChange }) => (
  <p>
    {change.field}
    <br />
    <Value text={change.from} /> <span className={styles.quiet}>{say('becomes')}</span> <Value text={change.to} />
  </p>
)

const Change = ({ change, mapped }: Pick<PipelineEntry, 'change' | 'mapped'>) => (
  <Step title={say('change')}>
    {change.kind === 'created' && <p>{say('isNew')}</p>}
    {change.kind === 'unchanged' && <p>{say('isSame')}</p>}
    {change.fields.map((one) => (
      <FieldLine key={one.field} change={one} />
    ))}
    {change.sections.length > 0 && <p>{say('newContent', { names: change.sections.map(sectionWord).join(', ') })}</p>}
    <p className={styles.quiet}>{say(mapped.rows === null ? 'storedSections' : 'stored', { length: lengthOf(change.durationMs) })}</p>
  </Step>
)

type Judged = Extract<Recomputed, { readonly kind: 'section' }>

function wordsOf(step: Exclude<Recomputed, Judged>): string {
  switch (step.kind) {
    case 'list-row':
      return say('rowDrawn', { revision: step.revision, length: lengthOf(step.afterMs) })
    case 'status':
      return step.reported === step.shown ? say('statusSame', { status: statusWord(step.shown) }) : say('statusOther', { reported: statusWord(step.reported), shown: statusWord(step.shown) })
    case 'problem':
      return step.problem === null ? say('noProblem') : say('problem', { problem: say(step.problem) })
  }
}

/** Sections that are equally fresh, in one line. */
const freshnessLines = (judged: readonly Judged[]): readonly string[] =>
  [...Map.groupBy(judged, (step) => step.freshness)].map(([freshness, steps]) => say('sectionsJudged', { freshness: say(freshness), names: steps.map(({ section }) => sectionWord(section)).join(', ') }))

const Recomputation = ({ recomputed }: Pick<PipelineEntry, 'recomputed'>) => {
  const judged = recomputed.filter((step) => step.kind === 'section')
  const others = recomputed.filter((step) => step.kind !== 'section')
  return (
    <Step title={say('recomputed')}>
      {[...others.map(wordsOf), ...freshnessLines(judged)].map((line) => (
        <p key={line}>{line}</p>
      ))}
    </Step>
  )
}

/** The way of one device through the console, in its four steps. */
export const PipelineSteps = ({ entry }: { readonly entry: PipelineEntry }) => (
  <div className={styles.steps}>
    <div className={styles.pair}>
      <Response responses={entry.responses} />
      <Mapped mapped={entry.mapped} />
    </div>
    <div className={styles.pair}>
      <Change change={entry.change} mapped={entry.mapped} />
      <Recomputation recomputed={entry.recomputed} />
    </div>
  </div>
)
