import { useEffect, useState } from 'react'
import { createContext, useContext } from 'react'
import type { AppState } from '#shared/contract/app.ts'
import type { AppErrorShape } from '#shared/errors/app-error.ts'
import { useStore } from 'zustand'
import { useApi, useConnection } from '../api/client.ts'
import { toAppError } from '../api/to-app-error.ts'
import { useEvent } from '../api/use-event.ts'

/**
 * The modes of the console: company, read-only, offline, traffic. Read at start, after every
 * reconnection, when the console is unlocked, and on every change. There are none while it is locked.
 */
export function useModesFromCore(): { readonly modes: AppState | null; readonly error: AppErrorShape | null } {
  const api = useApi()
  const epoch = useStore(useConnection(), (connection) => connection.epoch)
  const [modes, setModes] = useState<AppState | null>(null)
  const [error, setError] = useState<AppErrorShape | null>(null)
  const [unlocks, setUnlocks] = useState(0)
  useEvent('app.changed', setModes)
  useEvent('vault.changed', ({ state }) => state === 'open' && setUnlocks((before) => before + 1))
  useEffect(() => {
    const read = async () => {
      try {
        setModes(await api.app.state({}))
        setError(null)
      } catch (thrown) {
        const shape = toAppError(thrown)
        if (shape.code === 'vault.locked') setModes(null)
        setError(shape)
      }
    }
    void read()
  }, [api, epoch, unlocks])
  return { modes, error }
}

export const ModesContext = createContext<AppState | null>(null)

/** The modes, anywhere below the frame. */
export function useModes(): AppState {
  const modes = useContext(ModesContext)
  if (!modes) throw new Error('No modes above this component.')
  return modes
}
