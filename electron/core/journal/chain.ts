import type { JournalRecord } from '#shared/model/journal.ts'
import type { Crypto } from '../ports.ts'
import { canonical } from './canonical.ts'

/** Where a chain ends: the next record gets `seq + 1` and points to `hash`. */
export interface ChainHead {
  readonly seq: number
  readonly hash: string
}

/** `prev` of the very first record. */
export const NO_PREVIOUS = '0'.repeat(64)

/** Everything of a record but its place in the chain. */
export type RecordBody = Readonly<Record<string, unknown>> & { readonly phase: JournalRecord['phase']; readonly action: string }

/** SHA-256 of the canonical record without `hash` and `sig`. */
export function recordHash(crypto: Pick<Crypto, 'sha256'>, record: Readonly<Record<string, unknown>>): string {
  const { hash: _hash, sig: _sig, ...rest } = record
  return crypto.sha256(canonical(rest))
}

/** What a checkpoint's signature is made over. */
export const signedText = (hash: string): string => `outrider-journal-v1:${hash}`

/** Places a body behind `head` (null for an empty chain) and hashes it. Keys come out in canonical order, which makes verifying fast. */
export function seal(crypto: Pick<Crypto, 'sha256'>, head: ChainHead | null, body: RecordBody): JournalRecord {
  const placed = { ...body, v: 1, seq: head === null ? 0 : head.seq + 1, prev: head?.hash ?? NO_PREVIOUS }
  const sealed = { ...placed, hash: recordHash(crypto, placed) }
  return JSON.parse(canonical(sealed)) as JournalRecord
}

/** A record as one line of an export. */
export const toLine = (record: Readonly<Record<string, unknown>>): string => canonical(record)

/** What stands in an export for a record that was left out: enough for the chain to be followed past it. */
export const toLeftOutLine = (record: JournalRecord): string =>
  canonical({ v: 1, seq: record.seq, prev: record.prev, hash: record.hash, left_out: true })
