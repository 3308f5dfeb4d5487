import type { Clock, Network } from '../ports.ts'
import type { Store } from '../storage/store.ts'

const hourMs = 3_600_000

/** Counts wait this long to be stored; a process that is killed loses no more. */
const keepEveryMs = 300_000

/** What an account cost in 24 hours. */
export interface AccountUsage {
  readonly requests: number
  readonly bytes: number
}

/** Counts the requests of every account, over restarts. */
export interface RequestUsage {
  /** The same network; what leaves through it counts for the account. */
  counted(network: Network, accountId: string): Network
  /** By account, over the last 24 hours in steps of an hour. */
  lastDay(): Promise<ReadonlyMap<string, AccountUsage>>
  /** Stores what was counted and ends. */
  stop(): Promise<void>
}

/** Creates the counter of one company. `canWrite` false (another process is the writer): counted, shown, not kept. */
export function createRequestUsage(clock: Clock, store: Pick<Store, 'read' | 'write'>, canWrite: boolean): RequestUsage {
  let pending = new Map<string, { accountId: string; hour: number; requests: number; bytes: number }>()
  let cancel: (() => void) | undefined
  const keep = async () => {
    cancel?.()
    cancel = undefined
    const leaving = [...pending.values()]
    if (leaving.length === 0 || !canWrite) return
    pending = new Map()
    await store.write.addRequests(leaving)
  }
  const add = (accountId: string, requests: number, bytes: number) => {
    const hour = Math.floor(clock.now() / hourMs)
    const known = pending.get(`${accountId} ${hour}`) ?? { accountId, hour, requests: 0, bytes: 0 }
    pending.set(`${accountId} ${hour}`, { ...known, requests: known.requests + requests, bytes: known.bytes + bytes })
    cancel ??= clock.after(keepEveryMs, () => void keep().catch(() => undefined))
  }
  return {
    counted: (network, accountId) => countedNetwork(network, (requests, bytes) => add(accountId, requests, bytes)),
    lastDay: async () => {
      const since = Math.floor(clock.now() / hourMs) - 23
      const sums = new Map<string, AccountUsage>()
      for (const { accountId, hour, requests, bytes } of [...(await store.read.requestHours(since)), ...pending.values()]) {
        const known = sums.get(accountId) ?? { requests: 0, bytes: 0 }
        if (hour >= since) sums.set(accountId, { requests: known.requests + requests, bytes: known.bytes + bytes })
      }
      return sums
    },
    stop: keep,
  }
}

function countedNetwork(network: Network, add: (requests: number, bytes: number) => void): Network {
  return {
    http: {
      send: async (request) => {
        const result = await network.http.send(request)
        if (result.ok) add(1, result.response.wireBytes)
        else if (result.failure.reach !== 'not-sent') add(1, 0)
        return result
      },
      release: (pool) => network.http.release(pool),
    },
    openSocket: (request) => {
      const socket = network.openSocket(request)
      add(1, 0)
      return socket
    },
    probe: (url, timeoutMs) => network.probe(url, timeoutMs),
    setOffline: (isOffline) => network.setOffline(isOffline),
    get meter() {
      return network.meter
    },
  }
}
