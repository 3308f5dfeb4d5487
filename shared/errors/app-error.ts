import type { ErrorCode, Remedy } from './codes.ts'

/** Facts that go with an error: only strings, numbers and booleans, never a secret, a stack or a path. */
export type ErrorFacts = Readonly<Record<string, string | number | boolean>>

/** An error as data. `what`, `effect` and `next` are the three sentences a person reads, in that order. */
export interface AppErrorShape {
  readonly code: ErrorCode
  /** What happened, a full sentence. */
  readonly what: string
  /** What it means: was anything sent, is anything lost, what still works. */
  readonly effect: string
  /** What the person can do next. */
  readonly next: string
  readonly remedy: Remedy
  readonly facts: ErrorFacts
  /** Set when the failure happened in an operation that can be followed in logs. */
  readonly traceId?: string
}

/** The one error type that is expected. Anything else that is thrown is a bug and becomes `internal`. */
export class AppError extends Error {
  readonly shape: AppErrorShape

  constructor(shape: Omit<AppErrorShape, 'facts'> & { readonly facts?: ErrorFacts }) {
    super(shape.what)
    this.name = 'AppError'
    this.shape = { ...shape, facts: shape.facts ?? {} }
  }

  get code(): ErrorCode {
    return this.shape.code
  }
}

/** True for errors that carry words and a remedy. */
export const isAppError = (error: unknown): error is AppError => error instanceof AppError

/**
 * Turns whatever was thrown into data that may leave the core. An unexpected error loses its message and stack on
 * the way (they belong in the log, under `traceId`) and becomes a plain apology.
 */
export function toWire(error: unknown, traceId?: string): AppErrorShape {
  if (isAppError(error)) return traceId && !error.shape.traceId ? { ...error.shape, traceId } : error.shape
  return {
    code: 'internal',
    what: 'Outrider made a mistake while doing this.',
    effect: 'Nothing else is affected and nothing was lost.',
    next: 'Try again. If it happens again, report it with the reference.',
    remedy: 'report',
    facts: {},
    ...(traceId ? { traceId } : {}),
  }
}

/** The reverse of `toWire` on the receiving side. */
export const fromWire = (shape: AppErrorShape): AppError => new AppError(shape)

/** The three sentences in one line, for the terminal and for logs. */
export const toSentence = (shape: AppErrorShape): string => `${shape.what} ${shape.effect} ${shape.next}`.trim()
