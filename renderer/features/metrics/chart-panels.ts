import type { SampleSet } from '#shared/model/metric.ts'
import { formatBytes, formatBytesDecimal, formatDecimal, formatPercent, thin } from '../../lib/format-number.ts'
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
  /** Least top of a scale that is not fixed, so that an idle line has ticks that differ; 1 unless given. */
  readonly leastTop?: number
  /** What stands for a value that is not there, where "not available" is not exact enough. */
  readonly none?: string
  /** Why a person should look at it now; absent when nothing is wrong. */
  readonly warning?: string
}

/** What the charts need to know beside the points. */
export interface PanelFacts {
  /** Name of the temperature sensor, when one was read. */
  readonly sensor: string | null
  /** Mean queue depth of a volume that is worth a warning (S50). A volume is taken for one disk. */
  readonly queueLimit: number
}

/** A scale of bytes shows at least this many. */
const leastBytes = 1_000
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

function processorPanels(names: ReadonlySet<string>, sensor: string | null): readonly ChartPanel[] {
  const panels: ChartPanel[] = [{ id: 'cpu', title: say('cpu'), lines: fixed('cpu.percent', say('used')), format: formatPercent, max: 100 }]
  if (names.has('cpu.temperature')) panels.push({ id: 'temperature', title: say('temperature'), lines: fixed('cpu.temperature', sensor ?? say('cpu')), format: formatDegrees, none: say('noSensor') })
  if (names.has('load.1m')) panels.push({ id: 'load', title: say('load'), lines: fixed('load.1m', say('oneMinute')), format: formatDecimal })
  if (names.has('cpu.queue')) panels.push({ id: 'queue', title: say('queue'), lines: fixed('cpu.queue', say('waiting')), format: formatDecimal })
  return panels
}

/** Available and cached memory; cached only where it is reported (S48). */
function memoryPanels(names: ReadonlySet<string>, points: readonly SampleSet[]): readonly ChartPanel[] {
  if (!names.has('memory.available')) return []
  const hasCached = points.some((one) => typeof one.values['memory.cached'] === 'number')
  const lines = [...fixed('memory.available', say('available')), ...(hasCached ? fixed('memory.cached', say('cached')) : [])]
  return [{ id: 'memory-bytes', title: say('memoryBytes'), lines, format: formatBytesDecimal }]
}

/** The first volume whose newest mean is above the limit, in words. */
function queueWarning(volumes: readonly string[], points: readonly SampleSet[], limit: number): string | null {
  const newest = points.at(-1)?.values ?? {}
  for (const volume of volumes) {
    const depth = newest[`disk.queue_mean_1m:${volume}`] ?? 0
    if (depth > limit) return say('queueWarning', { volume, depth: formatDecimal(depth), limit: formatDecimal(limit) })
  }
  return null
}

/** Queue depth with its mean, and response time with its P95, by volume (S50). */
function diskPanels(names: ReadonlySet<string>, points: readonly SampleSet[], limit: number): readonly ChartPanel[] {
  const [waits, queues] = [partsOf(names, points, 'disk.response_ms:'), partsOf(names, points, 'disk.queue:')]
  const warning = queueWarning(queues, points, limit)
  const response = pair(waits, [['disk.response_ms', say('perRequest')], ['disk.response_p95_15m', say('percentile')]])
  const queue = pair(queues, [['disk.queue', say('nowDepth')], ['disk.queue_mean_1m', say('meanMinute')]])
  return [
    ...(waits.length > 0 ? [{ id: 'response', title: say('response'), lines: response, format: formatMs }] : []),
    ...(queues.length > 0 ? [{ id: 'disk-queue', title: say('diskQueue'), lines: queue, format: formatDecimal, ...(warning === null ? {} : { warning }) }] : []),
  ]
}

/**
 * The charts of a device, from the series that arrived. The first four always exist, so that the page keeps its shape
 * while the first reading is on its way; processor queue and load average are never in one chart (S47).
 */
export function choosePanels(points: readonly SampleSet[], { sensor, queueLimit }: PanelFacts): readonly ChartPanel[] {
  const names = namesIn(points)
  const volumes = partsOf(names, points, 'disk.read:')
  const interfaces = partsOf(names, points, 'net.rx:')
  const [cpu, ...more] = processorPanels(names, sensor)
  return [
    ...(cpu ? [cpu] : []),
    { id: 'memory', title: say('memory'), lines: fixed('memory.used_percent', say('used')), format: formatPercent, max: 100 },
    { id: 'disk', title: say('disk'), lines: pair(volumes, [['disk.read', say('read')], ['disk.write', say('write')]]), format: formatRate, leastTop: leastBytes },
    { id: 'network', title: say('network'), lines: pair(interfaces, [['net.rx', say('received')], ['net.tx', say('sent')]]), format: formatRate, leastTop: leastBytes },
    ...memoryPanels(names, points),
    ...diskPanels(names, points, queueLimit),
    ...more,
  ]
}
