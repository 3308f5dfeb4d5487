import type { SampleSet } from '#shared/model/metric.ts'
import { formatBytes, formatDecimal, formatPercent, thin } from '../../lib/format-number.ts'
import { say } from './metric-words.ts'

/** One line of a chart: the series it draws, and its short name at the line's end. */
export interface ChartLine {
  readonly series: string
  readonly label: string
}

/** One chart. At most four lines; percent and rates start at zero. */
export interface ChartPanel {
  readonly id: string
  readonly title: string
  readonly lines: readonly ChartLine[]
  readonly format: (value: number) => string
  /** Fixed top of the scale, for percent. */
  readonly max?: number
}

const formatRate = (value: number): string => `${formatBytes(value)}/s`
const formatMs = (value: number): string => `${formatDecimal(value)}${thin}ms`
const formatDegrees = (value: number): string => `${formatDecimal(value)}${thin}°C`

const namesIn = (points: readonly SampleSet[]): ReadonlySet<string> => new Set(points.flatMap((one) => Object.keys(one.values)))

/** The parts (volumes, interfaces) of a family such as `disk.read:`, busiest first, two at most so that a chart keeps four lines. */
function partsOf(names: ReadonlySet<string>, points: readonly SampleSet[], prefix: string): readonly string[] {
  const total = (part: string) => points.reduce((sum, one) => sum + (one.values[`${prefix}${part}`] ?? 0), 0)
  const parts = [...names].filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length))
  return parts.toSorted((a, b) => total(b) - total(a) || a.localeCompare(b)).slice(0, 2)
}

const pair = (parts: readonly string[], families: readonly (readonly [string, string])[]): readonly ChartLine[] =>
  parts.flatMap((part) => families.map(([family, word]) => ({ series: `${family}:${part}`, label: parts.length > 1 ? `${part} ${word}` : word })))

const fixed = (series: string, label: string): readonly ChartLine[] => [{ series, label }]

function processorPanels(names: ReadonlySet<string>): readonly ChartPanel[] {
  const panels: ChartPanel[] = [{ id: 'cpu', title: say('cpu'), lines: fixed('cpu.percent', say('used')), format: formatPercent, max: 100 }]
  if (names.has('cpu.temperature')) panels.push({ id: 'temperature', title: say('temperature'), lines: fixed('cpu.temperature', say('sensor')), format: formatDegrees })
  if (names.has('load.1m')) panels.push({ id: 'load', title: say('load'), lines: fixed('load.1m', say('oneMinute')), format: formatDecimal })
  if (names.has('cpu.queue')) panels.push({ id: 'queue', title: say('queue'), lines: fixed('cpu.queue', say('waiting')), format: formatDecimal })
  return panels
}

/**
 * The charts of a device, from the series that arrived. The first four always exist, so that the page keeps its shape
 * while the first reading is on its way; processor queue and load average are never in one chart (S47).
 */
export function choosePanels(points: readonly SampleSet[]): readonly ChartPanel[] {
  const names = namesIn(points)
  const volumes = partsOf(names, points, 'disk.read:')
  const interfaces = partsOf(names, points, 'net.rx:')
  const [cpu, ...more] = processorPanels(names)
  const waits = partsOf(names, points, 'disk.response_ms:')
  return [
    ...(cpu ? [cpu] : []),
    { id: 'memory', title: say('memory'), lines: fixed('memory.used_percent', say('used')), format: formatPercent, max: 100 },
    { id: 'disk', title: say('disk'), lines: pair(volumes, [['disk.read', say('read')], ['disk.write', say('write')]]), format: formatRate },
    { id: 'network', title: say('network'), lines: pair(interfaces, [['net.rx', say('received')], ['net.tx', say('sent')]]), format: formatRate },
    ...(waits.length > 0 ? [{ id: 'response', title: say('response'), lines: pair(waits, [['disk.response_ms', say('perRequest')]]), format: formatMs }] : []),
    ...more,
  ]
}
