import { createStore } from 'zustand/vanilla'

/** How the window reaches the core. In Electron it is always connected; a browser may lose its host and comes back by itself. */
export type ConnectionState =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'connected' }
  | { readonly kind: 'lost'; readonly since: number; readonly attempts: number }
  /** The browser session ended or the launch address was used before: the window must be opened again. */
  | { readonly kind: 'refused' }

/** `epoch` grows with every connection made: whoever keeps a copy of the core's data reads it again when it grows. */
export interface Connection {
  readonly state: ConnectionState
  readonly epoch: number
}

export type ConnectionStore = ReturnType<typeof createConnection>

export const createConnection = (state: ConnectionState = { kind: 'connecting' }) =>
  createStore<Connection>(() => ({ state, epoch: state.kind === 'connected' ? 1 : 0 }))

/** Records that frames can be exchanged from now on. */
export const markConnected = (store: ConnectionStore): void =>
  store.setState((before) => ({ state: { kind: 'connected' }, epoch: before.epoch + 1 }))
