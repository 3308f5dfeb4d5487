import type { Clock } from '../../ports.ts'
import { createAdaptiveLimit, type AdaptiveLimit } from './adaptive-limit.ts'
import type { Priority } from './token-bucket.ts'

/** What a request needs to be let through. */
export interface Entry {
  readonly priority: Priority
  /** True for calls in which the server itself waits for a device: each holds one of its few workers. */
  readonly waitsForDevice: boolean
  readonly signal: AbortSignal | undefined
}

interface Waiter {
  readonly entry: Entry
  readonly start: () => void
}

/** Limits how many requests run side by side, with a lower limit of its own for calls that wait for a device. */
export class RequestGate {
  readonly #parallel: AdaptiveLimit
  readonly #parallelWaiting: number
  readonly #queue: Waiter[] = []
  #running = 0
  #waiting = 0

  constructor(clock: Clock, limits: { readonly parallel: number; readonly parallelWaiting: number }) {
    this.#parallel = createAdaptiveLimit(clock, limits.parallel)
    this.#parallelWaiting = limits.parallelWaiting
  }

  /** Runs the work when there is room; people go first. Runs it at once when the signal is aborted, so that it can say so. */
  async run<T>(entry: Entry, work: () => Promise<T>): Promise<T> {
    if (!(await this.#enter(entry))) return work()
    try {
      return await work()
    } finally {
      this.#count(entry, -1)
      this.#pump()
    }
  }

  /** The server shows strain: half as many at a time from now on, growing back by one a minute. */
  halve(): void {
    this.#parallel.halve()
  }

  #enter(entry: Entry): Promise<boolean> {
    if (entry.signal?.aborted) return Promise.resolve(false)
    return new Promise((resolve) => {
      const finish = (isInside: boolean) => {
        entry.signal?.removeEventListener('abort', leave)
        resolve(isInside)
      }
      const waiter: Waiter = { entry, start: () => finish(true) }
      const leave = () => {
        this.#queue.splice(this.#queue.indexOf(waiter), 1)
        finish(false)
      }
      entry.signal?.addEventListener('abort', leave, { once: true })
      this.#queue.push(waiter)
      this.#pump()
    })
  }

  #pump(): void {
    for (let waiter = this.#next(); waiter !== undefined; waiter = this.#next()) {
      this.#queue.splice(this.#queue.indexOf(waiter), 1)
      this.#count(waiter.entry, 1)
      waiter.start()
    }
  }

  #next(): Waiter | undefined {
    const fitting = this.#queue.filter(({ entry }) => this.#fits(entry))
    return fitting.find(({ entry }) => entry.priority === 'interactive') ?? fitting[0]
  }

  #fits(entry: Entry): boolean {
    const limit = this.#parallel.current()
    return this.#running < limit && (!entry.waitsForDevice || this.#waiting < Math.min(this.#parallelWaiting, limit))
  }

  #count(entry: Entry, step: 1 | -1): void {
    this.#running += step
    if (entry.waitsForDevice) this.#waiting += step
  }
}
