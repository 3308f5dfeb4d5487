import type { JournalRecord } from '#shared/model/journal.ts'
import type { Operation } from '#shared/model/operation.ts'
import type { CompanyContext } from '../context.ts'

type RecoveryContext = Pick<CompanyContext, 'store' | 'journal' | 'events' | 'ports'>

const PAGE = 200

/** The sequence number of an operation's last intent; undefined when there is none. */
async function findIntent({ store }: RecoveryContext, operation: Operation): Promise<number | undefined> {
  const isIntent = (record: JournalRecord): boolean => record.phase === 'intent' && record['op'] === operation.id
  let before: number | undefined
  for (;;) {
    const { records } = await store.read.journal({ deviceId: operation.deviceId, before, limit: PAGE })
    const found = records.find(isIntent)
    if (found !== undefined || records.length < PAGE) return found?.seq
    before = records.at(-1)?.seq
  }
}

async function recordLost(context: RecoveryContext, operation: Operation): Promise<void> {
  const seq = await findIntent(context, operation)
  const result = { state: operation.state, httpClass: null, exitCode: null, durationMs: 0, output: null }
  if (seq === undefined) context.ports.log.error('operation without an intent in the journal', { operation: operation.id })
  else await context.journal.result(seq, result, operation)
  context.events.publish('device.operationChanged', operation)
}

/** Operations that were still waiting had sent nothing. */
async function withdrawWaiting(context: RecoveryContext): Promise<number> {
  const recent = await context.store.read.operations({ limit: 500 })
  const waiting = recent.filter((operation) => operation.state === 'waiting')
  for (const operation of waiting) {
    const ended: Operation = { ...operation, state: 'cancelled-before-sending', endedAt: context.ports.clock.now(), says: 'Outrider ended before it was sent. Nothing was sent.' }
    await context.store.write.saveOperation(ended)
    context.events.publish('device.operationChanged', ended)
  }
  return waiting.length
}

/**
 * Gives operations of a process that died their true end state, and the journal their results: what may have been sent is
 * `sent-no-answer`, what was waiting is `cancelled-before-sending`. Nothing is sent. Run before any new operation starts.
 */
export async function recoverOperations(context: RecoveryContext): Promise<void> {
  const lost = await context.store.write.recoverOperations(context.ports.clock.now())
  for (const operation of lost) await recordLost(context, operation)
  const withdrawn = await withdrawWaiting(context)
  if (lost.length + withdrawn > 0) context.ports.log.warn('operations recovered after a crash', { sentNoAnswer: lost.length, neverSent: withdrawn })
}
