import type { Clock } from '../../ports.ts'
import { createAdaptiveLimit, type AdaptiveLimit } from './adaptive-limit.ts'

/** Who waits for a request: a person at the screen, or work nobody watches. */
export type Priority = 'interactive' | 'background'

/** Background work leaves this share of the bucket to people. */
const RESERVED_SHARE = 0.3

/** A shorter wait than this is rounding, not worth another round. */
const ROUNDING_MS = 0.1

interface Waiter {
  readonly priority: Priority
  readonly start: () => void
}

/** Limits how many requests start per second (S165). Holds one second's worth of requests. */
export class TokenBucket {
  readonly #clock: Clock
  readonly #capacity: number
  readonly #rate: AdaptiveLimit
  readonly #waiters: Waiter[] = []
  #tokens: number
  #refilledAt: number
  #pausedUntil = 0
  #isScheduled = false

  constructor(clock: Clock, perSecond: number) {
    this.#clock = clock
    this.#capacity = perSecond
    this.#tokens = perSecond
    this.#rate = createAdaptiveLimit(clock, perSecond)
    this.#refilledAt = clock.monotonic()
  }

  /** Resolves when a request may start, or when the signal is aborted (the caller looks at it). */
  take(priority: Priority, signal: AbortSignal | undefined): Promise<void> {
    if (signal?.aborted) return Promise.resolve()
    return new Promise((resolve) => {
      const finish = () => {
        signal?.removeEventListener('abort', leave)
        resolve()
      }
      const waiter: Waiter = { priority, start: finish }
      const leave = () => {
        this.#remove(waiter)
        finish()
      }
      signal?.addEventListener('abort', leave, { once: true })
      this.#waiters.push(waiter)
      this.#pump()
    })
  }

  /** Lets nothing start for a while and halves the rate, which grows back by one a minute. */
  slowDown(pauseMs: number): void {
    this.#refill()
    this.#pausedUntil = Math.max(this.#pausedUntil, this.#clock.monotonic() + pauseMs)
    this.#rate.halve()
  }

  #pump(): void {
    this.#refill()
    for (let waiter = this.#next(); waiter !== undefined; waiter = this.#next()) {
      const waitMs = this.#waitFor(waiter)
      if (waitMs > ROUNDING_MS) return this.#schedule(waitMs)
      this.#tokens -= 1
      this.#remove(waiter)
      waiter.start()
    }
  }

  #refill(): void {
    const now = this.#clock.monotonic()
    this.#tokens = Math.min(this.#capacity, this.#tokens + ((now - this.#refilledAt) / 1_000) * this.#rate.current())
    this.#refilledAt = now
  }

  #next(): Waiter | undefined {
    return this.#waiters.find((waiter) => waiter.priority === 'interactive') ?? this.#waiters[0]
  }

  #waitFor(waiter: Waiter): number {
    const reserved = waiter.priority === 'interactive' ? 0 : Math.floor(this.#capacity * RESERVED_SHARE)
    const missing = 1 + reserved - this.#tokens
    return Math.max(this.#pausedUntil - this.#clock.monotonic(), (missing / this.#rate.current()) * 1_000)
  }

  #remove(waiter: Waiter): void {
    const place = this.#waiters.indexOf(waiter)
    if (place >= 0) this.#waiters.splice(place, 1)
  }

  #schedule(delayMs: number): void {
    if (this.#isScheduled) return
    this.#isScheduled = true
    this.#clock.after(Math.ceil(delayMs), () => {
      this.#isScheduled = false
      this.#pump()
    })
  }
}
