import type { Transport } from '#shared/contract/client.ts'
import type { Reply } from '#shared/util/result.ts'
import type { Stop } from '#shared/util/stop.ts'

/** What the preload script exposes in Electron: three holes in a wall. */
export interface Bridge {
  call(path: string, input: unknown): Promise<Reply<unknown>>
  send(path: string, input: unknown): void
  on(path: string, listener: (payload: unknown) => void): Stop
}

declare global {
  interface Window {
    readonly bridge?: Bridge
  }
}

/** The contract over Electron's bridge. */
export const bridgeTransport = (bridge: Bridge): Transport => ({
  call: (path, input) => bridge.call(path, input),
  on: (path, listener) => bridge.on(path, listener),
})
