import { BrokenCircuitError, circuitBreaker, ConsecutiveBreaker, ConstantBackoff, DelegateBackoff, handleWhenResult, retry, type CircuitBreakerPolicy } from 'cockatiel'
import type { AppError } from '#shared/errors/app-error.ts'
import type { Clock, Ids } from '../../ports.ts'
import { pause } from './pause.ts'

/** What one try of a read led to. */
export type Try<T> =
  | { readonly kind: 'done'; readonly value: T }
  /** Worth another try; `waitMs` is what the server asked for. `isFault` counts towards the circuit. */
  | { readonly kind: 'again'; readonly error: AppError; readonly waitMs: number | null; readonly isFault: boolean }
  | { readonly kind: 'final'; readonly error: AppError; readonly isFault: boolean }

/** What a read led to after all its tries. */
export type Outcome<T> = Exclude<Try<T>, { readonly kind: 'again' }>

/** State of the circuit, for the account's health. */
export interface Link {
  readonly isOpen: boolean
  /** When the next request is let through as a test; null while closed. */
  readonly retryAt: number | null
}

export interface ReadPolicyOptions {
  readonly clock: Clock
  readonly ids: Ids
  /** Tries after the first. */
  readonly retries: number
  /** How long the circuit stays open, by how often it opened in a row. */
  readonly openForMs?: readonly number[] | undefined
  /** Told when the circuit is open and nothing is sent. */
  readonly circuitOpen: (retryAt: number) => AppError
}

/** Faults in a row that open the circuit. */
const FAULTS_TO_OPEN = 5
const OPEN_FOR_MS = [30_000, 60_000, 120_000, 300_000]
const LONGEST_WAIT_MS = 30_000
const FIRST_WAIT_MS = 1_000

/** Retries and circuit of the reads of one account. Cockatiel decides; waiting happens on the clock of the core. */
export class ReadPolicy {
  readonly #options: ReadPolicyOptions
  readonly #breaker: CircuitBreakerPolicy
  #retryAt: number | null = null

  constructor(options: ReadPolicyOptions) {
    this.#options = options
    const openForMs = options.openForMs ?? OPEN_FOR_MS
    this.#breaker = circuitBreaker(handleWhenResult(isFault), {
      breaker: new ConsecutiveBreaker(FAULTS_TO_OPEN),
      halfOpenAfter: new DelegateBackoff(({ attempt }) => {
        const waitMs = openForMs[Math.min(attempt, openForMs.length) - 1] ?? 0
        this.#retryAt = options.clock.now() + waitMs
        return waitMs
      }),
    })
    this.#breaker.onReset(() => (this.#retryAt = null))
  }

  get link(): Link {
    return { isOpen: this.#retryAt !== null, retryAt: this.#retryAt }
  }

  /** Runs tries until one is done or final, or the limit is used up. `work` is told how much of the limit is left, and which try it is, from 1. */
  async run<T>(limitMs: number, signal: AbortSignal | undefined, work: Work<T>): Promise<Outcome<T>> {
    try {
      return await this.#runTries(limitMs, signal, work)
    } catch (error) {
      if (!(error instanceof BrokenCircuitError)) throw error
      return { kind: 'final', error: this.#options.circuitOpen(this.#retryAt ?? this.#options.clock.now()), isFault: false }
    }
  }

  async #runTries<T>(limitMs: number, signal: AbortSignal | undefined, work: Work<T>): Promise<Outcome<T>> {
    const { clock, retries, ids } = this.#options
    const endsAt = clock.monotonic() + limitMs
    const retrying = retry(handleWhenResult(isAgain), { maxAttempts: retries, backoff: new ConstantBackoff(0) })
    let last: Failed | undefined
    const outcome = await retrying.execute(async ({ attempt }): Promise<Try<T>> => {
      if (last !== undefined) {
        const waitMs = last.waitMs ?? ids.random() * Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (attempt - 1))
        if (clock.monotonic() + waitMs >= endsAt) return { ...last, kind: 'final' }
        await pause(clock, waitMs, signal)
      }
      const result = await this.#breaker.execute(() => work(endsAt - clock.monotonic(), attempt + 1))
      if (result.kind === 'again') last = result
      return result
    })
    return outcome.kind === 'again' ? { ...outcome, kind: 'final' } : outcome
  }
}

type Work<T> = (remainingMs: number, attempt: number) => Promise<Try<T>>

type Failed = Extract<Try<never>, { readonly kind: 'again' }>

const isAgain = (result: unknown): boolean => (result as Try<unknown>).kind === 'again'
const isFault = (result: unknown): boolean => {
  const outcome = result as Try<unknown>
  return outcome.kind !== 'done' && outcome.isFault
}
