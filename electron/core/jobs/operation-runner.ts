import { isAppError, toSentence } from '#shared/errors/app-error.ts'
import { finalStates, type Operation } from '#shared/model/operation.ts'
import type { CompanyContext } from '../context.ts'
import type { CommandOutcome } from '../providers/provider.ts'
import { createRedactor } from '../redact/redactor.ts'
import { endedOperation, NOTHING_SENT, withdrawn } from './ended-operation.ts'
import { type KeptOutput, keepOutput, outputFileOf } from './kept-output.ts'
import { operationElsewhere, operationFinished, operationNotFound } from './operation-errors.ts'
import { recoverOperations } from './operation-recovery.ts'
import { atStart, next, type OperationEvent, type Progress } from './operation-state.ts'
import { intentFor, operationFor, type Order } from './order.ts'
import { type JudgedOutcome, judgeOutcome } from './outcome.ts'

type RunnerContext = Pick<CompanyContext, 'ports' | 'events' | 'modes' | 'store' | 'files' | 'journal' | 'secretValues'>

/** One operation while it runs. */
interface Job {
  readonly order: Order
  readonly abort: AbortController
  operation: Operation
  progress: Progress
  /** Seq of the intent that has no result yet. */
  intent: number | null
  /** Monotonic time of the release, or of the moment bytes left. */
  startedAt: number | null
  /** Settles when the operation has its end state. */
  readonly ended: Promise<void>
  readonly end: () => void
  /** Ends the wait of a rate-limited operation. */
  wake: () => void
}

/** How long a cancel waits to learn whether something had left. */
const CANCEL_WAIT_MS = 2_000
/** A server that asks to wait is left alone for at least this long. */
const SHORTEST_WAIT_MS = 1_000

/** Runs operations: intent before sending, one send, true end state, result after. One per open company. */
export class OperationRunner {
  readonly #context: RunnerContext
  readonly #jobs = new Map<string, Job>()
  readonly #recovered: Promise<void>
  #isStopped = false

  constructor(context: RunnerContext) {
    this.#context = context
    this.#recovered = context.ports.profile.isWriter ? recoverOperations(context) : Promise.resolve()
    this.#recovered.catch((error: unknown) => context.ports.log.error('operations not recovered', { reason: String(error) }))
  }

