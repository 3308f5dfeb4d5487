import { useState } from 'react'
import type { KeyboardEvent } from 'react'
import type { DeviceView } from '#shared/contract/device.ts'
import { isUsable } from '#shared/model/capability.ts'
import type { SampleSet } from '#shared/model/metric.ts'
import { useApi } from '../../api/client.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { sourcesOf } from '#shared/util/sample-sources.ts'
import { formatBytes } from '../../lib/format-number.ts'
import { formatTime } from '../../lib/format-time.ts'
import { keep, recall } from '../../lib/keep.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { ProgressLine } from '../../ui/progress-line.tsx'
import { RequestText, RequestToggle } from '../../ui/request-text.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { ChartCard } from './chart-card.tsx'
import { choosePanels } from './chart-panels.ts'
import type { PanelFacts } from './chart-panels.ts'
import { say } from './metric-words.ts'
import styles from './performance-tab.module.css'
import { SampleTable } from './sample-table.tsx'
import { useHistory } from './use-history.ts'
import type { History, Range } from './use-history.ts'
import { useLivePoints } from './use-live-points.ts'
import type { Interval } from './use-live-points.ts'

type Shown = 'live' | Range

const intervals: readonly Interval[] = [1, 5, 10, 15, 60]

/** Requests waiting for one disk that are worth a warning. */
const queueLimits = [1, 2, 4, 8, 16] as const

const rangeOptions: readonly { readonly value: Shown; readonly label: string }[] = [
  { value: 'live', label: say('rangeLive') },
  { value: 'hour', label: say('rangeHour') },
  { value: 'day', label: say('rangeDay') },
  { value: 'week', label: say('rangeWeek') },
  { value: 'month', label: say('rangeMonth') },
]

interface ToolbarProps {
  readonly shown: Shown
  readonly onShow: (shown: Shown) => void
  readonly interval: Interval
  readonly onInterval: (interval: Interval) => void
  readonly isTable: boolean
  readonly onTable: () => void
  readonly queueLimit: number
  readonly onQueueLimit: (limit: number) => void
  readonly isRequestShown: boolean
  readonly onRequest: () => void
}

const Toolbar = ({ shown, onShow, interval, onInterval, isTable, onTable, queueLimit, onQueueLimit, isRequestShown, onRequest }: ToolbarProps) => (
  <div className={styles.toolbar}>
    <span className={styles.range}>
      <SelectField isLabelHidden label={say('range')} value={shown} options={rangeOptions} onChange={onShow} />
    </span>
    {shown === 'live' && (
      <span className={styles.interval}>
        <SelectField
          isLabelHidden
          label={say('liveEvery')}
          value={String(interval)}
          options={intervals.map((one) => ({ value: String(one), label: say('seconds', { count: one }) }))}
          onChange={(next) => onInterval(Number(next) as Interval)}
        />
      </span>
    )}
    <span className={styles.range}>
      <SelectField
        isLabelHidden
        label={say('queueLimit')}
        value={String(queueLimit)}
        options={queueLimits.map((one) => ({ value: String(one), label: say('queueAbove', { count: one }) }))}
        onChange={(next) => onQueueLimit(Number(next))}
      />
    </span>
    <Button tone="quiet" onClick={onTable}>
      {isTable ? say('chart') : say('table')}
    </Button>
    {shown === 'live' && <RequestToggle isShown={isRequestShown} onToggle={onRequest} />}
  </div>
)

/** Exactly what one reading sends: where numbers come from a script, the script (B73). */
function ReadingRequest({ view }: { readonly view: DeviceView }) {
  const api = useApi()
  const { value, error } = useAnswer(view.device.id, () => api.metrics.preview({ deviceId: view.device.id }))
  return <RequestText value={value} error={error} />
}

interface BodyProps {
  readonly points: readonly SampleSet[]
  readonly isTable: boolean
  readonly isEmptyHistory: boolean
  readonly facts: PanelFacts
  readonly sourceOf: (point: SampleSet) => string
}

/** The charts, the same numbers as a table, or why there are none. */
function Body({ points, isTable, isEmptyHistory, facts, sourceOf }: BodyProps) {
  if (isEmptyHistory) return <EmptyState title={say('charts')} why={say('noHistory')} />
  const panels = choosePanels(points, facts)
  if (isTable) return <SampleTable panels={panels} points={points} sourceOf={sourceOf} />
  return (
    <div className={styles.charts}>
      {panels.map((panel) => (
        <ChartCard key={panel.id} panel={panel} points={points} />
      ))}
    </div>
  )
}

