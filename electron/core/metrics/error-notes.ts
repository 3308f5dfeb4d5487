import type { Device } from '#shared/model/device.ts'
import type { SampleSet } from '#shared/model/metric.ts'
import type { CompanyContext } from '../context.ts'
import { risingErrors } from './rates.ts'

/** One entry an interface in this time: a bad cable rises all day. */
const quietMs = 15 * 60_000

/** Writes an activity entry when the network errors of an interface rise (S51). */
export function createErrorNotes(context: CompanyContext, device: Device): { look(before: SampleSet['values'], set: SampleSet): void } {
  const { clock, ids, log, profile } = context.ports
  const notedAt = new Map<string, number>()

  return {
    look: (before, set) => {
      if (!profile.isWriter) return
      for (const { name, perSecond } of risingErrors(before, set.values)) {
        const last = notedAt.get(name)
        if (last !== undefined && clock.monotonic() - last < quietMs) continue
        notedAt.set(name, clock.monotonic())
        const params = { device: device.id, interface: name, errorsPerMinute: Math.round(perSecond * 60) }
        context.journal
          .note({ action: 'metrics.networkErrorsRising', params, accountId: device.accountId, traceId: ids.next('t') })
          .catch((error: unknown) => log.warn('rising network errors were not recorded', { reason: String(error) }))
      }
    },
  }
}
