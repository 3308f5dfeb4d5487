import type { SampleSet } from '#shared/model/metric.ts'
import { Badge } from '../../ui/badge.tsx'
import { summarizeLine, toChartColumns } from './chart-data.ts'
import styles from './chart-card.module.css'
import type { ChartPanel } from './chart-panels.ts'
import { LineChart } from './line-chart.tsx'
import { say } from './metric-words.ts'

interface ChartCardProps {
  readonly panel: ChartPanel
  readonly points: readonly SampleSet[]
}

const shown = (panel: ChartPanel, value: number | null): string => (value === null ? (panel.none ?? say('notAvailable')) : panel.format(value))

/** Title, the newest value of each line, and what is worth a warning. */
export function ChartHead({ panel, points }: ChartCardProps) {
  const lines = panel.lines.map((line) => ({ ...line, now: summarizeLine(points, line.series).now }))
  return (
    <header className={styles.head}>
      <h3>{panel.title}</h3>
      <ul className={styles.values}>
        {lines.length === 0 && <li className={styles.none}>{shown(panel, null)}</li>}
        {lines.map((line, index) => (
          <li key={line.series} className={styles.value} data-line={(index % 4) + 1}>
            <svg className={styles.key} viewBox="0 0 16 4" aria-hidden>
              <line x1="0" x2="16" y1="2" y2="2" />
            </svg>
            <span className={styles.label}>{line.label}</span>
            <span className={line.now === null ? styles.none : styles.figure}>{shown(panel, line.now)}</span>
          </li>
        ))}
      </ul>
      {panel.warning && (
        <Badge tone="warn" shape="warning">
          {panel.warning}
        </Badge>
      )}
    </header>
  )
}

/** One panel: its head, and the lines. */
export function ChartCard({ panel, points }: ChartCardProps) {
  const lines = panel.lines.map((line) => ({ ...line, ...summarizeLine(points, line.series) }))
  const summary = lines.map((line) => say('summary', { title: `${panel.title}, ${line.label}`, now: shown(panel, line.now), least: shown(panel, line.least), most: shown(panel, line.most) })).join(' ')
  return (
    <section className={styles.card} aria-label={panel.title}>
      <ChartHead panel={panel} points={points} />
      <LineChart panel={panel} columns={toChartColumns(points, panel.lines)} summary={summary || panel.title} />
    </section>
  )
}