/** The settings of this tab that outlast it. */
function useChoices() {
  const [interval, setInterval] = useState<Interval>(() => recall<Interval>('metrics.interval', 10))
  const [queueLimit, setQueueLimit] = useState(() => recall('metrics.queueLimit', 2))
  return {
    interval,
    queueLimit,
    onInterval: (next: Interval) => {
      keep('metrics.interval', next)
      setInterval(next)
    },
    onQueueLimit: (next: number) => {
      keep('metrics.queueLimit', next)
      setQueueLimit(next)
    },
  }
}

const isTableKey = (event: KeyboardEvent): boolean => event.key.toLowerCase() === 't' && !event.ctrlKey && !event.metaKey && !event.altKey

/** Sources of stored points in words; those that were stored before sources were kept have none. */
const saySources = (points: readonly SampleSet[], history: History | null | undefined): string =>
  sourcesOf(points, history?.sources ?? {})
    .map((source) => source ?? say('sourceUnknown'))
    .join(', ')

/** Live numbers while this tab is open and seen, and stored ones for longer times. */
export function PerformanceTab({ view }: { readonly view: DeviceView }) {
  const [shown, setShown] = useState<Shown>('live')
  const choices = useChoices()
  const [isTable, setTable] = useState(false)
  const [isRequestShown, setRequestShown] = useState(false)
  const capability = view.capabilities.find((one) => one.capability === 'metrics.live')
  const canWatch = capability === undefined || isUsable(capability)
  const isLive = shown === 'live'
  const live = useLivePoints(view.device.id, choices.interval, isLive && canWatch)
  const seen = [...new Set(live.points.flatMap((one) => Object.keys(one.values)))]
  const history = useHistory(view, isLive ? null : shown, seen)
  const points = isLive ? live.points : (history.value?.points ?? [])
  const isWaiting = isLive ? canWatch && points.length === 0 && live.error === null && live.state?.reason == null : history.isLoading
  const sourceOf = (point: SampleSet) => (isLive ? (live.state?.source ?? '') : saySources([point], history.value))
  const toggleTable = () => setTable((before) => !before)
  return (
    <div className={styles.page} onKeyDown={(event) => isTableKey(event) && toggleTable()}>
      <Toolbar shown={shown} onShow={setShown} isTable={isTable} onTable={toggleTable} isRequestShown={isRequestShown} onRequest={() => setRequestShown((before) => !before)} {...choices} />
      {isLive && isRequestShown && <ReadingRequest view={view} />}
      <ProgressLine name={say('live')} isBusy={isWaiting} />
      <Notes view={view} shown={shown} live={live} reason={canWatch ? null : (capability?.reason ?? null)} />
      {!isLive && history.error && <ErrorPanel error={history.error} />}
      <Body points={points} isTable={isTable} isEmptyHistory={!isLive && !history.isLoading && points.length === 0} facts={{ sensor: isLive ? (live.state?.sensor ?? null) : null, queueLimit: choices.queueLimit }} sourceOf={sourceOf} />
      <Foot shown={shown} live={live} history={history.value ?? null} />
    </div>
  )
}

interface NotesProps {
  readonly view: DeviceView
  readonly shown: Shown
  readonly live: ReturnType<typeof useLivePoints>
  readonly reason: string | null
}

/** Why there are no live numbers, or why they come slower than asked. One sentence, never a dialog. */
function Notes({ view, shown, live, reason }: NotesProps) {
  if (shown !== 'live') return null
  if (live.error) return <ErrorPanel error={live.error} tone={live.error.code === 'lock.offline' ? 'notice' : 'error'} />
  if (live.state?.refusal) return <ErrorPanel error={live.state.refusal} tone="notice" />
  const { name, status } = view.device
  const note =
    reason ??
    live.state?.lastError ??
    live.state?.reason ??
    live.state?.flag ??
    (live.points.length > 0 ? null : status === 'online' ? say('waitingFirst', { name }) : say('deviceOffline', { name }))
  return note === null ? null : (
    <p className={styles.note} role="status">
      {note}
    </p>
  )
}

/** Source and time of what is shown, count, gaps and cost (S39). */
function Foot({ shown, live, history }: { readonly shown: Shown; readonly live: ReturnType<typeof useLivePoints>; readonly history: History | null }) {
  const { state } = live
  const newest = live.points.at(-1)
  const parts =
    shown === 'live'
      ? state
        ? [state.source, ...(newest ? [say('readAt', { time: formatTime(newest.at) })] : []), say('foot', { count: state.samples, gaps: state.gaps }), say('cost', { bytes: formatBytes(state.bytes) })]
        : []
      : history
        ? [say('minuteMeans', { sources: saySources(history.points, history) }), say('stored', { count: history.n, gaps: history.gaps })]
        : []
  return <footer className={styles.foot}>{parts.join(' · ')}</footer>
}
