import type { Device } from '#shared/model/device.ts'
import type { CompanyContext, JournalResult } from '../context.ts'

/** An action of a shell that was recorded before it was sent. */
export interface RecordedAction {
  /** Records how it ended; the first call counts. A journal that cannot be written is logged, because the action is over. */
  finish(result: Pick<JournalResult, 'state'> & Partial<JournalResult>): void
}

/** Records actions on one device. `action` is `noun.verb`; resolves when the intent is on disk. Throws when it cannot be. */
export type Recorder = (action: string, params: Readonly<Record<string, unknown>>) => Promise<RecordedAction>

/** A shell on a server disturbs more people than one on a workstation; the tiers follow that. */
export const tierOf = (device: Device): number => (device.type === 'server' ? 3 : 2)

/** Creates the recorder of a device. All actions of one shell share a trace id. */
export function createRecorder(context: CompanyContext, device: Device, traceId: string): Recorder {
  const { clock, log } = context.ports
  return async (action, params) => {
    const startedAt = clock.monotonic()
    const seq = await context.journal.intent(
      {
        action,
        class: 'mutating',
        tier: tierOf(device),
        accountId: device.accountId,
        vendor: device.vendor,
        targets: [{ deviceId: device.id, remoteId: device.remoteId, shown: device.name }],
        params,
        request: null,
        operationId: null,
        traceId,
      },
      null,
    )
    let isFinished = false
    return {
      finish: (result) => {
        if (isFinished) return
        isFinished = true
        const durationMs = Math.round(clock.monotonic() - startedAt)
        const whole: JournalResult = { httpClass: null, exitCode: null, output: null, ...result, durationMs }
        context.journal
          .result(seq, whole, null)
          .catch(() => log.error('The end of a shell action could not be recorded.', { action, seq, traceId }))
      },
    }
  }
}
