import { isAppError, type AppError } from '#shared/errors/app-error.ts'
import { probeSteps, type ProbeReport } from '#shared/model/account.ts'
import type { Clock } from '../../ports.ts'

type Step = ProbeReport['steps'][number]
type StepName = Step['step']
type Found = Pick<Step, 'verdict' | 'says' | 'fix' | 'code'>

export const ok = (says: string): Found => ({ verdict: 'ok', says, fix: '' })
export const warning = (says: string, fix: string): Found => ({ verdict: 'warning', says, fix })
export const failure = (says: string, fix: string): Found => ({ verdict: 'failed', says, fix })
export const skipped = (says: string): Found => ({ verdict: 'skipped', says, fix: '' })

/** A failed step from the error that ended it. */
export const fromError = (error: AppError): Found => ({ ...failure(error.shape.what, error.shape.next), code: error.code })

/** The steps of a connection test as they are taken. After a failure the rest is skipped. */
export class ProbeSteps {
  readonly #clock: Clock
  readonly #steps: Step[] = []

  constructor(clock: Clock) {
    this.#clock = clock
  }

  get hasFailed(): boolean {
    return this.#steps.some((step) => step.verdict === 'failed')
  }

  /** Takes a step unless one failed before. Typed errors become its verdict. */
  async take(step: StepName, work: () => Promise<Found> | Found): Promise<void> {
    if (this.hasFailed) return
    const startedAt = this.#clock.monotonic()
    const found = await this.#attempt(work)
    this.#steps.push({ step, ...found, durationMs: Math.round(this.#clock.monotonic() - startedAt) })
  }

  /** All steps in their order; those that were not taken are skipped. */
  all(): Step[] {
    return probeSteps.map((step) => this.#steps.find((taken) => taken.step === step) ?? { step, ...skipped('Not tried, because an earlier step failed.'), durationMs: 0 })
  }

  async #attempt(work: () => Promise<Found> | Found): Promise<Found> {
    try {
      return await work()
    } catch (error) {
      if (isAppError(error)) return fromError(error)
      throw error
    }
  }
}
