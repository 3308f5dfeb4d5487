import type { SampleSet } from '#shared/model/metric.ts'
import { formatAbsolute } from '../../lib/format-time.ts'
import type { ChartPanel } from './chart-panels.ts'
import { say } from './metric-words.ts'
import styles from './sample-table.module.css'

const newest = 200

/** The same numbers as a table, newest first, for readers and for copying. */
export function SampleTable({ panels, points }: { readonly panels: readonly ChartPanel[]; readonly points: readonly SampleSet[] }) {
  const lines = panels.flatMap((panel) => panel.lines.map((line) => ({ ...line, panel })))
  return (
    <div className={styles.scroll} tabIndex={0}>
      <table className={styles.table}>
        <caption className="visually-hidden">{say('charts')}</caption>
        <thead>
          <tr>
            <th scope="col">{say('time')}</th>
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
