import type { Exchange } from '#shared/model/exchange.ts'
import type { Stop } from '#shared/util/stop.ts'
import type { Clock } from '../../ports.ts'
import { BODY_LIMITS, type ApiClient } from '../toolkit/api-client.ts'
import { route } from '../toolkit/route.ts'
import { type AlertsByDevice, toAlerts } from './alerts-section.ts'

/** A list this young answers for every device: at most 1,440 requests a day, which `limits.sharedPerDay` counts. */
const KEPT_MS = 60_000
/** What came to nothing is shared this long, so that one broken route costs a wave one request and not one a device. */
const FAILURE_KEPT_MS = 10_000

/** One reading of the list. `alerts` is null when the answer could not be read. */
export interface AlertList {
  readonly alerts: AlertsByDevice | null
  readonly fetchedAt: number
  readonly exchange: Exchange
}

/** The open alerts of one account, shared by its devices. */
export interface AlertLists {
  /** `isOwn`: this question sent the request; otherwise another one did, at most a minute ago. */
  read(signal: AbortSignal): { readonly list: Promise<AlertList>; readonly isOwn: boolean }
  readonly stop: Stop
}

/**
 * Reads the open alerts of a whole server in one request, because Tactical cannot be asked for those of one device, and
 * keeps the answer for a minute.
 */
export function createAlertLists(client: ApiClient, clock: Clock): AlertLists {
  const stopping = new AbortController()
  let kept: { readonly list: Promise<AlertList>; readonly until: number } | undefined
  const ask = () => {
    const list = askList(client, stopping.signal)
    const asked = { list, until: clock.monotonic() + KEPT_MS }
    const fail = () => void (asked.until = clock.monotonic() + FAILURE_KEPT_MS)
    list.then(({ alerts }) => alerts === null && fail(), fail)
    kept = asked
    return list
  }
  return {
    read: (signal) => {
      const isOwn = kept === undefined || clock.monotonic() >= kept.until
      return { list: unlessStopped(isOwn || kept === undefined ? ask() : kept.list, signal, client), isOwn }
    },
    stop: () => stopping.abort(),
  }
}

async function askList(client: ApiClient, signal: AbortSignal): Promise<AlertList> {
  const { value, answer } = await client.readJson({
    route: route('/alerts/'), right: 'can_list_alerts', filter: { resolvedFilter: false }, maxBytes: BODY_LIMITS.detail, signal,
  })
  return { alerts: toAlerts(value), fetchedAt: answer.fetchedAt, exchange: answer.exchange }
}

/** The request goes on for the others when one of those who wait leaves. */
function unlessStopped<T>(work: Promise<T>, signal: AbortSignal, { errors }: ApiClient): Promise<T> {
  const { promise, resolve, reject } = Promise.withResolvers<T>()
  const leave = () => reject(errors.cancelled())
  if (signal.aborted) leave()
  signal.addEventListener('abort', leave, { once: true })
  work.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave))
  return promise
}
