import type { Log, Network } from '#core/ports.ts'
import { createConnectionPools } from './connection-pools.ts'
import { probeNetwork } from './network-probe.ts'
import type { NetworkState } from './network-state.ts'
import { createNodeHttp } from './node-http.ts'
import { createNodeSockets } from './node-socket.ts'

/** The network port with the switch that keeps everything at home. */
export interface NodeNetwork extends Network {
  /** While on, every call answers `offline` without even looking up a name; open sockets end (B17). */
  setOffline(isOffline: boolean): void
}

/**
 * Creates the one network of a process. TLS 1.2 or newer and certificates are always checked, connection by connection:
 * there is no switch for all of them. `version` goes into the user agent, which is all a server learns about us. Logs go
 * to `debug` only.
 */
export function createNodeNetwork(log: Log, version: string): NodeNetwork {
  const state: NetworkState = { isOffline: false, requests: 0, bytes: 0, userAgent: `Outrider/${version}`, log }
  const pools = createConnectionPools()
  const sockets = createNodeSockets(state)
  return {
    http: createNodeHttp(state, pools),
    openSocket: sockets.open,
    probe: async (url, timeoutMs) =>
      state.isOffline
        ? { addresses: null, connectMs: null, tls: null, failure: { kind: 'offline', code: 'OFFLINE' } }
        : probeNetwork(url, timeoutMs),
    meter: {
      get requests() {
        return state.requests
      },
      get bytes() {
        return state.bytes
      },
    },
    setOffline: (isOffline) => {
      state.isOffline = isOffline
      if (!isOffline) return
      pools.releaseAll()
      sockets.closeAll()
    },
  }
}