  /** Keeps the operation and answers it at once; sending goes on by itself. */
  async start(order: Order): Promise<Operation> {
    await this.#recovered
    const { ports, store, events } = this.#context
    const operation = operationFor(order, { id: ports.ids.next('o'), traceId: ports.ids.next('t'), now: ports.clock.now(), person: ports.person })
    await store.write.saveOperation(operation)
    const job = this.#createJob(order, operation)
    this.#jobs.set(operation.id, job)
    events.publish('device.operationChanged', operation)
    ports.trace.run(operation.traceId, () => this.#run(job)).catch((error: unknown) => this.#giveUp(job, error))
    return operation
  }

  /** Cancels: final at once when bytes have left, else as soon as it is certain that none will. */
  async cancel(id: string): Promise<Operation> {
    const job = this.#jobs.get(id)
    if (job === undefined) throw await this.#whyNotCancellable(id)
    if (!this.#step(job, 'cancel')) throw operationFinished(job.operation)
    job.abort.abort()
    job.wake()
    if (job.progress.state === 'cancelled-may-have-run') await this.#finish(job, null)
    await this.#endOrPatience(job)
    return job.operation
  }

  /** The operation as it is now, live or stored. Throws `operation.not-found`. */
  async operation(id: string): Promise<Operation> {
    const known = this.#jobs.get(id)?.operation ?? (await this.#context.store.read.operation(id))
    if (known === null) throw operationNotFound(id)
    return known
  }

  /** What waits for this account looks at once whether it may still be sent (the account was switched off or removed). */
  recheck(accountId: string): void {
    for (const job of this.#jobs.values()) if (job.operation.accountId === accountId) job.wake()
  }

  /** Resolves when operations of a process that died have their end state and the journal their results. */
  settled(): Promise<void> {
    return this.#recovered.catch(() => undefined)
  }

  /** Ends connections. What was sent gets its end state at the next start. */
  stop(): void {
    this.#isStopped = true
    for (const job of this.#jobs.values()) {
      job.abort.abort()
      job.wake()
    }
  }

  #createJob(order: Order, operation: Operation): Job {
    const { promise: ended, resolve: end } = Promise.withResolvers<void>()
    return { order, operation, progress: atStart, abort: new AbortController(), intent: null, startedAt: null, ended, end, wake: () => {} }
  }

  async #run(job: Job): Promise<void> {
    while (!this.#isStopped && job.progress.state === 'waiting') {
      const refusal = await this.#release(job)
      if (this.#isStopped) return
      if (refusal !== null) return this.#withdraw(job, refusal)
      const outcome = judgeOutcome(await this.#send(job))
      if (this.#isStopped || !this.#step(job, outcome.event)) return
      if (job.progress.state !== 'waiting') return this.#finish(job, outcome)
      await this.#waitToRetry(job, outcome)
    }
  }

  /** Writes intent and state `sending` in one transaction. Answers why it must not be sent, or null. */
  async #release(job: Job): Promise<string | null> {
    this.#step(job, 'release')
    job.startedAt = this.#context.ports.clock.monotonic()
    try {
      await this.#assertAllowed(job)
      job.intent = await this.#context.journal.intent(intentFor(job.order, job.operation), job.operation)
      this.#publish(job)
      await this.#assertAllowed(job)
    } catch (error) {
      return isAppError(error) ? toSentence(error.shape) : `The record of this action could not be written. ${NOTHING_SENT}`
    }
    return job.progress.isCancelRequested ? NOTHING_SENT : null
  }

  /** SECURITY: asked again right before sending, because a mode or the account may have been switched meanwhile. */
  async #assertAllowed({ order }: Job): Promise<void> {
    await order.assertReachable()
    this.#context.modes.assertMayChange()
    this.#context.modes.assertOnline()
  }

  async #send(job: Job): Promise<CommandOutcome> {
    const onSent = (): void => {
      if (!this.#step(job, 'bytes-left')) return
      job.startedAt = this.#context.ports.clock.monotonic()
      job.operation = { ...job.operation, sentAt: this.#context.ports.clock.now() }
      if (!finalStates.has(job.progress.state)) this.#publish(job)
      else this.#finish(job, null).catch((error: unknown) => this.#giveUp(job, error))
    }
    try {
      return await job.order.send({ signal: job.abort.signal, onSent })
    } catch (error) {
      const says = isAppError(error) ? toSentence(error.shape) : 'Outrider made a mistake while sending this.'
      return job.progress.isSent ? { kind: 'no-answer', output: '', says } : { kind: 'failed', says, httpStatus: null }
    }
  }

  #withdraw(job: Job, says: string): Promise<void> {
    this.#step(job, 'withdraw')
    return this.#finish(job, withdrawn(says))
  }

  /** The vendor asked to come back later; nothing ran. Records that, and waits. */
  async #waitToRetry(job: Job, outcome: JudgedOutcome): Promise<void> {
    const { ports, journal } = this.#context
    const delay = Math.max(SHORTEST_WAIT_MS, outcome.retryAfterMs ?? 0)
    const until = new Date(ports.clock.now() + delay).toISOString().slice(0, 19).replace('T', ' ')
    job.operation = { ...job.operation, sentAt: null, says: `The server asks to wait. Nothing ran; it is sent at ${until} UTC.` }
    if (job.intent !== null) await journal.result(job.intent, { state: 'waiting', httpClass: outcome.httpClass, exitCode: null, durationMs: this.#elapsed(job) ?? 0, output: null }, job.operation)
    job.intent = null
    this.#publish(job)
    if (job.progress.state === 'waiting' && !this.#isStopped) await this.#sleep(job, delay)
    if (job.progress.state === 'cancelled-before-sending') await this.#finish(job, null)
  }

  #sleep(job: Job, delay: number): Promise<void> {
    return new Promise((resolve) => {
      const stop = this.#context.ports.clock.after(delay, resolve)
      job.wake = () => {
        stop()
        resolve()
      }
    })
  }

  /** Stores the end: output redacted, result in the journal, words for the person. `outcome` is null when nothing more is known. */
  async #finish(job: Job, outcome: JudgedOutcome | null): Promise<void> {
    const redactor = createRedactor((await this.#context.secretValues?.()) ?? [])
    const { files, ports } = this.#context
    const raw = outcome?.output ?? null
    const output = raw === null ? null : await keepOutput(raw, job.operation.id, { redactor, files, clock: ports.clock, crypto: ports.crypto })
    job.operation = endedOperation(job.operation, { outcome, output, endedAt: ports.clock.now(), durationMs: this.#elapsed(job) }, redactor)
    await this.#store(job, outcome, output)
    this.#jobs.delete(job.operation.id)
    this.#publish(job)
    this.#log(job)
    job.end()
  }

  async #store(job: Job, outcome: JudgedOutcome | null, output: KeptOutput | null): Promise<void> {
    const { journal, store } = this.#context
    const { id, state, exitCode, durationMs } = job.operation
    if (job.intent === null) {
      await store.write.saveOperation(job.operation)
      await journal.note({ action: job.order.action, params: { operation: id, device: job.operation.deviceId, state }, accountId: job.operation.accountId, traceId: job.operation.traceId })
      return
    }
    const kept = output === null ? null : { bytes: output.bytes, hash: output.hash, isTruncated: output.isTruncated }
    await journal.result(job.intent, { state, exitCode, httpClass: outcome?.httpClass ?? null, refusedBy: outcome?.refusedBy ?? null, durationMs: durationMs ?? 0, output: kept }, job.operation)
  }

  /** The store or an order failed unexpectedly: the row keeps what is certain, the next start settles the rest. */
  #giveUp(job: Job, error: unknown): void {
    this.#context.ports.log.error('operation ended without a stored result', { operation: job.operation.id, traceId: job.operation.traceId, reason: String(error) })
    this.#jobs.delete(job.operation.id)
    this.#publish(job)
    job.end()
  }

  async #whyNotCancellable(id: string): Promise<Error> {
    const operation = await this.operation(id)
    return finalStates.has(operation.state) ? operationFinished(operation) : operationElsewhere(operation)
  }

  async #endOrPatience(job: Job): Promise<void> {
    const { promise: patience, resolve } = Promise.withResolvers<void>()
    const stop = this.#context.ports.clock.after(CANCEL_WAIT_MS, resolve)
    await Promise.race([job.ended, patience])
    stop()
  }

  /** Moves the job by one event; false when the event does not count any more. */
  #step(job: Job, event: OperationEvent): boolean {
    const progress = next(job.progress, event)
    if (progress === null) return false
    job.progress = progress
    job.operation = { ...job.operation, state: progress.state }
    return true
  }

  #elapsed(job: Job): number | null {
    return job.startedAt === null ? null : Math.max(0, Math.round(this.#context.ports.clock.monotonic() - job.startedAt))
  }

  #publish(job: Job): void {
    this.#context.events.publish('device.operationChanged', job.operation)
  }

  #log({ operation }: Job): void {
    const { id, operator, deviceId, accountId, state, durationMs, isOutputTruncated, traceId } = operation
    const result = isOutputTruncated ? outputFileOf(id) : `operation/${id}`
    this.#context.ports.log.info('remote operation ended', { operation: id, operator, device: deviceId, account: accountId, state, durationMs, result, traceId })
  }
}
