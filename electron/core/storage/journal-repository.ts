import { AppError } from '#shared/errors/app-error.ts'
import type { JournalRecord } from '#shared/model/journal.ts'
import type { ReadDb, SqlValue, WriteDb } from './database.ts'

/** The `prev` of the first record of a chain. */
const chainStart = '0'.repeat(64)

const notWritable = (): AppError =>
  new AppError({
    code: 'journal.not-writable',
    what: 'The journal moved on while this record was being made: another writer is at work.',
    effect: 'The record was not written and the action was not sent.',
    next: 'Close the other window of Outrider, then try again.',
    remedy: 'retry',
  })

/** The last record's number and hash; null for an empty journal. */
export const readJournalHead = (db: ReadDb): { seq: number; hash: string } | null =>
  db.get<{ seq: number; hash: string }>('SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1') ?? null

interface Target {
  readonly device?: unknown
}

/** Devices a record is about: its own targets, or those of the record it refers to. */
function targetsOf(db: ReadDb, record: JournalRecord): readonly string[] {
  const { targets, ref } = record as { readonly targets?: readonly Target[]; readonly ref?: number }
  if (targets) return targets.flatMap((target) => (typeof target.device === 'string' ? [target.device] : []))
  if (typeof ref !== 'number') return []
  return db.all<{ device_id: string }>('SELECT device_id FROM journal_target WHERE seq = ?', ref).map((row) => row.device_id)
}

function appendRecord(db: WriteDb, record: JournalRecord): void {
  const { seq, company, id, at, phase, action, prev, hash } = record
  const values: SqlValue[] = [seq, company, id, at, phase, action, prev, hash, JSON.stringify(record)]
  db.run('INSERT INTO journal (seq, company_id, id, at, phase, action, prev, hash, record) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)', ...values)
  for (const deviceId of new Set(targetsOf(db, record))) {
    db.run('INSERT INTO journal_target (device_id, seq) VALUES (?, ?)', deviceId, seq)
  }
}

/**
 * Appends records that continue the chain, and the texts behind their commitments. Throws `journal.not-writable` when
 * the first one does not follow the head.
 */
export function appendRecords(
  db: WriteDb,
  records: readonly JournalRecord[],
  subjects: Readonly<Record<string, { readonly salt: string; readonly value: string }>>,
): void {
  let head = readJournalHead(db) ?? { seq: -1, hash: chainStart }
  for (const record of records) {
    // SECURITY: a record that does not continue the chain would fork it; the intent is refused before anything is sent.
    if (record.seq !== head.seq + 1 || record.prev !== head.hash) throw notWritable()
    appendRecord(db, record)
    head = { seq: record.seq, hash: record.hash }
  }
  for (const [commitment, { salt, value }] of Object.entries(subjects)) {
    db.run('INSERT OR IGNORE INTO journal_subject (commitment, salt, value) VALUES (?, ?, ?)', commitment, salt, value)
  }
}

const commitmentForm = /"(c1:[0-9a-f]{64})"/g

function subjectsOf(db: ReadDb, texts: readonly string[]): Record<string, string> {
  const commitments = new Set(texts.flatMap((text) => [...text.matchAll(commitmentForm)].map((match) => match[1] ?? '')))
  const found = db.all<{ commitment: string; value: string }>(
    'SELECT commitment, value FROM journal_subject WHERE commitment IN (SELECT value FROM json_each(?))',
    JSON.stringify([...commitments]),
  )
  return Object.fromEntries(found.map((row) => [row.commitment, row.value]))
}

const toRecord = (text: string): JournalRecord => JSON.parse(text) as JournalRecord

/** Newest first, with the texts behind commitments where they still exist. */
export function readJournal(
  db: ReadDb,
  filter: { deviceId?: string | undefined; before?: number | undefined; limit: number },
): { records: JournalRecord[]; subjects: Record<string, string> } {
  const before = filter.before ?? Number.MAX_SAFE_INTEGER
  const rows =
    filter.deviceId === undefined
      ? db.all<{ record: string }>('SELECT record FROM journal WHERE seq < ? ORDER BY seq DESC LIMIT ?', before, filter.limit)
      : db.all<{ record: string }>(
          `SELECT j.record FROM journal_target t JOIN journal j ON j.seq = t.seq WHERE t.device_id = ? AND t.seq < ? ORDER BY t.seq DESC LIMIT ?`,
          filter.deviceId,
          before,
          filter.limit,
        )
  const texts = rows.map((row) => row.record)
  return { records: texts.map(toRecord), subjects: subjectsOf(db, texts) }
}

/** Ascending from a number, for verification and export. */
export const readJournalSlice = (db: ReadDb, fromSeq: number, limit: number): JournalRecord[] =>
  db.all<{ record: string }>('SELECT record FROM journal WHERE seq >= ? ORDER BY seq LIMIT ?', fromSeq, limit).map((row) => toRecord(row.record))
