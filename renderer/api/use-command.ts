import { useState } from 'react'
import type { AppErrorShape } from '#shared/errors/app-error.ts'
import { toAppError } from './to-app-error.ts'

/** The state of something the person started. */
export interface Running<Input, Output> {
  /** Starts it; answers the value, or undefined when it was refused (then `error` says why). */
  readonly run: (input: Input) => Promise<Output | undefined>
  readonly isRunning: boolean
  readonly error: AppErrorShape | null
  readonly dismiss: () => void
}

/** Runs a command on request and keeps what a form needs to show: that it runs, and the error as data. */
export function useCommand<Input, Output>(command: (input: Input) => Promise<Output>): Running<Input, Output> {
  const [state, setState] = useState<{ readonly isRunning: boolean; readonly error: AppErrorShape | null }>({ isRunning: false, error: null })
  const run = async (input: Input): Promise<Output | undefined> => {
    setState({ isRunning: true, error: null })
    try {
      const value = await command(input)
      setState({ isRunning: false, error: null })
      return value
    } catch (error) {
      setState({ isRunning: false, error: toAppError(error) })
      return undefined
    }
  }
  return { ...state, run, dismiss: () => setState({ isRunning: false, error: null }) }
}
