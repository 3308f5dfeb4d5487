import { z } from 'zod'
import { errorCodes, remedies } from '../errors/codes.ts'

/** One reading of cumulative counters from a device, as a sampling script or a vendor gives it. Null is "not available". */
export const CounterReading = z.object({
  /** When it was taken, milliseconds since the epoch on the device, then corrected to ours. */
  at: z.number(),
  cpuPercent: z.number().nullable(),
  cpuTemperature: z.number().nullable(),
  cpuSensor: z.string().nullable(),
  /** 1-minute load average; Linux and macOS only. */
  load1: z.number().nullable(),
  /** Processor queue length; Windows only. Never drawn in one chart with `load1` (S47). */
  processorQueue: z.number().nullable(),
  memoryTotal: z.number().nullable(),
  memoryAvailable: z.number().nullable(),
  memoryCached: z.number().nullable(),
  /** What the source itself calls used, only to be compared with the bytes (S41). */
  memoryUsedPercent: z.number().nullable(),
  uptimeSeconds: z.number().nullable(),
  volumes: z.array(
    z.object({
      name: z.string(),
      readBytes: z.number().nullable(),
      writeBytes: z.number().nullable(),
      reads: z.number().nullable(),
      writes: z.number().nullable(),
      /** Cumulative milliseconds requests spent being served. */
      ioMs: z.number().nullable(),
      queue: z.number().nullable(),
      free: z.number().nullable(),
      size: z.number().nullable(),
    }),
  ),
  interfaces: z.array(
    z.object({
      name: z.string(),
      rxBytes: z.number().nullable(),
      txBytes: z.number().nullable(),
      rxErrors: z.number().nullable(),
      txErrors: z.number().nullable(),
      isUp: z.boolean().nullable(),
    }),
  ),
})
export type CounterReading = z.infer<typeof CounterReading>

/**
 * Names a series of samples of one device: `cpu.percent`, `cpu.temperature`, `load.1m`, `cpu.queue`, `memory.used_percent`,
 * `memory.available`, `memory.cached`, `disk.read:C:`, `disk.write:C:`, `disk.queue:C:`, `disk.response_ms:C:`,
 * `disk.free:C:`, `net.rx:Ethernet`, `net.tx:Ethernet`, `net.errors:Ethernet`. Bytes, bytes per second, percent 0-100, milliseconds.
 */
export const SeriesName = z.string().min(1).max(120)
export type SeriesName = z.infer<typeof SeriesName>

/** One point; `value` null marks a gap that must stay a gap. */
export const Sample = z.object({ at: z.number(), value: z.number().nullable() })
export type Sample = z.infer<typeof Sample>

/** From this time on, until the next one, stored samples of a series come from this source; null, and before the first, is not known. */
export const SourceRun = z.object({ from: z.number(), source: z.string().nullable() })
export type SourceRun = z.infer<typeof SourceRun>

/** Values of all series at one time, as they leave the hub. */
export const SampleSet = z.object({ at: z.number(), values: z.record(SeriesName, z.number().nullable()) })
export type SampleSet = z.infer<typeof SampleSet>

/** What keeps readings from leaving until a person changes it (a mode, a switched-off account), in the sentences of an error. */
export const WatchRefusal = z.object({ code: z.enum(errorCodes), what: z.string(), effect: z.string(), next: z.string(), remedy: z.enum(remedies) })
export type WatchRefusal = z.infer<typeof WatchRefusal>

/** State of a live view: what it costs and why it is slow (B97-B99). */
export const WatchState = z.object({
  intervalSeconds: z.number(),
  askedIntervalSeconds: z.number(),
  /** Why the interval differs from the one asked for; null when it does not. */
  reason: z.string().nullable(),
  /** Null while readings are asked, and while they wait for something that ends by itself. */
  refusal: WatchRefusal.nullable(),
  bytes: z.number().int(),
  samples: z.number().int(),
  gaps: z.number().int(),
  source: z.string(),
  lastError: z.string().nullable(),
  /** The code of that error. */
  lastErrorCode: z.enum(errorCodes).nullable(),
  sensor: z.string().nullable(),
  /** What the last reading said that cannot be, and what is shown instead; null when it holds. */
  flag: z.string().nullable(),
})
export type WatchState = z.infer<typeof WatchState>
