import type { JournalRecord } from '#shared/model/journal.ts'
import type { Operation } from '#shared/model/operation.ts'
import type { Ports } from '../ports.ts'
import type { Store } from '../storage/store.ts'
import { readAnchor, writeAnchor } from './anchor.ts'
import { type ChainHead, type RecordBody, seal } from './chain.ts'
import type { Committer } from './commitment.ts'
import { checkpointBody, openBody } from './record-body.ts'
import { ensureSigningKey, signCheckpoint, type SigningKey } from './signing-key.ts'

/** What the journal needs of the host. */
export type JournalPorts = Pick<Ports, 'clock' | 'ids' | 'trace' | 'log' | 'vault' | 'crypto' | 'profile' | 'person' | 'version'>

const RECORDS_PER_CHECKPOINT = 1_000
const CHECKPOINT_EVERY_MS = 86_400_000

/** Records being sealed one behind the other, not yet written. */
interface Batch {
  readonly records: JournalRecord[]
  head: ChainHead | null
}

/** Writes one chain. Not safe for calls that overlap: its owner queues them. */
export class ChainWriter {
  readonly #store: Store
  readonly #ports: JournalPorts
  readonly #company: string
  readonly #committer: Committer
  readonly #boot: string
  #isLoaded = false
  #isOpened = false
  #head: ChainHead | null = null
  #checkpointSeq = -1
  #checkpointAt = 0
  #previousKey: string | null = null
  #introducedKey: string | null = null
  #missed: ChainHead | null = null

  constructor(store: Store, ports: JournalPorts, company: string, committer: Committer) {
    this.#store = store
    this.#ports = ports
    this.#company = company
    this.#committer = committer
    this.#boot = ports.crypto.randomHex(8)
  }

  /** Appends a record, with the `open` record before it at the first time and a checkpoint behind it when one is due. */
  async append(body: RecordBody, operation: Operation | null): Promise<readonly JournalRecord[]> {
    await this.#load()
    const batch: Batch = { records: [], head: this.#head }
    if (!this.#isOpened) await this.#addOpen(batch)
    this.#add(batch, body)
    if (this.#isCheckpointDue(batch)) await this.#addCheckpoint(batch)
    return this.#write(batch, operation)
  }

  /** Signs the end of the chain unless it is signed already. */
  async checkpoint(): Promise<readonly JournalRecord[]> {
    await this.#load()
    if (this.#head === null || this.#head.seq === this.#checkpointSeq) return []
    const batch: Batch = { records: [], head: this.#head }
    await this.#addCheckpoint(batch)
    return batch.records.length === 0 ? [] : this.#write(batch, null)
  }

  async #load(): Promise<void> {
    if (this.#isLoaded) return
    const { records } = await this.#store.read.journal({ limit: RECORDS_PER_CHECKPOINT + 1 })
    const last = records.find((record) => record.phase === 'checkpoint')
    this.#head = await this.#store.read.journalHead()
    this.#checkpointSeq = last?.seq ?? -1
    this.#checkpointAt = last === undefined ? this.#ports.clock.now() : Date.parse(last.at)
    this.#previousKey = typeof last?.['key'] === 'string' ? last['key'] : null
    this.#missed = await this.#missedAnchor()
    this.#isLoaded = true
  }

  async #missedAnchor(): Promise<ChainHead | null> {
    const anchor = await readAnchor(this.#ports, this.#company)
    if (anchor === null) return null
    const [found] = await this.#store.read.journalSlice(anchor.seq, 1)
    return found?.seq === anchor.seq && found.hash === anchor.hash ? null : anchor
  }

  #stamp(body: RecordBody): RecordBody {
    const { clock, ids, profile } = this.#ports
    const now = { id: ids.ulid(), at: new Date(clock.now()).toISOString(), mono: Math.max(0, Math.round(clock.monotonic())), boot: this.#boot }
    return { ...body, ...now, install: profile.installId, company: this.#company }
  }

  #add(batch: Batch, body: RecordBody): JournalRecord {
    const record = seal(this.#ports.crypto, batch.head, this.#stamp(body))
    batch.records.push(record)
    batch.head = { seq: record.seq, hash: record.hash }
    return record
  }

  async #addOpen(batch: Batch): Promise<void> {
    const key = await ensureSigningKey(this.#ports)
    this.#addIntroduction(batch, key)
  }

  #addIntroduction(batch: Batch, key: SigningKey | null): void {
    const { person, vault, version } = this.#ports
    const keeps = vault.kind === 'session' ? 'session' : 'vault'
    const host = this.#committer.commit(person.hostName)
    this.#add(batch, openBody({ host, version, keeps, key, previousKey: this.#introducedKey ?? this.#previousKey, missed: this.#missed }))
    this.#introducedKey = key?.fingerprint ?? this.#introducedKey
  }

  #isCheckpointDue(batch: Batch): boolean {
    const waiting = (batch.head?.seq ?? -1) - this.#checkpointSeq
    return waiting >= RECORDS_PER_CHECKPOINT || this.#ports.clock.now() - this.#checkpointAt >= CHECKPOINT_EVERY_MS
  }

  async #addCheckpoint(batch: Batch): Promise<void> {
    const key = await ensureSigningKey(this.#ports)
    if (key === null) return
    if (key.fingerprint !== this.#introducedKey) this.#addIntroduction(batch, key)
    if (batch.head === null) return
    const host = this.#committer.commit(this.#ports.person.hostName)
    const record = this.#add(batch, checkpointBody(batch.head, key, this.#ports.version, host))
    batch.records[batch.records.length - 1] = { ...record, sig: signCheckpoint(key, record.hash) }
  }

  async #write(batch: Batch, operation: Operation | null): Promise<readonly JournalRecord[]> {
    const subjects = this.#committer.take()
    try {
      await this.#store.write.appendJournal(batch.records, subjects, operation)
    } catch (error) {
      this.#committer.giveBack(subjects)
      this.#isLoaded = false
      throw error
    }
    await this.#settle(batch)
    return batch.records
  }

  async #settle(batch: Batch): Promise<void> {
    this.#head = batch.head
    this.#isOpened = true
    this.#missed = null
    const signed = batch.records.findLast((record) => record.phase === 'checkpoint')
    if (signed === undefined) return
    this.#checkpointSeq = signed.seq
    this.#checkpointAt = Date.parse(signed.at)
    await writeAnchor(this.#ports, this.#company, { seq: signed.seq, hash: signed.hash })
  }
}
