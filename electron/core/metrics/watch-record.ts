import type { Device } from '#shared/model/device.ts'
import type { CompanyContext } from '../context.ts'
import type { Provider } from '../providers/provider.ts'

/** The journal's view of a watch: one intent before its first reading leaves, one result when it ends. */
export interface WatchRecord {
  /** Resolves when the intent is committed; the same promise until the watch ends. */
  begin(): Promise<void>
  /** The trace id of the watch; its readings carry it. */
  traceId(): string
  end(): void
}

const createSilent = (traceId: string): WatchRecord => ({ traceId: () => traceId, begin: async () => undefined, end: () => undefined })

async function writeIntent({ journal }: CompanyContext, device: Device, traceId: string): Promise<number> {
  return journal.intent(
    {
      action: 'metrics.watch',
      class: 'mutating',
      tier: 0,
      accountId: device.accountId,
      vendor: device.vendor,
      targets: [{ deviceId: device.id, remoteId: device.remoteId, shown: device.name }],
      params: { script: 'sampler v1' },
      request: null,
      operationId: null,
      traceId,
    },
    null,
  )
}

/**
 * Records a watch whose readings are scripts run on the device. A vendor that gives live numbers by itself runs nothing
 * there, so nothing is recorded.
 */
export function createWatchRecord(context: CompanyContext, device: Device, provider: Provider): WatchRecord {
  if (provider.manifest.capabilities['metrics.live'].support !== 'emulated') return createSilent(context.ports.ids.next('t'))
  const { clock, ids, log } = context.ports
  let traceId = ids.next('t')
  let begun: { readonly seq: Promise<number>; readonly at: number } | undefined
  return {
    traceId: () => traceId,
    begin: async () => {
      begun ??= { seq: writeIntent(context, device, traceId), at: clock.monotonic() }
      try {
        await begun.seq
      } catch (error) {
        // The next reading tries again; none leaves without its record.
        begun = undefined
        throw error
      }
    },
    end: () => {
      const ending = begun
      begun = undefined
      if (!ending) return
      traceId = ids.next('t')
      const durationMs = Math.round(clock.monotonic() - ending.at)
      ending.seq
        .then((seq) => context.journal.result(seq, { state: 'done', httpClass: null, exitCode: null, durationMs, output: null }, null))
        .catch((error: unknown) => log.warn('the end of a watch was not recorded', { deviceId: device.id, reason: String(error) }))
    },
  }
}
