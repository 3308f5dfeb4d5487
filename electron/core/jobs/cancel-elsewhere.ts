import { finalStates, type Operation } from '#shared/model/operation.ts'
import type { CompanyContext } from '../context.ts'
import { operationElsewhere, operationFinished, operationNotFound } from './operation-errors.ts'

/** The other process looks at once; a cancel there takes up to 2 s to learn whether something had left. */
const patienceMs = 10_000
const stepMs = 100

const passed = ({ ports }: Pick<CompanyContext, 'ports'>): Promise<void> => new Promise((resolve) => void ports.clock.after(stepMs, resolve))

/**
 * Cancels an operation that another process runs: asks the one that writes this company, and waits until the store has
 * the end state. Throws `operation.finished`, `operation.not-found`, also when nobody answers.
 */
export async function cancelElsewhere(context: Pick<CompanyContext, 'ports' | 'store' | 'mailbox'>, operationId: string): Promise<Operation> {
  const { ports, store, mailbox } = context
  const find = async (): Promise<Operation> => {
    const found = await store.read.operation(operationId)
    if (found === null) throw operationNotFound(operationId)
    return found
  }
  const before = await find()
  if (finalStates.has(before.state)) throw operationFinished(before)
  mailbox.post({ kind: 'cancel', at: ports.clock.now(), operationId })
  const until = ports.clock.monotonic() + patienceMs
  while (ports.clock.monotonic() < until) {
    await passed(context)
    const now = await find()
    if (finalStates.has(now.state)) return now
  }
  throw operationElsewhere(before)
}
