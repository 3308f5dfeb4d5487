import { toWire } from '#shared/errors/app-error.ts'
import type { Journal, JournalNote } from '../context.ts'
import type { Log } from '../ports.ts'

/** What recording needs. */
interface ActRecorder {
  readonly note: Journal['note']
  readonly log: Log
}

/** `Journal.act`: one note before the work and one after it, with its outcome. */
export async function recordAct<T>({ note, log }: ActRecorder, act: JournalNote, work: () => Promise<T>): Promise<T> {
  const tell = (outcome: string) => note({ ...act, params: { ...act.params, outcome } })
  // It is over by then: a record that cannot be written undoes nothing, and must not hide how it ended.
  const end = (outcome: string) => tell(outcome).catch((error: unknown) => log.error('the end of an act was not recorded', { action: act.action, outcome, reason: String(error) }))
  await tell('begun')
  try {
    const value = await work()
    await end('done')
    return value
  } catch (error) {
    await end(toWire(error).code)
    throw error
  }
}
