import type { JournalRecord } from '#shared/model/journal.ts'
import type { Journal } from '../context.ts'
import type { Events } from '../events.ts'
import type { CompanyEntry, Mailbox } from '../ports.ts'
import { createRedactor } from '../redact/redactor.ts'
import type { Store } from '../storage/store.ts'
import type { RecordBody } from './chain.ts'
import { ChainWriter, type JournalPorts } from './chain-writer.ts'
import { createCommitter } from './commitment.ts'
import { recordAct } from './recorded-act.ts'
import { type BodyTools, intentBody, type IntentReference, noteBody, resultBody } from './record-body.ts'

export interface JournalOptions {
  readonly store: Store
  readonly ports: JournalPorts
  /** Hears `journal.appended` for every record after it is written. */
  readonly events: Events
  /** Where a process that may not write leaves what must be recorded. */
  readonly mailbox: Pick<Mailbox, 'post'>
  /** The company whose chain this is. */
  readonly company: CompanyEntry
  /** Values the vault holds now, to be redacted wherever they appear. */
  readonly secretValues?: (() => Promise<readonly string[]>) | undefined
}

const referenceTo = (record: JournalRecord): IntentReference => {
  const text = (name: string) => (typeof record[name] === 'string' ? record[name] : undefined)
  return { seq: record.seq, action: record.action, op: text('op'), trace: text('trace'), account: text('account'), vendor: text('vendor') }
}

/** Runs work one after the other; work that fails does not stop what comes behind it. */
function createQueue(): <T>(work: () => Promise<T>) => Promise<T> {
  let tail: Promise<unknown> = Promise.resolve()
  return (work) => {
    const result = tail.then(work)
    tail = result.catch(() => undefined)
    return result
  }
}

class StoredJournal implements Journal {
  readonly #options: JournalOptions
  readonly #writer: ChainWriter
  readonly #committer
  readonly #open = new Map<number, IntentReference>()
  readonly #queue = createQueue()

  constructor(options: JournalOptions) {
    this.#options = options
    this.#committer = createCommitter(options.ports.crypto)
    this.#writer = new ChainWriter(options.store, options.ports, options.company.id, this.#committer)
  }

  intent: Journal['intent'] = (intent, operation) =>
    this.#queue(async () => {
      const record = await this.#append(intentBody(intent, await this.#tools()), operation)
      this.#open.set(record.seq, referenceTo(record))
      return record.seq
    })

  result: Journal['result'] = (seq, result, operation) =>
    this.#queue(async () => {
      const reference = await this.#reference(seq)
      await this.#append(resultBody(reference, result, operation?.sentAt ?? null), operation)
      this.#open.delete(seq)
    })

  note: Journal['note'] = (note) => {
    const traceId = note.traceId ?? this.#options.ports.trace.current()
    return this.#queue(async () => {
      await this.#append(noteBody(traceId === null ? note : { ...note, traceId }, await this.#tools()), null)
    })
  }

  act: Journal['act'] = (act, work) => recordAct({ note: this.note, log: this.#options.ports.log }, act, work)

  refusal: Journal['refusal'] = async ({ code, params, ...about }) => {
    const { ports, mailbox } = this.#options
    const note = { ...about, params: { refused: code, ...params } }
    try {
      if (ports.profile.isWriter) await this.note(note)
      else mailbox.post({ kind: 'note', at: ports.clock.now(), note })
    } catch (error) {
      ports.log.error('a refusal was not recorded', { action: about.action, reason: String(error) })
    }
  }

  checkpoint: Journal['checkpoint'] = () => this.#queue(async () => this.#tell(await this.#writer.checkpoint()))

  async #append(body: RecordBody, operation: Parameters<Journal['intent']>[1]): Promise<JournalRecord> {
    const records = await this.#writer.append(body, operation)
    this.#tell(records)
    const own = records.find((record) => record.phase === body.phase)
    if (own === undefined) throw new Error('journal batch without its record')
    return own
  }

  #tell(records: readonly JournalRecord[]): void {
    for (const { seq, action, phase } of records) this.#options.events.publish('journal.appended', { seq, action, phase })
  }

  async #tools(): Promise<BodyTools> {
    const { ports, secretValues } = this.#options
    const redactor = createRedactor(secretValues === undefined ? [] : await secretValues())
    return { crypto: ports.crypto, redactor, commit: this.#committer.commit, osUser: ports.person.osUser }
  }

  /** The intent a result belongs to; read back when it was written before this start. */
  async #reference(seq: number): Promise<IntentReference> {
    const known = this.#open.get(seq)
    if (known !== undefined) return known
    const [record] = await this.#options.store.read.journalSlice(seq, 1)
    if (record?.seq !== seq || record.phase !== 'intent') throw new Error('journal result without its intent')
    return referenceTo(record)
  }
}

/**
 * The journal of one company. Appends go through one queue, an intent together with its operation in one transaction. Fails with the
 * store's error when it cannot write: the caller must send nothing then.
 */
export const createJournal = (options: JournalOptions): Journal => new StoredJournal(options)
