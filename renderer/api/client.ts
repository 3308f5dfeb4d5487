import { createApi } from '#shared/contract/client.ts'
import type { Api, Transport } from '#shared/contract/client.ts'
import { createContext, useContext } from 'react'
import { bridgeTransport } from './bridge-transport.ts'
import { createConnection } from './connection.ts'
import type { ConnectionStore } from './connection.ts'
import { startHostSocket } from './host-socket.ts'
import { takeLaunchCode } from './launch-code.ts'

/** The core as a window reaches it. */
export interface Client {
  readonly api: Api
  readonly connection: ConnectionStore
}

/** A client over a transport that is there from the start. */
export const createClient = (transport: Transport): Client => ({ api: createApi(transport), connection: createConnection({ kind: 'connected' }) })

/** Electron's bridge where there is one, else the socket of the host that served this page. */
export function connectClient(): Client {
  if (window.bridge) return createClient(bridgeTransport(window.bridge))
  const connection = createConnection()
  return { api: createApi(startHostSocket(takeLaunchCode(), connection)), connection }
}

export const ClientContext = createContext<Client | null>(null)

function useClient(): Client {
  const client = useContext(ClientContext)
  if (!client) throw new Error('No client above this component.')
  return client
}

/** The typed commands and events of the core. */
export const useApi = (): Api => useClient().api

/** The connection of this window, for the status bar and for stores that read again after a loss. */
export const useConnection = (): ConnectionStore => useClient().connection
