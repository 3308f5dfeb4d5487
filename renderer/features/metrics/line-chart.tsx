import { useEffect, useEffectEvent, useRef } from 'react'
import uPlot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import { formatTick } from '../../lib/format-time.ts'
import type { ChartColumns } from './chart-data.ts'
import type { ChartPanel } from './chart-panels.ts'
import styles from './line-chart.module.css'

const dashes: readonly number[][] = [[], [8, 4], [2, 3], [8, 3, 2, 3]]

const token = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim()

const axisFont = () => `11px ${token('font-text')}`

/** Seconds the time axis shows at least: one reading alone has no span. */
const leastSpan = 60

/** From the oldest to the newest point. Read from the points: around a single one the library would show years. */
const timeRange: uPlot.Range.Function = ({ data: [times] }) => {
  const [oldest, newest] = [times[0], times.at(-1)]
  return oldest === undefined || newest === undefined ? [null, null] : [Math.min(oldest, newest - leastSpan), newest]
}

function chartOptions(panel: ChartPanel, width: number, height: number): uPlot.Options {
  const axis: uPlot.Axis = { stroke: token('text-3'), font: axisFont(), grid: { stroke: token('line'), width: 1 }, ticks: { show: false } }
  const top = panel.max
  return {
    width,
    height,
    legend: { show: false },
    cursor: { points: { size: 6 }, drag: { x: false, y: false } },
    // Room below for half a label: without a point there is no time axis.
    padding: [8, 8, 8, 0],
    scales: { x: { time: true, range: timeRange }, y: { range: (_, __, most) => [0, top ?? Math.max(panel.leastTop ?? 1, (most ?? 1) * 1.15)] } },
    axes: [
      { ...axis, size: 22, space: 96, values: (_, ticks, __, ___, step) => ticks.map((tick) => formatTick(tick * 1_000, step * 1_000)) },
      { ...axis, size: 64, space: 32, values: (_, ticks) => ticks.map((tick) => panel.format(tick)) },
    ],
    series: [{}, ...panel.lines.map((line, index) => ({ label: line.label, stroke: token(`chart-${(index % 4) + 1}`), width: 1.5, dash: dashes[index % 4] ?? [], spanGaps: false, points: { show: false } }))],
  }
}

interface LineChartProps {
  readonly panel: ChartPanel
  readonly columns: ChartColumns
  /** What the chart says, for readers. */
  readonly summary: string
}

/** Lines over time. Gaps stay open; the scale starts at zero; colours come from the theme and change with it. */
export function LineChart({ panel, columns, summary }: LineChartProps) {
  const place = useRef<HTMLDivElement>(null)
  const chart = useRef<uPlot | null>(null)
  // The panel object is new with every reading; only its shape decides whether the chart is built again.
  const shape = `${panel.id}|${panel.lines.map((line) => line.series).join('|')}`
  const make = useEffectEvent((element: HTMLElement) => {
    chart.current?.destroy()
    chart.current = new uPlot(chartOptions(panel, element.clientWidth, element.clientHeight), columns, element)
  })

  useEffect(() => {
    const element = place.current
    if (!element || shape === '') return undefined
    make(element)
    const sizes = new ResizeObserver(() => chart.current?.setSize({ width: element.clientWidth, height: element.clientHeight }))
    sizes.observe(element)
    const themes = new MutationObserver(() => make(element))
    themes.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] })
    return () => {
      sizes.disconnect()
      themes.disconnect()
      chart.current?.destroy()
      chart.current = null
    }
  }, [shape])

  useEffect(() => {
    const frame = requestAnimationFrame(() => chart.current?.setData(columns))
    return () => cancelAnimationFrame(frame)
  }, [columns])

  return <div ref={place} className={styles.chart} role="img" aria-label={summary} />
}
