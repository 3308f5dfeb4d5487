import { useCallback, useEffect, useRef, useState } from 'react'
import type { AppErrorShape } from '#shared/errors/app-error.ts'
import { toAppError } from './to-app-error.ts'

/** An answer that stays on screen while a newer one is fetched. */
export interface Answer<T> {
  readonly value: T | undefined
  readonly error: AppErrorShape | null
  readonly isLoading: boolean
  readonly reload: () => void
}

/**
 * Asks when the component appears and again when `key` changes. Old data stays until the new answer is there, and stays
 * when the new question fails: the error then stands beside it.
 */
export function useAnswer<T>(key: string, ask: () => Promise<T>): Answer<T> {
  const [state, setState] = useState<{ key: string; value?: T; error: AppErrorShape | null; isLoading: boolean }>({ key, error: null, isLoading: true })
  const latest = useRef(ask)
  latest.current = ask
  const turn = useRef(0)

  const load = useCallback(() => {
    turn.current += 1
    const mine = turn.current
    const isCurrent = () => turn.current === mine
    setState((before) => (before.key === key ? { ...before, isLoading: true } : { key, error: null, isLoading: true }))
    latest.current().then(
      (value) => isCurrent() && setState({ key, value, error: null, isLoading: false }),
      (error: unknown) => isCurrent() && setState((before) => ({ ...before, error: toAppError(error), isLoading: false })),
    )
  }, [key])

  useEffect(() => {
    load()
    return () => {
      turn.current += 1
    }
  }, [load])

  const isOurs = state.key === key
  return { value: isOurs ? state.value : undefined, error: isOurs ? state.error : null, isLoading: state.isLoading || !isOurs, reload: load }
}
