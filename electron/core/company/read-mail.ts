import { isAppError } from '#shared/errors/app-error.ts'
import type { Journal } from '../context.ts'
import type { Log, MailboxMessage } from '../ports.ts'

/** What messages of other processes are taken in with. */
export interface MailParts {
  readonly journal: Pick<Journal, 'note'>
  readonly log: Log
  readonly cancel: (operationId: string) => Promise<unknown>
}

/** A request to cancel that comes too late has nothing to cancel; whoever asked sees the end state. */
async function cancel({ cancel: ask, log }: MailParts, operationId: string): Promise<void> {
  try {
    await ask(operationId)
  } catch (error) {
    if (!isAppError(error)) throw error
    log.info('another process asked to cancel in vain', { operation: operationId, code: error.code })
  }
}

/** Takes in what processes that only read this company ask of its writer, with the time they asked at (B116). */
export const createMailReader =
  (parts: MailParts) =>
  async (message: MailboxMessage): Promise<void> => {
    if (message.kind === 'cancel') return cancel(parts, message.operationId)
    const { note, at } = message
    await parts.journal.note({ ...note, params: { ...note.params, at: new Date(at).toISOString() } })
  }
