import type { Provider } from '#core/providers/provider.ts'
import { AppError } from '#shared/errors/app-error.ts'
import type { CounterReading } from '#shared/model/metric.ts'
import { aReading } from './a-reading.ts'
import type { TestClock } from './test-clock.ts'

/** A vendor reduced to its live counters; a test decides how its device answers. */
export interface CounterVendor {
  readonly provider: Provider
  /** How many readings were asked for. */
  asked: number
  /** The next answers; `fail` throws, anything else is merged into a whole reading. */
  answer: Partial<CounterReading> | 'fail'
  roundTripMs: number
  bytes: number
}

const noAnswer = (): AppError =>
  new AppError({ code: 'device.no-answer', what: 'The device did not answer.', effect: 'Nothing changed.', next: 'Wait.', remedy: 'wait' })

/** Creates one whose device's clock is `skewMs` ahead of ours. */
export function createCounterVendor(clock: TestClock, skewMs = 0): CounterVendor {
  const vendor: CounterVendor = {
    asked: 0,
    answer: {},
    roundTripMs: 100,
    bytes: 5_000,
    provider: {
      manifest: { label: 'Practice RMM', capabilities: { 'metrics.live': { support: 'emulated', reason: '' } } },
      readCounters: async (_: unknown, signal: AbortSignal) => {
        vendor.asked += 1
        const { answer, bytes, roundTripMs } = vendor
        const half = () => new Promise<void>((resolve) => void clock.after(roundTripMs / 2, resolve))
        await half()
        const at = clock.now() + skewMs
        await half()
        signal.throwIfAborted()
        if (answer === 'fail') throw noAnswer()
        return { reading: aReading({ at, uptimeSeconds: 1_000 + clock.monotonic() / 1_000, ...answer }), bytes }
      },
    } as unknown as Provider,
  }
  return vendor
}
