import { AppError } from '#shared/errors/app-error.ts'
import type { JournalRecord } from '#shared/model/journal.ts'
import type { Store } from '../storage/store.ts'
import { toLeftOutLine, toLine } from './chain.ts'

/** Part of a chain to hand over: records `first` to `last`, and up to `signed`, the checkpoint that covers them, by their hash only. */
export interface ExportRange {
  readonly first: number
  readonly last: number
  readonly signed: number
}

export interface Period {
  readonly from?: number | undefined
  readonly to?: number | undefined
}

const SLICE = 1_000
const MOST_RECORDS = 500_000

/** Reads records in order from `from` to the end of the chain. */
async function* recordsFrom(store: Store, from: number): AsyncGenerator<JournalRecord> {
  for (let at = from; ; at += SLICE) {
    const slice = await store.read.journalSlice(at, SLICE)
    yield* slice
    if (slice.length < SLICE) return
  }
}

/**
 * The stretch of the chain that holds every record of a period. It has no holes, so that the chain can be followed: a record stamped
 * outside the period by a clock that was set is part of it when it lies between. Null when the period has no record.
 */
export async function findRange(store: Store, period: Period): Promise<ExportRange | null> {
  const { from = -Infinity, to = Infinity } = period
  let [first, last, signed] = [-1, -1, -1]
  for await (const record of recordsFrom(store, 0)) {
    const at = Date.parse(record.at)
    if (at >= from && at <= to) {
      if (first === -1) first = record.seq
      last = record.seq
      signed = record.seq
    } else if (signed === last && first !== -1 && record.phase === 'checkpoint') signed = record.seq
  }
  return first === -1 ? null : { first, last, signed }
}

/** Refuses an export no text could hold. */
export function assertExportable(range: ExportRange): void {
  if (range.last - range.first < MOST_RECORDS) return
  throw new AppError({
    code: 'input.invalid',
    what: `This period holds ${range.last - range.first + 1} records, more than one export can carry.`,
    effect: 'Nothing was exported.',
    next: 'Choose a shorter period and export the rest in further parts.',
    remedy: 'check-input',
  })
}

/** The range as JSON Lines: whole records, then hashes up to the checkpoint, then the checkpoint itself. */
export async function toJsonLines(store: Store, range: ExportRange): Promise<string> {
  const lines: string[] = []
  for await (const record of recordsFrom(store, range.first)) {
    if (record.seq > range.signed) break
    lines.push(record.seq <= range.last || record.seq === range.signed ? toLine(record) : toLeftOutLine(record))
  }
  return `${lines.join('\n')}\n`
}
