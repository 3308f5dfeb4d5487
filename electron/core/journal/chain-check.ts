import type { VerifyReport } from '#shared/model/journal.ts'
import type { Crypto } from '../ports.ts'
import { canonical } from './canonical.ts'
import { type ChainHead, NO_PREVIOUS, recordHash, signedText } from './chain.ts'
import { createClockNotes } from './clock-notes.ts'
import { createKeyTrust } from './key-trust.ts'
import { reportSentence } from './report-sentence.ts'
import { fingerprintOf } from './signing-key.ts'

type Fields = Readonly<Record<string, unknown>>
type Verifier = Pick<Crypto, 'sha256' | 'ed25519Verify'>

/** What a verification is told besides the records. */
export interface CheckOptions {
  /** The records are an export of a period: it may begin anywhere and hold lines for left-out records. */
  readonly isPartial: boolean
  /** Places of the chain known from elsewhere; each must be there, unchanged. */
  readonly anchors: readonly ChainHead[]
  /** Fingerprint of the key that must have signed, directly or through the keys it replaced; null accepts any key. */
  readonly trustedKey: string | null
}

/** Reads one line of an export; a word for what is wrong with it otherwise. One changed character is not canonical any more. */
function parseLine(line: string): Fields | string {
  try {
    const value: unknown = JSON.parse(line)
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'unreadable'
    return canonical(value) === line ? (value as Fields) : 'not canonical'
  } catch {
    return 'unreadable'
  }
}

const isLeftOut = (record: Fields): boolean => record['left_out'] === true

function isSigned(crypto: Verifier, record: Fields): boolean {
  const { hash, sig, key, public_key: publicKey } = record
  if (typeof publicKey !== 'string' || !/^[0-9a-f]{64}$/.test(publicKey) || typeof sig !== 'string' || !/^[0-9a-f]{128}$/.test(sig)) return false
  return key === fingerprintOf(crypto, publicKey) && crypto.ed25519Verify(publicKey, signedText(String(hash)), sig)
}

/** A verification of a chain: give it the records (or lines of an export) in order, then ask for the report. Stops judging at the first fault. */
export class ChainCheck {
  readonly #crypto: Verifier
  readonly #options: CheckOptions
  readonly #openIntents = new Set<number>()
  readonly #clock = createClockNotes()
  readonly #trust = createKeyTrust()
  readonly #anchors: Map<number, string>
  #records = 0
  #leftOut = 0
  #first: number | null = null
  #head: ChainHead | null = null
  #firstBad: { seq: number; why: string } | null = null
  #checkpoints = 0
  #checkpointsValid = 0

  constructor(crypto: Verifier, options: CheckOptions) {
    this.#crypto = crypto
    this.#options = options
    this.#anchors = new Map(options.anchors.map((anchor) => [anchor.seq, anchor.hash]))
  }

  /** The next record as the store gives it. */
  record(record: Fields): void {
    this.#records += 1
    this.#check(record)
  }

  /** The next record as a line of an export, without its line end. */
  line(line: string): void {
    this.#records += 1
    const parsed = parseLine(line)
    if (typeof parsed === 'string') this.#fail(this.#expectedSeq(), parsed)
    else this.#check(parsed)
  }

  /** True once a fault was found. */
  get isBroken(): boolean {
    return this.#firstBad !== null
  }

  report(): VerifyReport {
    this.#judgeEnd()
    const facts = {
      records: this.#records,
      isIntact: this.#firstBad === null,
      firstBad: this.#firstBad,
      head: this.#head?.hash ?? null,
      checkpoints: this.#checkpoints,
      checkpointsValid: this.#checkpointsValid,
      intentsWithoutResult: this.#openIntents.size,
      clockNotes: [...this.#clock.notes],
    }
    return { ...facts, says: reportSentence(facts, { firstSeq: this.#first ?? 0, leftOut: this.#leftOut, keys: this.#trust.used() }) }
  }

  #fail(seq: number, why: string): void {
    this.#firstBad ??= { seq, why }
  }

  #expectedSeq(): number {
    return this.#head === null ? (this.#first ?? 0) : this.#head.seq + 1
  }

  #check(record: Fields): void {
    if (this.#firstBad !== null) return this.#noticeMoved(record)
    if (this.#first === null) this.#first = this.#options.isPartial && Number.isSafeInteger(record['seq']) ? (record['seq'] as number) : 0
    const seq = this.#expectedSeq()
    const why = this.#problemOf(record, seq)
    if (why === null) this.#accept(record, seq)
    else this.#fail(seq, why)
  }

  /** A record that was missing turns up later: it was moved, not removed. */
  #noticeMoved(record: Fields): void {
    if (this.#firstBad?.why === 'gap' && record['seq'] === this.#firstBad.seq) this.#firstBad = { seq: this.#firstBad.seq, why: 'out of order' }
  }

  #problemOf(record: Fields, seq: number): string | null {
    if (record['v'] !== 1) return 'unknown version'
    if (!Number.isSafeInteger(record['seq'])) return 'unreadable'
    if ((record['seq'] as number) < seq) return 'duplicate seq'
    if ((record['seq'] as number) > seq) return 'gap'
    if (!this.#continues(record, seq)) return 'prev does not match'
    if (isLeftOut(record)) return this.#options.isPartial && typeof record['hash'] === 'string' ? null : 'record left out'
    return record['hash'] === recordHash(this.#crypto, record) ? null : 'hash does not match'
  }

  #continues(record: Fields, seq: number): boolean {
    if (this.#head !== null) return record['prev'] === this.#head.hash
    return seq === 0 ? record['prev'] === NO_PREVIOUS : typeof record['prev'] === 'string'
  }

  #accept(record: Fields, seq: number): void {
    const hash = String(record['hash'])
    if ((this.#anchors.get(seq) ?? hash) !== hash) this.#fail(seq, 'differs from the anchor')
    this.#anchors.delete(seq)
    this.#head = { seq, hash }
    if (isLeftOut(record)) this.#leftOut += 1
    else this.#follow(record, seq)
  }

  #follow(record: Fields, seq: number): void {
    this.#clock.hear(record, seq)
    if (record['phase'] === 'intent') this.#openIntents.add(seq)
    if (record['phase'] === 'result') this.#openIntents.delete(record['ref'] as number)
    if (record['phase'] === 'open') this.#trust.introduce(record)
    if (record['phase'] === 'checkpoint') this.#judgeCheckpoint(record, seq)
  }

  #judgeCheckpoint(record: Fields, seq: number): void {
    this.#checkpoints += 1
    if (!isSigned(this.#crypto, record)) return this.#fail(seq, 'signature is not valid')
    this.#checkpointsValid += 1
    this.#trust.use(String(record['key']), seq)
  }

  #judgeEnd(): void {
    const unmet = [...this.#anchors.keys()].filter((seq) => seq >= (this.#first ?? 0)).sort((a, b) => a - b)
    if (unmet[0] !== undefined) this.#fail(unmet[0], 'does not reach the anchor')
    const stranger = this.#options.trustedKey === null ? null : this.#trust.firstStranger(this.#options.trustedKey)
    if (stranger !== null) this.#fail(stranger, 'signed by an unknown key')
  }
}
