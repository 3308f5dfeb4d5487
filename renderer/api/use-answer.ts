import { useCallback, useEffect, useEffectEvent, useState } from 'react'
import type { AppErrorShape } from '#shared/errors/app-error.ts'
import { toAppError } from './to-app-error.ts'

/** An answer that stays on screen while a newer one is fetched. */
export interface Answer<T> {
  readonly value: T | undefined
  readonly error: AppErrorShape | null
  readonly isLoading: boolean
  readonly reload: () => void
}

interface Asked<T> {
  readonly key: string
  readonly value?: T
  readonly error: AppErrorShape | null
  readonly isLoading: boolean
}

/**
 * Asks when the component appears and again when `key` changes or `reload` is called. Old data stays until the new answer
 * is there, and stays when the new question fails: the error then stands beside it.
 */
export function useAnswer<T>(key: string, ask: () => Promise<T>): Answer<T> {
  const [state, setState] = useState<Asked<T>>({ key, error: null, isLoading: true })
  const [turn, setTurn] = useState(0)
  const latest = useEffectEvent(ask)

  useEffect(() => {
    let isCurrent = true
    const read = async () => {
      setState((before) => (before.key === key ? { ...before, isLoading: true } : { key, error: null, isLoading: true }))
      try {
        const value = await latest()
        if (isCurrent) setState({ key, value, error: null, isLoading: false })
      } catch (error) {
        if (isCurrent) setState((before) => ({ ...before, error: toAppError(error), isLoading: false }))
      }
    }
    void read()
    return () => {
      isCurrent = false
    }
  }, [key, turn])

  const reload = useCallback(() => setTurn((before) => before + 1), [])
  const isOurs = state.key === key
  return { value: isOurs ? state.value : undefined, error: isOurs ? state.error : null, isLoading: state.isLoading || !isOurs, reload }
}
