import type { SampleSet } from '#shared/model/metric.ts'
import { formatAbsolute } from '../../lib/format-time.ts'
import type { ChartPanel } from './chart-panels.ts'
import { say } from './metric-words.ts'
import styles from './sample-table.module.css'

const newest = 200

interface SampleTableProps {
  readonly panels: readonly ChartPanel[]
  readonly points: readonly SampleSet[]
  /** Where the values of a point come from, in words. */
  readonly sourceOf: (point: SampleSet) => string
}

/** The same numbers as a table with their source, newest first, for readers and for copying. */
export function SampleTable({ panels, points, sourceOf }: SampleTableProps) {
  const lines = panels.flatMap((panel) => panel.lines.map((line) => ({ ...line, panel })))
  return (
    <div className={styles.scroll} tabIndex={0}>
      <table className={styles.table}>
        <caption className="visually-hidden">{say('charts')}</caption>
        <thead>
          <tr>
            <th scope="col">{say('time')}</th>
            <th scope="col">{say('source')}</th>
            {lines.map((line) => (
              <th key={line.series} scope="col">
                {line.panel.title} {line.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {points.slice(-newest).toReversed().map((point) => (
            <tr key={point.at}>
              <th scope="row">{formatAbsolute(point.at)}</th>
              <td className={styles.source}>{sourceOf(point)}</td>
              {lines.map((line) => {
                const value = point.values[line.series]
                return <td key={line.series}>{value === null || value === undefined ? '–' : line.panel.format(value)}</td>
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
