import type { Device } from '#shared/model/device.ts'
import type { SampleSet } from '#shared/model/metric.ts'
import { toTarget, type CompanyContext } from '../context.ts'
import { newErrors } from './rates.ts'

/** One entry an interface in this time: a bad cable makes errors all day. */
const quietMs = 15 * 60_000

/** Writes an activity entry of the device when an interface has new network errors after some quiet (S51). */
export function createErrorNotes(context: CompanyContext, device: Device): { look(set: SampleSet): void } {
  const { clock, ids, log, profile } = context.ports
  const notedAt = new Map<string, number>()

  return {
    look: (set) => {
      if (!profile.isWriter) return
      for (const { name, perSecond } of newErrors(set.values)) {
        const last = notedAt.get(name)
        if (last !== undefined && clock.monotonic() - last < quietMs) continue
        notedAt.set(name, clock.monotonic())
        const params = { interface: name, errorsPerMinute: Math.max(1, Math.round(perSecond * 60)) }
        context.journal
          .note({ action: 'metrics.networkErrorsRising', params, accountId: device.accountId, target: toTarget(device), traceId: ids.next('t') })
          .catch((error: unknown) => log.warn('rising network errors were not recorded', { reason: String(error) }))
      }
    },
  }
}
