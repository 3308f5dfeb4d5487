import { stringify } from 'csv-stringify/browser/esm/sync'
import type { JournalRecord } from '#shared/model/journal.ts'
import type { Store } from '../storage/store.ts'
import type { ExportRange } from './journal-export.ts'
import type { SigningKey } from './signing-key.ts'

const NOTE = 'Times are UTC. A cell that would begin with = + - @ or a tab has an apostrophe in front.'
const columns = ['seq', 'at', 'phase', 'action', 'operator', 'device', 'account', 'state', 'exit_code', 'duration_ms', 'params', 'op', 'trace', 'ref', 'hash'] as const
const PAGE = 1_000

type Subjects = Readonly<Record<string, string>>
type Fields = Readonly<Record<string, unknown>>

const fields = (value: unknown): Fields => (typeof value === 'object' && value !== null ? (value as Fields) : {})

function toRow(record: JournalRecord, subjects: Subjects): unknown[] {
  const shown = (commitment: unknown): string => (typeof commitment === 'string' ? (subjects[commitment] ?? commitment) : '')
  const targets = Array.isArray(record['targets']) ? record['targets'].map(fields) : []
  const result = fields(record['result'])
  const cells: Record<(typeof columns)[number], unknown> = {
    seq: record.seq,
    at: record.at,
    phase: record.phase,
    action: record.action,
    operator: shown(fields(record['operator'])['os_user']),
    device: targets.map((target) => shown(target['shown'])).join(', '),
    account: record['account'],
    state: result['state'],
    exit_code: result['exit_code'],
    duration_ms: result['duration_ms'],
    params: record['params'] === undefined ? '' : JSON.stringify(record['params']),
    op: record['op'],
    trace: record['trace'],
    ref: record['ref'],
    hash: record.hash,
  }
  return columns.map((column) => cells[column])
}

const toCsv = (rows: readonly (readonly unknown[])[]): string =>
  stringify(rows as unknown[][], { escape_formulas: true, record_delimiter: '\r\n', cast: { number: (value) => ({ value: String(value), escape_formulas: false }) } })

/** Signs the text above it; the last row of a CSV export. */
function signatureRow(text: string, hash: string, key: SigningKey): string {
  return `${text}signature,Ed25519 over outrider-csv-v1: and the SHA-256 of all rows above,${hash},${key.sign(`outrider-csv-v1:${hash}`)},${key.publicKey}\r\n`
}

/** The range as a table for people: names instead of commitments, formula cells neutralised, signed when there is a key. */
export async function toSignedCsv(store: Store, range: ExportRange, key: SigningKey | null, sha256: (text: string) => string): Promise<string> {
  const rows: unknown[][] = [[NOTE], [...columns]]
  for (let from = range.first; from <= range.last; from += PAGE) {
    const { records, subjects } = await store.read.journal({ before: from + PAGE, limit: PAGE })
    const page = records.filter((record) => record.seq >= from && record.seq <= range.last).toSorted((a, b) => a.seq - b.seq)
    for (const record of page) rows.push(toRow(record, subjects))
  }
  const text = toCsv(rows)
  return key === null ? text : signatureRow(text, sha256(text), key)
}
