import { z } from 'zod'
import { DeviceId } from '../model/ids.ts'
import { Sample, SampleSet, SeriesName, SourceRun, WatchState } from '../model/metric.ts'
import { RequestPreview } from '../model/operation.ts'
import { command, event } from './define.ts'

/** Live numbers and their history. */
export const metrics = {
  /** Starts sampling for this caller; the last watcher that leaves stops it (S10). Answers the points kept in memory. */
  watch: command({
    class: 'mutating-by-vendor',
    input: z.strictObject({ deviceId: DeviceId, intervalSeconds: z.union([z.literal(1), z.literal(5), z.literal(10), z.literal(15), z.literal(60)]).default(10) }),
    output: z.object({ state: WatchState, points: z.array(SampleSet) }),
  }),
  /** Exactly what one reading sends: where numbers come from a script, the script (B73). Sends nothing. */
  preview: command({ input: z.strictObject({ deviceId: DeviceId }), output: RequestPreview }),
  unwatch: command({ input: z.strictObject({ deviceId: DeviceId }), output: z.object({ stopped: z.boolean() }) }),
  /** Stored samples of some series, thinned to at most `points`; gaps stay null. `sources` says where those of each series come from (S39). */
  history: command({
    input: z.strictObject({ deviceId: DeviceId, series: z.array(SeriesName).min(1).max(40), from: z.number(), to: z.number(), points: z.number().int().min(10).max(2_000).default(500) }),
    output: z.object({ series: z.record(SeriesName, z.array(Sample)), sources: z.record(SeriesName, z.array(SourceRun)), n: z.number().int(), gaps: z.number().int() }),
  }),
  /** New live points of a device this caller watches. */
  sampled: event({ audience: 'owner', payload: z.object({ deviceId: DeviceId, points: z.array(SampleSet), state: WatchState }) }),
}
