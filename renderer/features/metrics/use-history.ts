import { useEffect, useEffectEvent } from 'react'
import { useAnswer } from '../../api/use-answer.ts'
import type { Answer } from '../../api/use-answer.ts'
import { useApi } from '../../api/client.ts'
import type { DeviceView } from '#shared/contract/device.ts'
import { joinSeries } from './chart-data.ts'
import type { SampleSet } from '#shared/model/metric.ts'
import type { SourcesBySeries } from '#shared/util/sample-sources.ts'

/** Lengths of time that can be shown from the store, in milliseconds. */
export const ranges = { hour: 3_600_000, day: 86_400_000, week: 604_800_000, month: 2_592_000_000 } as const
export type Range = keyof typeof ranges

export interface History {
  readonly points: readonly SampleSet[]
  readonly sources: SourcesBySeries
  readonly n: number
  readonly gaps: number
}

const baseSeries = ['cpu.percent', 'cpu.temperature', 'memory.used_percent', 'memory.available', 'memory.cached', 'load.1m', 'cpu.queue']

/** Stored minutes grow by one a minute, and the one that a live view leaves behind is written after it ended. */
const readEvery = 10_000

/** Reads stored samples of the series a device has shown, thinned to what a chart can draw, and again while they are shown. */
export function useHistory(view: DeviceView, range: Range | null, seen: readonly string[]): Answer<History | null> {
  const api = useApi()
  const series = [...new Set([...baseSeries, ...seen])].slice(0, 40)
  const deviceId = view.device.id
  const answer = useAnswer(`${deviceId}|${range}|${series.length}`, async () => {
    if (range === null) return null
    const to = Date.now()
    const found = await api.metrics.history({ deviceId, series, from: to - ranges[range], to, points: 500 })
    return { points: joinSeries(found.series), sources: found.sources, n: found.n, gaps: found.gaps }
  })
  const readAgain = useEffectEvent(() => answer.reload())
  useEffect(() => {
    if (range === null) return undefined
    const timer = setInterval(() => readAgain(), readEvery)
    return () => clearInterval(timer)
  }, [range])
  return answer
}
