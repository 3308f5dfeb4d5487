import type { Operation, OperationState } from '#shared/model/operation.ts'
import type { ReadDb, SqlValue, WriteDb } from './database.ts'

type Kind = 'plain' | 'bool' | 'json'
interface OperationField {
  readonly field: keyof Operation
  readonly column: string
  readonly kind: Kind
}

const operationFields: readonly OperationField[] = [
  { field: 'id', column: 'id', kind: 'plain' },
  { field: 'action', column: 'action', kind: 'plain' },
  { field: 'accountId', column: 'account_id', kind: 'plain' },
  { field: 'deviceId', column: 'device_id', kind: 'plain' },
  { field: 'deviceName', column: 'device_name', kind: 'plain' },
  { field: 'client', column: 'client', kind: 'plain' },
  { field: 'remoteId', column: 'remote_id', kind: 'plain' },
  { field: 'params', column: 'params', kind: 'json' },
  { field: 'request', column: 'request', kind: 'json' },
  { field: 'state', column: 'state', kind: 'plain' },
  { field: 'operator', column: 'operator', kind: 'plain' },
  { field: 'host', column: 'host', kind: 'plain' },
  { field: 'createdAt', column: 'created_at', kind: 'plain' },
  { field: 'sentAt', column: 'sent_at', kind: 'plain' },
  { field: 'endedAt', column: 'ended_at', kind: 'plain' },
  { field: 'durationMs', column: 'duration_ms', kind: 'plain' },
  { field: 'exitCode', column: 'exit_code', kind: 'plain' },
  { field: 'isExitCodeReported', column: 'is_exit_code_reported', kind: 'bool' },
  { field: 'output', column: 'output', kind: 'plain' },
  { field: 'outputBytes', column: 'output_bytes', kind: 'plain' },
  { field: 'isOutputTruncated', column: 'is_output_truncated', kind: 'bool' },
  { field: 'outputNote', column: 'output_note', kind: 'plain' },
  { field: 'says', column: 'says', kind: 'plain' },
  { field: 'refusedBy', column: 'refused_by', kind: 'plain' },
  { field: 'traceId', column: 'trace_id', kind: 'plain' },
]

const columns = operationFields.map((one) => one.column)
const changing = columns.filter((column) => column !== 'id').map((column) => `${column} = excluded.${column}`)
const upsertSql = `INSERT INTO operation (company_id, ${columns.join(', ')}) VALUES (?, ${columns.map(() => '?').join(', ')})
  ON CONFLICT (id) DO UPDATE SET ${changing.join(', ')}`
const selectSql = `SELECT ${columns.join(', ')} FROM operation`

const toColumn = (kind: Kind, value: unknown): SqlValue =>
  kind === 'json' ? (value === null ? null : JSON.stringify(value)) : kind === 'bool' ? Number(value) : (value as SqlValue)

const fromColumn = (kind: Kind, value: SqlValue): unknown =>
  kind === 'json' ? (value === null ? null : JSON.parse(value as string)) : kind === 'bool' ? value === 1 : value

const fromRecord = (row: Readonly<Record<string, SqlValue>>): Operation =>
  Object.fromEntries(operationFields.map(({ field, column, kind }) => [field, fromColumn(kind, row[column] ?? null)])) as unknown as Operation

/** Adds an operation or its new state. */
export const writeOperation = (db: WriteDb, companyId: string, operation: Operation): void =>
  void db.run(upsertSql, companyId, ...operationFields.map(({ field, kind }) => toColumn(kind, operation[field])))

export function readOperation(db: ReadDb, id: string): Operation | null {
  const row = db.get<Record<string, SqlValue>>(`${selectSql} WHERE id = ?`, id)
  return row ? fromRecord(row) : null
}

const escapeLike = (text: string): string => `%${text.replace(/[\\%_]/g, (char) => `\\${char}`)}%`
const searched = ['device_name', 'client', 'action', 'params', 'output', 'says'] as const

/** Newest first. `text` is looked for in names, parameters and outputs. */
export function readOperations(db: ReadDb, filter: { deviceId?: string | undefined; text?: string | undefined; limit: number }): Operation[] {
  const conditions: string[] = []
  const values: SqlValue[] = []
  if (filter.deviceId !== undefined) {
    conditions.push('device_id = ?')
    values.push(filter.deviceId)
  }
  if (filter.text) {
    conditions.push(`(${searched.map((column) => `${column} LIKE ? ESCAPE '\\'`).join(' OR ')})`)
    values.push(...searched.map(() => escapeLike(filter.text ?? '')))
  }
  const where = conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : ''
  return db.all<Record<string, SqlValue>>(`${selectSql} ${where} ORDER BY created_at DESC, n DESC LIMIT ?`, ...values, filter.limit).map(fromRecord)
}

/** Ids of operations whose output is only whole in its file, newest first. */
export const readLongOperations = (db: ReadDb, deviceId: string | undefined, limit: number): string[] =>
  db
    .all<{ id: string }>('SELECT id FROM operation WHERE is_output_truncated = 1 AND (? IS NULL OR device_id = ?) ORDER BY created_at DESC, n DESC LIMIT ?', deviceId ?? null, deviceId ?? null, limit)
    .map((row) => row.id)

const underWay: readonly OperationState[] = ['sending', 'running']

/**
 * What a dead process left `sending` or `running` becomes `sent-no-answer`: neither success nor failure, and never sent
 * again by itself. Answers those operations as they are now.
 */
export function settleInterrupted(db: WriteDb, now: number): Operation[] {
  const left = db.all<{ id: string }>(`SELECT id FROM operation WHERE state IN ('${underWay.join("', '")}')`)
  const says = 'Outrider ended before an answer came. The action may have run; check the device.'
  return left.flatMap(({ id }) => {
    db.run(`UPDATE operation SET state = 'sent-no-answer', ended_at = ?, says = ? WHERE id = ?`, now, says, id)
    return readOperation(db, id) ?? []
  })
}
